"""What a visitor types is found however it is written."""

import pytest

MEALS, CAMP, DECREE, REPEALED, PENSION = (
    "学校食堂管理办法解读",
    "暑期夏令营开营",
    "广东省校车安全管理规定",
    "广东省校车管理暂行规定",
    "养老保险缴费提示",
)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("食堂", [MEALS]),
        ("陪餐", [MEALS]),
        ("餐", [MEALS]),
        ("堂管", [MEALS]),
        ("食堂 单据", [MEALS]),
        ("5G网络", [CAMP]),
        ("５Ｇ", [CAMP]),
        ("5g 营地", [CAMP]),
        ("阿卜杜拉·买买提", [CAMP]),
        ("阿卜杜拉买买提", [CAMP]),
        ("養老保險", [PENSION]),
        ("补缴", [PENSION]),
        ("粤府〔2024〕12号", [DECREE]),
        ("粤府[2024]12号", [DECREE]),
        ("粤府（2024）12号", [DECREE]),
        ("〔2024〕12号", [DECREE]),
        ("2024 12号", [DECREE]),
        ("“食材应当当天采购”", [MEALS]),
        ('"当天采购单据"', []),
        ("校车 -暂行", [DECREE]),
        ("校车 -安全 -暂行", []),
        ("没有这样的词汇", []),
        ("？！", []),
        ("", []),
    ],
)
def test_words__are_found(found, query, titles):
    assert found(query) == titles


def test_results__put_what_is_called_so_first(found):
    assert found("校车安全管理规定")[0] == DECREE


def test_results__put_what_is_repealed_below(ask, found):
    assert found("校车") == [DECREE, REPEALED]
    assert "废止" in ask("校车").content.decode()


def test_department__is_found_under_each_of_its_names(found):
    assert PENSION in found("广东省人力资源和社会保障厅")
    assert PENSION in found("省人力资源社会保障厅")


def test_question__is_answered_by_the_passage_and_leads_to_its_article(ask):
    response = ask("校车驾驶人应当取得什么资格？")
    first = response.context["results"].items[0]
    assert (first.card.title, first.label) == (DECREE, "第二条")
    assert "<mark>" in first.excerpt
    address, _mark, anchor = first.url.partition("#")
    page = response.client.get(address, headers={"host": "jiaoyu.localhost"})
    assert f'id="{anchor}"' in page.content.decode()


def test_question__leads_to_no_anchor_where_the_page_has_none(ask):
    first = ask("学校食堂的采购单据要保存多久？").context["results"].items[0]
    assert (first.card.title, first.label) == (MEALS, "第三条")
    assert "#" not in first.url


def test_results__say_what_was_understood(ask):
    assert "按“食堂 单据”搜索" not in ask("食堂 单据").content.decode()
    assert "搜索" in ask("灵活就业断缴以后怎么补缴？").content.decode()


def test_results__say_so_when_nothing_holds_all_words(ask):
    content = ask("食堂 养老保险").content.decode()
    assert "没有同时包含这些词的内容" in content


def test_query__is_cut_and_the_page_says_so(ask):
    content = ask("食堂" * 150).content.decode()
    assert "只按前 200 个字符搜索" in content


def test_excerpt__keeps_the_words_as_they_were_written(ask):
    [result] = ask("養老保險").context["results"].items
    assert result.title == "<mark>养老保险</mark>缴费提示"
