"""Further ways of writing personal numbers and addresses, and further numbers that only look like them."""

import pytest

from cms.approval.checks.plain_text import plain
from cms.approval.checks.rules import personal
from tests.checks.papers import card_number, identity_number

ID = identity_number("44030619851105301")
CARD = card_number("621226200012345678")
VISA = card_number("403361123456789")
AMEX = card_number("37123456789012")
MOBILE = "13622223344"


def number_in(finder, line):
    return len(finder(plain(line).text))


@pytest.mark.parametrize(
    "line",
    [f"李四_{ID}", f"SFZ{ID}", f"{ID}a", "身份证号码：440306851105301", f"身份证编号{ID}", f"订单号1，身份证{ID}"],
)
def test_identity_number__found_beside_letters_and_in_the_old_form(line):
    assert number_in(personal.identity_numbers, line) == 1


@pytest.mark.parametrize(
    "line", [f"订单号：{ID}", f"项目编码：{ID}", f"统一社会信用代码：{ID}", f"0.{ID}", "编号440306851105301", f"GD{ID}"]
)
def test_identity_number__not_found_when_another_number_is_named(line):
    assert number_in(personal.identity_numbers, line) == 0


@pytest.mark.parametrize(
    "line",
    [
        f"信用卡号 {AMEX}",
        f"卡号 {CARD[:5]} {CARD[5:10]} {CARD[10:15]} {CARD[15:]}",
        f"卡号 {VISA[:4]} {VISA[4:8]} {VISA[8:12]} {VISA[12:]}",
    ],
)
def test_card__found_in_other_groups_and_lengths(line):
    assert number_in(personal.card_numbers, line) == 1


@pytest.mark.parametrize(
    "line", [f"2.{VISA}", f"总投资{VISA}元", f"{VISA[:4]} {VISA[4:8]} {VISA[8:12]} {VISA[12:]}", f"流水{AMEX}"]
)
def test_card__not_found_when_it_is_a_figure(line):
    assert number_in(personal.card_numbers, line) == 0


@pytest.mark.parametrize(
    "line",
    [
        f"0086{MOBILE}",
        f"0{MOBILE}",
        f"17951{MOBILE}",
        f"3.{MOBILE}",
        f"（1）张三；12.{MOBILE}",
        "136 22 22 33 44",
        f"QQ/手机：{MOBILE}",
        f"{MOBILE}千万记得",
        f"{MOBILE}户籍深圳",
        f"{MOBILE}头像",
        f"{MOBILE}万女士",
    ],
)
def test_mobile__found_with_what_is_dialled_first_and_before_other_words(line):
    assert number_in(personal.mobile_numbers, line) == 1


@pytest.mark.parametrize(
    "line",
    [
        f"粤建审〔2021〕{MOBILE}号",
        f"https://www.example.gov.cn/b/{MOBILE}.html",
        f"t{MOBILE}",
        "136 2021 2022",
        f"{MOBILE}万元",
        f"{MOBILE}千瓦时",
        f"{MOBILE}户",
    ],
)
def test_mobile__not_found_in_addresses_document_numbers_and_rows_of_years(line):
    assert number_in(personal.mobile_numbers, line) == 0


@pytest.mark.parametrize("line", ["粤b52118", "粤 C30127", "WJ粤21345", "车牌：使210123", "粤BXYZ18"])
def test_plate__found_in_other_forms(line):
    assert number_in(personal.plates, line) == 1


@pytest.mark.parametrize("line", ["促使210123人受益", "粤ABCDEF", "WJ12"])
def test_plate__not_found_in_a_sentence(line):
    assert number_in(personal.plates, line) == 0


@pytest.mark.parametrize(
    "line",
    [
        "家庭地址 中山市石岐区民生路18号",
        "被申请人：王某，住所：东莞市莞城区运河东路21号302房",
        "南沙区碧桂花园9座8-1102",
    ],
)
def test_address__found_without_a_colon_at_a_residence_and_with_a_dash(line):
    assert number_in(personal.home_addresses, line) == 1


@pytest.mark.parametrize("line", ["广东省民政厅，住所地广州市越华路118号", "某安置房6栋共88户"])
def test_address__not_found_where_an_office_or_a_project_stands(line):
    assert number_in(personal.home_addresses, line) == 0
