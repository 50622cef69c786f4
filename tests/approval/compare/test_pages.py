"""A revision against the public page: every field that a visitor sees, each in its own way."""

import pytest
from django.apps import apps
from django.test import RequestFactory

from cms.approval.compare.pages import compare_pages
from cms.approval.compare.parts import CHANGED, MOVED, NEW, OLD, SAME, Bounds, FileCell, PictureCell, TextCell
from cms.approval.gate.fingerprint import BOOKKEEPING
from cms.content.models import ContentPage, PageAttachment, Topic
from tests.content.files import make_attachment, make_picture
from tests.factories import make_article, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(people):
    def request_of(name="reviewer"):
        request = RequestFactory().get("/admin/")
        request.user = people[name]
        return request

    return request_of


@pytest.fixture
def compared(request_of):
    def compared(old, new, **bounds):
        return compare_pages(old, new, request_of(), Bounds(**bounds) if bounds else None)

    return compared


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def changed(page, **values):
    """The page as a revision would give it back, with some values changed."""
    new = fresh(page)
    for name, value in values.items():
        setattr(new, name, value)
    return new.save_revision().as_object()


def labels(comparison):
    return [str(section.label) for section in comparison.sections]


def text(cell):
    frames = {OLD: "[-{}-]", NEW: "{{+{}+}}", SAME: "{}"}
    return "".join(frames[run.mark].format(run.text) for run in cell.runs)


def told(comparison):
    """Everything that the new sides say, in order."""
    return [text(row.new) for one in comparison.sections for row in one.rows if isinstance(row.new, TextCell)]


def statuses(comparison):
    return [row.status for one in comparison.sections for row in one.rows]


def block(kind, value, identity):
    return {"type": kind, "value": value, "id": identity}


def paragraph(text, identity="b1"):
    return block("text", {"text": f"<p>{text}</p>", "align": "start"}, identity)


def test_comparison__is_empty_when_nothing_differs(column, compared):
    page = make_article(column)
    assert compared(page, changed(page)).is_empty


def test_title__is_compared_sign_by_sign(column, compared):
    page = make_article(column, "秋季开学通知")
    comparison = compared(page, changed(page, title="春季开学通知"))
    assert told(comparison) == ["[-秋-]{+春+}季开学通知"]


def test_choice__is_named_by_its_label(column, compared):
    page = make_article(column, kind="news")
    comparison = compared(page, changed(page, kind="announcement"))
    assert not any("announcement" in line for line in told(comparison))


def test_body__shows_the_changed_block_and_counts_the_others(column, compared):
    page = make_article(column, body=[paragraph("第一段不变", "b1"), paragraph("定于六月举行", "b2")])
    new = changed(page, body=[paragraph("第一段不变", "b1"), paragraph("定于七月举行", "b2")])
    comparison = compared(page, new)
    assert "定于[-六-]{+七+}月举行" in told(comparison)
    assert [row.number for one in comparison.sections for row in one.rows if row.number] == [1]


def test_body__compares_blocks_without_identity(column, compared):
    old = [{"type": "text", "value": {"text": f"<p>第{n}段</p>", "align": "start"}} for n in range(3)]
    page = make_article(column, body=old)
    new = changed(page, body=[paragraph("第0段", "n0"), paragraph("第一处改动", "n1"), paragraph("第2段", "n2")])
    assert OLD in statuses(compared(page, new))
    assert not any("第2段" in line for line in told(compared(page, new)))


def test_block__is_said_to_have_moved(column, compared):
    blocks = [paragraph("甲段", "a"), paragraph("乙段", "b"), paragraph("丙段", "c")]
    page = make_article(column, body=blocks)
    comparison = compared(page, changed(page, body=[blocks[2], blocks[0], blocks[1]]))
    assert MOVED in statuses(comparison)


def test_link__is_compared_by_where_it_leads(column, compared):
    page = make_article(column, body=[paragraph('见<a href="https://www.gd.gov.cn/a">附件</a>')])
    new = changed(page, body=[paragraph('见<a href="https://www.gd.gov.cn/b">附件</a>')])
    assert any("gov.cn/" in line and "[-a-]{+b+}" in line for line in told(compared(page, new)))


def test_link__does_not_name_a_draft(column, other, compared):
    page = make_article(column, body=[paragraph("见附件")])
    draft = make_article(other.column, "外单位未公开的草稿", live=False)
    new = changed(page, body=[paragraph(f'见<a linktype="page" id="{draft.pk}">附件</a>')])
    assert not any("外单位未公开的草稿" in line for line in told(compared(page, new)))


def test_emphasis__is_mentioned_when_it_alone_changed(column, compared):
    page = make_article(column, body=[paragraph("重要事项")])
    comparison = compared(page, changed(page, body=[paragraph("<b>重要</b>事项")]))
    assert [row.note for one in comparison.sections for row in one.rows if row.note]


def test_table__is_compared_as_a_table(column, compared):
    rows = {"data": [["项目", "金额"], ["教育", "120"]], "first_row_is_table_header": True}
    page = make_article(column, body=[block("table", rows, "t")])
    new = changed(page, body=[block("table", {**rows, "data": [["项目", "金额"], ["教育", "150"]]}, "t")])
    [row] = [row for one in compared(page, new).sections for row in one.rows]
    assert [line.status for line in row.new.lines] == [SAME, CHANGED]


def test_picture__is_shown_on_both_sides_when_it_was_exchanged(column, compared):
    first, second = make_picture(title="旧图"), make_picture(title="新图")
    page = make_article(column, lead_image=first, lead_image_alt="校门")
    comparison = compared(page, changed(page, lead_image=second))
    [row] = [row for one in comparison.sections for row in one.rows]
    assert isinstance(row.old, PictureCell)
    assert (row.old.title, row.new.title) == ("旧图", "新图")


def test_pictures__are_named_only_when_there_are_too_many(column, compared):
    page = make_article(column, lead_image=make_picture(title="旧图"), lead_image_alt="校门")
    comparison = compared(page, changed(page, lead_image=make_picture(title="新图")), pictures=0)
    [row] = [row for one in comparison.sections for row in one.rows]
    assert isinstance(row.new, FileCell)


def test_attachment__is_new_with_type_size_and_hash(column, compared):
    page = make_article(column)
    new = fresh(page)
    new.attachments.add(PageAttachment(attachment=make_attachment("报名表.pdf", title="报名表")))
    comparison = compared(page, new.save_revision().as_object())
    [cell] = [row.new for one in comparison.sections for row in one.rows if isinstance(row.new, FileCell)]
    assert (cell.title, cell.kind, bool(cell.size), len(cell.sha256)) == ("报名表", "PDF", True, 64)
    assert NEW in statuses(comparison)


def test_attachment__is_gone_when_it_was_taken_out(column, compared):
    page = make_article(column)
    page.attachments.add(PageAttachment(attachment=make_attachment("报名表.pdf", title="报名表")))
    page.save_revision()
    new = changed(page)
    new.attachments.clear()
    assert OLD in statuses(compared(page, new))


def test_subjects__are_named(column, compared):
    page = make_article(column)
    topic = Topic.objects.get_or_create(code="edu", defaults={"name": "教育"})[0]
    new = fresh(page)
    new.topics.add(topic)
    assert any(str(topic) in line for line in told(compared(page, new.save_revision().as_object())))


def test_new_page__says_everything_without_marks(column, compared):
    page = make_article(column, "新通知", live=False, body=[paragraph("正文一段")], keywords="开学")
    comparison = compared(None, fresh(page))
    lines = " ".join(told(comparison))
    assert comparison.is_new
    assert all(word in lines for word in ("新通知", "正文一段", "开学"))


def test_rows__that_are_too_many_are_counted(column, compared):
    page = make_article(column, body=[paragraph("正文")])
    new = changed(page, title="改题", body=[paragraph("</p><p>".join(f"新段{n}" for n in range(30)))])
    comparison = compared(page, new, rows=10)
    assert comparison.left_out > 10


def test_document__shows_a_changed_number(column, compared):
    page = make_document(column, document_number="粤教〔2026〕1号")
    comparison = compared(page, changed(page, document_number="粤教〔2026〕2号"))
    assert any("{+2+}" in line for line in told(comparison))


WITHOUT_PANEL = {"search_description", "seo_title", "show_in_menus", "comments", "kind", "relations"}
PAGE_TYPES = [model for model in apps.get_models() if issubclass(model, ContentPage) and model.is_creatable]


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_field__of_the_fingerprint_is_compared_or_told_as_stored(model, people, request_of):
    panel = model().get_edit_handler().get_bound_panel(instance=model(), request=request_of(), form=None)
    seen = set()
    for comparison in panel.get_comparison():
        field = comparison.args[0]
        seen.add(getattr(field, "related_name", None) or field.name)
    stored = {name for name in model().serializable_data() if not name.endswith("_ptr")}
    left = stored - BOOKKEEPING - set(model.derived_fields) - seen
    # Compared as it is stored: what Wagtail keeps beside the content, and what a type has no use for.
    assert left <= WITHOUT_PANEL
