"""Two tables: rows and cells."""

from cms.approval.compare.parts import CHANGED, NEW, OLD, SAME, SKIPPED, Bounds
from cms.approval.compare.tables import table_rows


def table(*rows, **settings):
    return {"data": [list(row) for row in rows], "first_row_is_table_header": True, **settings}


def lines(old, new):
    [row] = table_rows(old, new, Bounds())
    return [(line.status, [cell_text(cell) for cell in line.cells]) for line in row.new.lines]


def cell_text(cell):
    frames = {OLD: "[-{}-]", NEW: "{{+{}+}}", SAME: "{}"}
    return "".join(frames[run.mark].format(run.text) for run in cell)


def test_cell__is_marked_when_its_value_changed():
    found = lines(table(["项目", "金额"], ["教育", "120"]), table(["项目", "金额"], ["教育", "150"]))
    assert found == [(SAME, ["项目", "金额"]), (CHANGED, ["教育", "[-120-]{+150+}"])]


def test_row__is_marked_when_it_came_or_went():
    old, new = table(["项目"], ["教育"], ["医疗"]), table(["项目"], ["医疗"], ["交通"])
    assert lines(old, new) == [
        (SAME, ["项目"]),
        (OLD, ["[-教育-]"]),
        (SAME, ["医疗"]),
        (NEW, ["{+交通+}"]),
    ]


def test_column__is_told_by_its_head_when_it_came():
    old, new = table(["项目", "金额"], ["教育", "120"]), table(["项目", "单位", "金额"], ["教育", "万元", "120"])
    assert lines(old, new) == [
        (CHANGED, ["项目", "{+单位+}", "金额"]),
        (CHANGED, ["教育", "{+万元+}", "120"]),
    ]


def test_rows__that_stayed_are_counted():
    many = [["项目"], *([f"第{n}项"] for n in range(50))]
    changed = [*many[:40], ["改过的一项"], *many[41:]]
    statuses = [status for status, _cells in lines(table(*many), table(*changed))]
    assert statuses == [SAME, SKIPPED, SAME, CHANGED, SAME, SKIPPED]


def test_settings__are_named_when_only_they_changed():
    old, new = table(["甲"], table_caption="旧表题"), table(["甲"], table_caption="新表题", mergeCells=[{"row": 0}])
    [row] = table_rows(old, new, Bounds())
    assert cell_text(row.new.runs) == "[-旧-]{+新+}表题"
    assert row.note


def test_table__is_all_new_when_there_was_none():
    [row] = table_rows(None, table(["甲"], ["乙"]), Bounds())
    assert (row.status, row.old) == (NEW, None)
    assert [line.status for line in row.new.lines] == [NEW, NEW]
