"""Tables keep their cells and spans in the form that Wagtail's table block stores and renders."""

from lxml import html as lxml_html
from wagtail.contrib.table_block.blocks import TableBlock as StockTableBlock

from cms.content.blocks.table import TableBlock
from cms.importing.cleaner import clean


def table_of(html):
    (block,) = clean(html).blocks
    assert block["type"] == "table"
    return block["value"]


def rendered_cells(html):
    """The cells that a stock table block shows: (text, colspan, rowspan) by row."""
    block = StockTableBlock()
    page = lxml_html.fromstring(block.render(block.to_python(table_of(html))))
    return [
        [(cell.text_content().strip(), int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))) for cell in row]
        for row in page.iter("tr")
    ]


SPANS = """<table><tr><td rowspan="2">类别</td><td colspan="2">数量</td></tr>
<tr><td>上年</td><td>本年</td></tr>
<tr><td>甲</td><td colspan="2" rowspan="2">无</td></tr><tr><td>乙</td></tr></table>"""


def test_clean__stores_spans_as_the_table_block_does():
    value = table_of(SPANS)
    assert value["data"] == [["类别", "数量", ""], ["", "上年", "本年"], ["甲", "无", ""], ["乙", "", ""]]
    assert value["mergeCells"] == [
        {"row": 0, "col": 0, "rowspan": 2, "colspan": 1},
        {"row": 0, "col": 1, "rowspan": 1, "colspan": 2},
        {"row": 2, "col": 1, "rowspan": 2, "colspan": 2},
    ]
    assert {"row": 1, "col": 0, "hidden": True} in value["cell"]
    assert value["table_header_choice"] == "neither"


def test_clean__shows_the_same_cells_when_the_table_block_renders_them():
    assert rendered_cells(SPANS) == [
        [("类别", 1, 2), ("数量", 2, 1)],
        [("上年", 1, 1), ("本年", 1, 1)],
        [("甲", 1, 1), ("无", 2, 2)],
        [("乙", 1, 1)],
    ]


def test_clean__gives_a_value_that_the_block_of_this_product_accepts():
    block = TableBlock()
    value = block.to_python(table_of(SPANS))
    assert block.clean(value) == value


def test_clean__takes_header_cells_and_caption_from_the_source():
    value = table_of(
        "<table><caption>收费 标准</caption><thead><tr><td>项目<td>金额</thead><tbody><tr><td>工本费<td>10元</table>"
    )
    assert value["table_caption"] == "收费 标准"
    assert (value["first_row_is_table_header"], value["first_col_is_header"]) == (True, False)
    assert value["table_header_choice"] == "row"
    both = table_of("<table><tr><th>项目<th>金额<tr><th>工本费<td>10元</table>")
    assert both["table_header_choice"] == "both"
    column = table_of("<table><tr><th>项目<td>甲<tr><th>金额<td>10元</table>")
    assert column["table_header_choice"] == "column"


def test_clean__takes_no_header_row_when_one_of_its_cells_reaches_below_it():
    value = table_of("<table><tr><th rowspan=2>甲<th>乙<tr><td>丙</table>")
    assert value["table_header_choice"] == "neither"


def test_clean__keeps_lines_and_alignment_of_cells():
    value = table_of(
        "<table><tr><td><p>一</p><p>二<br>三</p></td><td align=center>四</td><td><p style='text-align:right'>五"
    )
    assert value["data"] == [["一\n二\n三", "四", "五"]]
    assert value["cell"] == [
        {"row": 0, "col": 1, "className": "htCenter"},
        {"row": 0, "col": 2, "className": "htRight"},
    ]


def test_clean__makes_a_valid_grid_when_spans_lie():
    assert rendered_cells(
        "<table><tr><td colspan=500>甲</td></tr><tr><td rowspan=99>乙</td><td>丙</td></tr></table>"
    ) == [
        [("甲", 2, 1)],
        [("乙", 1, 1), ("丙", 1, 1)],
    ]
    assert rendered_cells("<table><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr></tr><tr><td colspan=x>丁</table>") == [
        [("甲", 1, 3), ("乙", 1, 1)],
        [("丙", 1, 1)],
        [("丁", 1, 1)],
    ]
    assert rendered_cells("<table><tr><td>甲<td>乙<tr><td>丙</table>")[1] == [("丙", 1, 1), ("", 1, 1)]


def test_clean__reads_a_table_as_text_when_it_only_places_text():
    cleaned = clean("<tbody><tr><td id=main><p>第一段</p><p class=center>标题</p></td></tr><tr><td></td></tr></tbody>")
    assert [(block["type"], block["value"]["align"]) for block in cleaned.blocks] == [
        ("text", "start"),
        ("text", "center"),
    ]
    nested = clean("<table><tr><td><p>前言</p><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table></td></tr></table>")
    assert [block["type"] for block in nested.blocks] == ["text", "table"]


def test_clean__keeps_text_that_stands_between_rows_by_mistake():
    cleaned = clean("<table>单位：万元<tr><td>甲<td>乙</table>")
    assert cleaned.text == "单位：万元\n甲\t乙"


def test_clean__gives_no_table_when_its_cells_are_empty():
    assert clean("<table><tr><td>&nbsp;<td></table>").blocks == []
