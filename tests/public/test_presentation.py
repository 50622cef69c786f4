"""What templates lay out: tables with merged cells, outlines of headings, charts."""

from decimal import Decimal

from cms.content.blocks import BodyBlock
from cms.content.templatetags.lingnan import chart_of, outlined, plain_number, table_grid


def shape(rows):
    """Rows as (text, rowspan, colspan, scope)."""
    return [[(cell.text, cell.rowspan, cell.colspan, cell.scope) for cell in row] for row in rows]


def merge(row, col, rowspan, colspan):
    return {"row": row, "col": col, "rowspan": rowspan, "colspan": colspan}


def test_table__heads_both_ways_when_first_row_and_column_are_headers():
    grid = table_grid(
        {"data": [["", "2025"], ["GDP", "1"]], "first_row_is_table_header": True, "first_col_is_header": True}
    )

    assert shape(grid.head) == [[("", 1, 1, ""), ("2025", 1, 1, "col")]]
    assert shape(grid.body) == [[("GDP", 1, 1, "row"), ("1", 1, 1, "")]]


def test_table__head_takes_two_rows_when_a_head_cell_spans_them():
    grid = table_grid(
        {
            "data": [["Area", "Value", None], [None, "2025", "2026"], ["A", "1", "2"]],
            "mergeCells": [merge(0, 0, 2, 1), merge(0, 1, 1, 2)],
            "first_row_is_table_header": True,
        }
    )

    assert shape(grid.head) == [
        [("Area", 2, 1, "col"), ("Value", 1, 2, "colgroup")],
        [("2025", 1, 1, "col"), ("2026", 1, 1, "col")],
    ]
    assert shape(grid.body) == [[("A", 1, 1, ""), ("1", 1, 1, ""), ("2", 1, 1, "")]]


def test_table__drops_rows_and_columns_when_no_cell_begins_in_them():
    grid = table_grid(
        {
            "data": [["a", None, "b"], [None, None, "c"], [None, None, None]],
            "mergeCells": [merge(0, 0, 3, 2), merge(1, 2, 2, 1)],
        }
    )

    assert shape(grid.body) == [[("a", 2, 1, ""), ("b", 1, 1, "")], [("c", 1, 1, "")]]


def test_table__ignores_a_merge_when_it_overlaps_another_or_leaves_the_table():
    grid = table_grid({"data": [["a", "b"], ["c", "d"]], "mergeCells": [merge(0, 0, 2, 1), merge(0, 1, 9, 9)]})

    assert shape(grid.body) == [[("a", 1, 1, ""), ("b", 1, 1, "")]]


def test_table__fills_the_row_when_it_is_shorter_than_the_others():
    assert shape(table_grid({"data": [["a", "b"], ["c"]]}).body)[1] == [("c", 1, 1, ""), ("", 1, 1, "")]


def test_outline__skips_no_level_when_a_text_jumps_over_one():
    stream = BodyBlock().to_python(
        [
            {"type": "heading", "value": {"text": "Section first", "level": "h3"}},
            {"type": "heading", "value": {"text": "Deeper", "level": "h4"}},
            {"type": "heading", "value": {"text": "Chapter", "level": "h2"}},
            {"type": "heading", "value": {"text": "Jump", "level": "h4"}},
            {"type": "steps", "value": {"title": "How", "steps": []}},
        ]
    )

    assert [block.heading_level for block in outlined(stream)] == [2, 3, 2, 3, 3]


def test_chart__measures_every_bar_by_the_longest_when_values_differ():
    chart = chart_of([{"label": "A", "value": "50"}, {"label": "B", "value": Decimal("200.50")}])

    assert [(bar.label, bar.text, bar.percent) for bar in chart.bars] == [("A", "50", "24.9"), ("B", "200.5", "100.0")]
    assert chart.line == "0.0,30.0 100.0,0.0"
    assert chart.highest == "200.5"


def test_chart__names_first_middle_and_last_when_there_are_many_values():
    assert chart_of([{"label": str(n), "value": n} for n in range(20)]).ticks == ["0", "10", "19"]


def test_chart__draws_nothing_when_all_values_are_nought():
    assert {bar.percent for bar in chart_of([{"label": "A", "value": 0}, {"label": "B", "value": 0}]).bars} == {"0.0"}


def test_number__keeps_its_noughts_when_they_count():
    assert [plain_number(Decimal(text)) for text in ("614.5000", "1200", "0.0500")] == ["614.5", "1200", "0.05"]
