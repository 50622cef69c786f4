"""The same content has one fingerprint, wherever it stands; any other content has another."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from cms.approval.gate.fingerprint import fingerprint, fingerprint_of, fingerprint_of_revision
from cms.approval.gate.privacy import read_once
from cms.content.models import ArticlePage, PageAttachment, ProjectPage, Topic
from tests.approval.helpers import decide_all, submit
from tests.content.files import PDF, make_attachment, make_picture, png
from tests.content.samples import MODELS, make_sample
from tests.factories import make_article, make_column

pytestmark = pytest.mark.django_db


@pytest.fixture
def samples_column(site):
    """A column of the site's own, where every kind of page may stand."""
    return make_column(site, None, title="样例", slug="samples")


@pytest.mark.parametrize("model", MODELS)
def test_fingerprint__is_the_same_in_row_revision_and_publication(samples_column, office, model):
    target = make_article(samples_column)
    page = make_sample(samples_column, model, target)
    page = submit(page, office["webmaster"])
    revision = page.latest_revision
    expected = fingerprint_of_revision(revision)
    assert fingerprint(revision.as_object()) == expected
    assert fingerprint(model.objects.get(pk=page.pk)) == expected
    page = decide_all(page, office)
    assert page.live
    assert fingerprint(page) == expected
    page.save()


def test_fingerprint__ignores_the_order_of_subjects(column):
    page = make_article(column, live=False)
    topics = [Topic.objects.create(name=name, code=name) for name in ("edu", "tax")]
    page.topics.set(topics)
    first = fingerprint(page)
    page.topics.set(reversed(topics))
    assert fingerprint(page) == first
    page.topics.set(topics[:1])
    assert fingerprint(page) != first


def test_fingerprint__stays_when_a_release_adds_an_empty_field():
    content = {"title": "甲", "body": "[]", "summary": ""}
    added = {**content, "subtitle": "", "is_urgent": False, "related": [], "kept_until": None}
    assert fingerprint_of(ArticlePage, content) == fingerprint_of(ArticlePage, added)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "乙"},
        {"slug": "other"},
        {"summary": "摘要"},
        {"body": '[{"type": "text", "value": {"text": "<p>夹带</p>"}, "id": "1"}]'},
        {"attachments": [{"pk": 1, "attachment": 7, "page": 1}]},
        {"is_reprint": True},
        {"show_in_menus": True},
        {"seo_title": "别名"},
    ],
)
def test_fingerprint__changes_with_anything_that_a_visitor_sees(change):
    content = {"title": "甲", "slug": "a", "body": "[]", "attachments": []}
    assert fingerprint_of(ArticlePage, content) != fingerprint_of(ArticlePage, {**content, **change})


def test_fingerprint__ignores_numbers_of_rows():
    rows = [{"pk": 1, "id": 1, "page": 1, "attachment": 7}]
    copied = [{"pk": 99, "id": 99, "page": 2, "attachment": 7}]
    assert fingerprint_of(ArticlePage, {"attachments": rows}) == fingerprint_of(ArticlePage, {"attachments": copied})


@pytest.mark.parametrize(("stored", "same"), [("12.5000", True), ("12.51", False), (None, False)])
def test_fingerprint__compares_decimal_numbers_by_value(stored, same):
    typed = fingerprint_of(ProjectPage, {"investment": "12.5"})
    assert (fingerprint_of(ProjectPage, {"investment": stored}) == typed) is same


def test_fingerprint__changes_when_a_file_of_the_page_becomes_another(column):
    page = make_article(column, live=False)
    page.attachments = [PageAttachment(attachment=make_attachment("附件.pdf"))]
    page.lead_image = make_picture("题图")
    page.body = [("attachment", {"attachment": make_attachment("正文.pdf"), "title": ""})]
    page.save()
    page = ArticlePage.objects.get(pk=page.pk)
    found = {fingerprint(page)}
    for file in (page.attachments.get().attachment, page.body[0].value["attachment"], page.lead_image):
        file.file = ContentFile(png(9, 9) if file == page.lead_image else PDF + b"anders", name=file.file.name[-9:])
        file.save()
        found.add(fingerprint(page))
    assert len(found) == 4


def test_fingerprint__says_who_may_see_the_page(column):
    page = make_article(column)
    everybody = fingerprint(page)
    restriction = PageViewRestriction.objects.create(page=column, restriction_type="login")
    assert fingerprint(page) == fingerprint_of_revision(page.live_revision) != everybody
    restriction.delete()
    assert fingerprint(page) == everybody


def test_fingerprint__asks_about_files_only_where_there_are_any(column, django_assert_num_queries):
    content = make_article(column).serializable_data()
    with read_once(), django_assert_num_queries(0):
        fingerprint_of(ArticlePage, content)


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_fingerprint__holds_when_the_page_comes_and_goes(field):
    content = {"title": "甲", field: "2027-01-01T08:00:00+08:00"}
    assert fingerprint_of(ArticlePage, content) != fingerprint_of(ArticlePage, {"title": "甲"})
    assert fingerprint_of(ArticlePage, content) == fingerprint_of(
        ArticlePage, {"title": "甲", field: "2027-01-01T00:00:00Z"}
    )
