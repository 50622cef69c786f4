"""Personal data by form and check digit; what only looks like it is none."""

import pytest

from tests.checks.helpers import read
from tests.checks.papers import card_number, identity_number

pytestmark = pytest.mark.django_db

ID = identity_number("44010519900307123")
CARD = card_number("622848040256123456")
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@pytest.mark.parametrize(
    "line",
    [
        f"身份证号{ID}。",
        f"身份证号：{ID[:6]} {ID[6:14]} {ID[14:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        ID.translate(FULL_WIDTH),
        f"张三（{ID}）",
        f"第1名 {ID} 13800138000",
        f"ID:{ID}",
        f"（{identity_number('11010119800101001').lower()}）",
        " ".join(ID),
        f"身份证{ID[:3]}\u200b{ID[3:]}",
    ],
)
def test_identity_number__found_however_it_is_written(line):
    assert len(read("identity", line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        f"{ID[:17]}{'0' if ID[17] != '0' else '1'}",
        f"{ID[:6]}********{ID[14:]}",
        f"{ID}1",
        f"1{ID}",
        identity_number("44010519901307123"),
        identity_number("99010519900307123"),
        identity_number("44010521900307123"),
        "统一社会信用代码91440000MA4UQ8C8XX",
        "114400000069399835",
        "索引号：006939748/2026-00123",
        ID[:17],
    ],
)
def test_identity_number__not_found_when_it_only_looks_like_one(line):
    assert read("identity", line) == []


@pytest.mark.parametrize(
    "line",
    [
        f"卡号{CARD}",
        f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}",
        card_number("622202123456789"),
        card_number("62220212345678901"),
        card_number("411111111111123"),
        CARD.translate(FULL_WIDTH),
        f"账号：{card_number('810012345678901')}",
    ],
)
def test_card__found_by_its_check_digit(line):
    assert len(read("cards", line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        CARD[:-1] + str((int(CARD[-1]) + 1) % 10),
        f"订单号{CARD}",
        card_number("123456789012345"),
        f"{CARD}00",
        "0000000000000000",
        "1111 2222 3333 4444 5555",
        "440105********1234",
        f"卡号{ID}",
    ],
)
def test_card__not_found_when_it_is_another_number(line):
    assert read("cards", line) == []


@pytest.mark.parametrize(
    "line",
    [
        "联系电话13800138000。",
        "138-0013-8000",
        "138 0013 8000",
        "+86 13800138000",
        "8613800138000",
        "电话：１３８００１３８０００",
        "13800138000、020-83138000",
        "手机13912345678，邮箱a@b.cn",
        "Tel:19912345678",
    ],
)
def test_mobile__found_however_it_is_written(line):
    assert len(read("mobiles", line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "1380013800",
        "138001380001",
        "12345678901",
        "电话020-83138000",
        "400-800-1234",
        "138****8000",
        "合计13800138000元",
        "编号13800138000",
        "约1.13800138000",
        "粤B13800138000",
        "10012345678",
    ],
)
def test_mobile__not_found_when_it_is_another_number(line):
    assert read("mobiles", line) == []


@pytest.mark.parametrize(
    "line", ["车牌粤A12345", "粤B·D12345", "（青A60292）", "京AD12345", "粤A1234警", "粤ＡＢ１２３４"]
)
def test_plate__found(line):
    assert len(read("plates", line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "粤ICP备05070829号",
        "粤B2-20090191",
        "粤府〔2026〕3号",
        "粤A级景区",
        "粤SC10644010001",
        "京I12345",
        "广东A12345678",
    ],
)
def test_plate__not_found_when_it_is_another_number(line):
    assert read("plates", line) == []


@pytest.mark.parametrize(
    "line",
    [
        "家庭住址：广州市越秀区东风中路100号3栋502室",
        "被申请人张三，男，1980年生，住广州市天河区体育西路10号",
        "户籍地址为广东省梅州市梅县区松口镇大黄村3组12号",
        "广州市海珠区江南花园8栋1203房",
    ],
)
def test_address__found_where_a_person_lives(line):
    assert len(read("addresses", line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "地址：广州市越秀区东风中路305号",
        "家庭住址：",
        "办公地址：天河区珠江新城华夏路8号合景大厦12楼1203室",
        "住房公积金管理中心",
        "家庭住址在本市的居民均可申请。",
    ],
)
def test_address__not_found_where_an_office_stands(line):
    assert read("addresses", line) == []
