"""What is suggested as one types: by characters, pinyin and initials, the better first."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.models import Entry, Suggestion
from tests.factories import make_article, make_document

MEALS, CAMP, DECREE, REPEALED, PENSION = (
    "学校食堂管理办法解读",
    "暑期夏令营开营",
    "广东省校车安全管理规定",
    "广东省校车管理暂行规定",
    "养老保险缴费提示",
)
JIAOYU, RENSHE = "广东省教育厅", "广东省人力资源和社会保障厅"
NUMBER = "粤府〔2024〕12号"


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("养老", [PENSION]),
        ("养", [PENSION]),
        ("養老保險", [PENSION]),
        ("學校", [MEALS]),
        ("yanglao", [PENSION]),
        ("yang lao", [PENSION]),
        ("yang'lao", [PENSION]),
        ("YangLaoB", [PENSION]),
        ("ylbx", [PENSION]),
        ("ylbxjf", [PENSION]),
        ("养老bao", [PENSION]),
        ("xlbx", []),
        ("食堂", [MEALS]),
        ("堂管", [MEALS]),
        ("shitang", [MEALS]),
        ("校车安全", [DECREE]),
        ("xiaocheanquan", [DECREE]),
        ("粤府〔2024", [NUMBER]),
        ("粤府[2024]12", [NUMBER]),
        ("省教育", ["省教育厅"]),
        ("教育", [JIAOYU]),
        ("jyt", [JIAOYU]),
        ("sjyt", ["省教育厅"]),
        ("人力资源", [RENSHE]),
        ("没有这样的词汇", []),
    ],
)
def test_suggestions__go_on_as_typed(suggestions, typed, texts):
    assert suggestions(typed) == texts


def test_suggestions__beginning_of_a_title_comes_before_its_middle(suggestions, province):
    make_article(province.schools, "关于食堂检查")
    make_article(province.schools, "食堂检查安排")
    assert suggestions("食堂") == ["食堂检查安排", "关于食堂检查", MEALS]


def test_suggestions__better_standing_comes_first(suggestions, province):
    make_article(province.schools, "校车管理规定问答")
    make_document(province.schools, "校车管理规定")
    make_article(province.schools, "校车管理规定说明")
    assert suggestions("校车管")[0] == "校车管理规定"


def test_suggestions__newer_comes_first_and_each_text_once(suggestions, province):
    for number in range(9):
        make_article(province.schools, f"阅读活动第{number}期")
        make_article(province.schools, "阅读活动预告")
    found = suggestions("阅读活动")
    assert found[:2] == ["阅读活动预告", "阅读活动第8期"]
    assert len(found) == len(set(found)) == 8


def test_suggestions__statements_do_not_depend_on_how_many_fit(client, province, suggestions):
    def statements(typed):
        suggestions(typed)
        with CaptureQueriesContext(connection) as queries:
            suggestions(typed)
        return len(queries)

    typings = ("阅读", "yuedu", "yd", "读活")
    make_article(province.schools, "阅读活动")
    before = [statements(typed) for typed in typings]
    for number in range(12):
        make_article(province.schools, f"阅读活动{number}")
    after = [statements(typed) for typed in typings]
    assert all(now <= then for now, then in zip(after, before, strict=True))
    assert max(before) <= 10


def test_suggestions__go_with_their_page(province):
    assert Suggestion.objects.filter(entry=province.camp.pk).exists()
    Entry.objects.filter(page=province.camp.pk).delete()
    assert not Suggestion.objects.filter(entry=province.camp.pk).exists()


def test_address__answers_in_two_forms_that_may_be_kept_a_minute(client, province):
    plain = client.get("/search/suggest/", {"q": "养老"})
    assert plain["Content-Type"] == "application/json"
    assert plain["Cache-Control"] == "public, max-age=60"
    assert not plain.cookies
    assert json.loads(plain.content) == {"suggestions": [PENSION]}
    browser = client.get("/search/suggest/", {"q": "养老", "format": "opensearch"})
    assert browser["Content-Type"] == "application/x-suggestions+json"
    assert json.loads(browser.content) == ["养老", [PENSION]]


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "？！",
        "\x00",
        "%",
        "_",
        "'",
        '"',
        "\\",
        "*",
        "\ud800",
        "😀",
        "食" * 10_000,
        "a" * 10_000,
        "' OR 1=1 --",
        "ß",
        "ü",
        "-食堂",
        "ئۇيغۇر",
        "\U00020000",
        "食\x00堂",
    ],
)
@pytest.mark.parametrize("choices", [{}, {"scope": "nonsense", "format": "nonsense", "page": "-1"}])
def test_anything_typed__is_answered_with_a_list(client, province, query, choices):
    response = client.get("/search/suggest/", {"q": query.encode("utf-8", "surrogatepass"), **choices})
    assert response.status_code == 200
    assert isinstance(response.json()["suggestions"], list)


def test_nothing_typed__is_answered_with_an_empty_list(client, province):
    assert client.get("/search/suggest/").json() == {"suggestions": []}
    assert client.get("/search/suggest/", {"format": "opensearch"}).json() == ["", []]
