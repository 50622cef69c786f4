"""Statistics: the table is the source; chart and CSV file are made of it."""

import csv
import io
from decimal import Decimal

import pytest

from cms.approval.gate.admission import NotApproved
from cms.content.blocks.statistics import number_of, statistics_table
from cms.content.models import StatisticsPage
from tests.factories import make_article, publish

TABLE = statistics_table(["学段", "2023", "2024", "2025"], [("小学", ["1,080.5", 2, "—"]), ("初中", [3, -4, 5])])


def make(column, table=TABLE, **facts):
    facts = {"unit": "万人", "chart": StatisticsPage.Chart.LINE, **facts}
    page = make_article(column, "在校学生", live=False, model=StatisticsPage, **facts)
    page.figures = [{"type": "table", "value": table}]
    page.save()
    return publish(page)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,080.5", Decimal("1080.5")),
        (" 3 ", 3),
        (4, 4),
        ("12.5%", Decimal("12.5")),
        ("—", None),
        ("", None),
        (None, None),
    ],
)
def test_number_of__reads_what_tables_hold(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize("text", ["很多", "1.2.3", "NaN", "Infinity", "1e"])
def test_number_of__refuses_what_is_no_number(text):
    with pytest.raises(ValueError, match=text):
        number_of(text)


def test_series__are_the_rows_when_there_are_several_columns_of_values(news):
    page = make(news)
    assert [series.title for series in page.series] == ["小学"]
    assert [(point.label, point.value) for point in page.series[0].points] == [("2023", Decimal("1080.5")), ("2024", 2)]
    assert page.indicator_names == ["小学", "初中"]


def test_series__are_one_when_there_is_one_column_of_values(news):
    page = make(news, statistics_table(["城市", "人口"], [("甲", [1]), ("乙", [2])]), chart=StatisticsPage.Chart.BAR)
    assert [(series.title, series.kind) for series in page.series] == [("在校学生", "bar")]
    assert [point.label for point in page.series[0].points] == ["甲", "乙"]


def test_series__are_none_when_no_chart_is_wanted(news):
    assert make(news, chart=StatisticsPage.Chart.NONE).series == []


def test_csv__holds_the_table_when_asked_for(client, news):
    page = make(news)
    response = client.get(f"/xiaoyuan/{page.slug}/{page.csv_url}", headers={"host": "jiaoyu.localhost"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "%E5%9C%A8%E6%A0%A1%E5%AD%A6%E7%94%9F.csv" in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows == TABLE["data"]
    assert response.content.startswith(b"\xef\xbb\xbf")


def test_csv__is_not_found_when_the_page_is_no_table(client, news):
    page = make_article(news)
    assert client.get(f"/xiaoyuan/{page.slug}/csv/", headers={"host": "jiaoyu.localhost"}).status_code == 404


def test_publish__refused_when_there_is_no_table(news):
    page = make_article(news, live=False, model=StatisticsPage)
    publish(page)
    page = StatisticsPage.objects.get()
    page.live = True
    with pytest.raises(NotApproved):
        page.save()
