"""Further forms of markings, in the margins, in boxes and titles; bounded time for lines made to be slow."""

import signal
import time
from types import SimpleNamespace

import pytest

from cms.approval.checks.blocks import Segment
from cms.approval.checks.hits import Where
from cms.approval.checks.rules import personal
from cms.approval.checks.rules.secrets import find_markings

BODY = ["现将有关事项通知如下。"] * 40


def found(*lines, title="关于开展检查的通知", facts=(), parts=(), name="附件"):
    """Passages marked in a text or in a file of these parts, which are stored nowhere."""
    file = SimpleNamespace(name=name, attachment=SimpleNamespace(filename="a.docx"), parts=parts)
    segments = [Segment(Where.TITLE, title, "title"), *(Segment(Where.TEXT, line) for line in lines)]
    material = SimpleNamespace(
        lines=[*segments, *(Segment(Where.FACT, line, "fact") for line in facts)],
        files=[file],
        parameters={"check-head-lines": 12},
        in_time=iter,
    )
    return [hit.passage for hit in find_markings(material)]


@pytest.mark.parametrize(
    "line",
    [
        "【绝密】★30年",
        "机密▲5年",
        "解密时间：2030年　密级：秘密",
        "秘密（3年）",
        "机密·长期",
        "绝密 20年",
        "机密（10年）",
    ],
)
def test_marking__found_anywhere_when_level_and_period_stand_alone(line):
    assert found(*BODY, line, *BODY)


@pytest.mark.parametrize(
    "line",
    [
        "（内部）",
        "【内部】",
        "仅限内部使用",
        "限内部传阅",
        "未经批准不得转发、不得公开",
        "未经允许，严禁外传",
        "非公开文件",
        "涉密",
        "普通商密",
        "内部资料",
        "敏感资料 请勿公开",
        "不予公开",
    ],
)
def test_note_for_internal_use__found_at_the_head_and_in_margins(line):
    assert found(line, *BODY)
    assert found(parts=[["footer", "", [line]], ["text", "", BODY]])


@pytest.mark.parametrize(
    "line", ["机密 — 12 —", "秘密 第2页 共9页", "绝密 3/8", "- 4 - 机密", "内部资料 第5页", "机密 Page 2 of 7"]
)
@pytest.mark.parametrize("place", ["header", "footer"])
def test_marking__found_in_a_margin_when_the_page_number_stands_beside_it(place, line):
    assert found(parts=[[place, "", [line]], ["text", "", BODY]])


def test_marking__found_when_its_letters_stand_one_a_line():
    assert found("绝", "密", *BODY)
    assert found(parts=[["page", "1", ["秘", "密", *BODY]]])


@pytest.mark.parametrize("kind", ["note", "watermark"])
def test_marking__found_in_notes_and_boxes_in_the_midst_of_a_file(kind):
    assert found(parts=[["text", "", BODY], [kind, "", [*BODY, "机密", *BODY]], ["text", "", BODY]])


@pytest.mark.parametrize("title", ["关于经费安排的请示（秘密）", "（内部）会议安排", "关于预案的报告【机密】"])
def test_marking__found_before_and_behind_a_title(title):
    assert found(title=title)
    assert found(name=f"{title}.docx")


@pytest.mark.parametrize(
    "line",
    [
        "凡标有“秘密★5年”字样的材料，须登记后领取。",
        "考场保管“绝密★启用前”字样的密封袋。",
        "国家秘密★的形式由主管部门规定。",
        "《内部参考》停止发行",
        "不予公开的理由",
        "机密性要求",
    ],
)
def test_marking__not_found_when_a_sentence_speaks_about_the_form(line):
    assert found(line, *BODY, line, *BODY) == []


def test_field_of_disclosure__no_marking_when_it_says_on_request():
    assert found(facts=["公开方式：依申请公开"]) == []
    assert found(facts=["公开方式：不予公开"])


def expire(_signal, _frame):
    pytest.fail("a line took too long")


@pytest.fixture
def bounded():
    """Ends a test that would never end."""
    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, 60)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    "unit", ["请妥善保存、", "内部参考，注意保存，", "请注意回收", "密", "机密—3", "第1页", "严禁外传、"]
)
def test_marking__time_grows_with_the_line_and_no_faster(bounded, unit):
    for number in (18, 4000):
        found(f"{unit * number}x", parts=[["footer", "", [f"{unit * number}x"]]])


@pytest.mark.parametrize("unit", ["住于中中中中中中", "花园", "男，甲甲甲住", "1 ", "一号", "粤A", "13 ", "千139"])
def test_personal_data__time_grows_with_the_line_and_no_faster(bounded, unit):
    finders = (personal.home_addresses, personal.plates, personal.identity_numbers, personal.card_numbers)
    for finder in (*finders, personal.mobile_numbers):
        began = time.process_time()
        finder(unit * 1500)
        assert time.process_time() - began < 20
