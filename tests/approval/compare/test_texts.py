"""Two texts: what went and what came, sign by sign, within bounds."""

from cms.approval.compare.parts import CHANGED, MOST_WORK, NEW, OLD, SAME, SKIPPED, Bounds
from cms.approval.compare.texts import runs_between, text_rows


def told(old, new, bounds=None):
    """The difference as a line: [-went-]{+came+}."""
    frames = {OLD: "[-{}-]", NEW: "{{+{}+}}", SAME: "{}"}
    return "".join(frames[run.mark].format(run.text) for run in runs_between(old, new, bounds or Bounds()))


def rows(old, new, bounds=None):
    return [(row.status, row.number) for row in text_rows(old, new, bounds or Bounds())]


def test_sentence__shows_the_changed_signs_only():
    old, new = "各市要在本月底前完成登记。", "各市要在下月底前完成登记。"
    assert told(old, new) == "各市要在[-本-]{+下+}月底前完成登记。"


def test_number__is_one_sign():
    assert told("自2026年起施行", "自2027年起施行") == "自[-2026-]{+2027+}年起施行"


def test_sign_that_stayed_between_two_changes__belongs_to_both():
    assert told("甲乙丙", "丁乙戊") == "[-甲乙丙-]{+丁乙戊+}"


def test_long_paragraph__is_compared_clause_by_clause():
    clauses = [f"第{number}项工作由有关单位负责落实，" for number in range(200)]
    changed = [*clauses[:100], "第100项工作由牵头单位负责落实，", *clauses[101:]]
    assert told("".join(clauses), "".join(changed)).count("[-") == 1
    assert "{+牵头+}单位" in told("".join(clauses), "".join(changed))


def test_paragraphs__that_stayed_are_counted_but_for_those_near_a_change():
    old = [f"第{number}段" for number in range(20)]
    new = [*old[:10], "新加的一段说明", *old[10:]]
    assert rows(old, new) == [(SKIPPED, 9), (SAME, 0), (NEW, 0), (SAME, 0), (SKIPPED, 9)]


def test_paragraphs__that_are_alike_are_one_that_changed():
    old, new = ["请于周五前报送材料。"], ["补充说明如下。", "请于周四前报送材料。"]
    assert rows(old, new) == [(NEW, 0), (CHANGED, 0)]


def test_paragraphs__stand_in_one_row_when_one_took_the_place_of_the_other():
    [row] = text_rows(["甲甲甲甲"], ["乙乙乙乙"], Bounds())
    assert [[(run.mark, run.text) for run in cell.runs] for cell in (row.old, row.new)] == [
        [(OLD, "甲甲甲甲")],
        [(OLD, "甲甲甲甲"), (NEW, "乙乙乙乙")],
    ]


def test_sides__say_each_what_stood_there():
    [row] = text_rows(["原定六月举行"], ["改于七月举行"], Bounds())
    assert "".join(run.text for run in row.old.runs) == "原定六月举行"
    assert "".join(run.text for run in row.new.runs if run.mark != OLD) == "改于七月举行"


def test_work__stays_within_its_bounds_when_texts_share_nothing_but_their_signs():
    old = ["".join(chr(0x4E00 + (n * 7 + line) % 300) for n in range(900)) for line in range(300)]
    new = ["".join(chr(0x4E00 + (n * 11 + line) % 300) for n in range(900)) for line in range(300)]
    bounds = Bounds()
    found = text_rows(old, new, bounds)
    assert 0 <= bounds.work <= MOST_WORK
    assert "".join(run.text for row in found if row.new for run in row.new.runs if run.mark != OLD) == "".join(new)


def test_text__is_told_as_replaced_when_no_work_is_left():
    assert told("甲乙丙丁", "甲戊丙丁", Bounds(work=0)) == "甲[-乙-]{+戊+}丙丁"
