"""What never reaches the models is refused by the database itself, on whatever table a public page stands."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import Page

from cms.approval.gate.admission import NotApproved, admitted
from cms.approval.gate.passages import approved, places
from cms.approval.gate.triggers.pages import parts
from cms.approval.models import Passage
from cms.content.models import ArticlePage, ContentPage, PageAttachment, PageRelation, Topic
from cms.triggers.registry import all_triggers
from tests.approval.helpers import is_public
from tests.content.samples import MODELS, make_attachment, make_sample
from tests.factories import make_article, make_column, make_document, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def samples_column(site):
    """A column of the site's own, where every kind of page may stand."""
    return make_column(site, None, title="样例", slug="samples")


def refused(action):
    """Whether the database refuses, with what its triggers say."""
    try:
        with transaction.atomic():
            action()
    except IntegrityError as error:
        return "publish gate" in str(error)
    return False


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def other_value(field, value):
    """A value of the column that differs from the stored one."""
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return not value
    if kind in ("DateField", "DateTimeField"):
        return timezone.now()
    if kind == "DecimalField" or "Integer" in kind:
        return (value or 0) + 1
    if kind == "JSONField":
        return [] if value else [{"type": "text", "value": {"text": "<p>x</p>"}, "id": "1"}]
    text = f"x{value or ''}"
    return text[: field.max_length] if field.max_length else text


def changes_of(page):
    """For each column of the page's tables that a visitor sees: its model and name, and another value."""
    for model in [type(page), *type(page)._meta.get_parent_list()]:
        trigger = all_triggers()[f"lingnan_gate_{model._meta.db_table}_update"]
        for field in model._meta.local_concrete_fields:
            shown = field.column in trigger.columns and not field.remote_field
            if shown and field.name not in ("live", "translation_key", "expire_at"):
                yield model, field.name, other_value(field, field.value_from_object(page))


def passes(model, page, name, value):
    return not refused(lambda: model._base_manager.filter(pk=page.pk).update(**{name: value}))


@pytest.mark.parametrize("model", MODELS)
def test_update__refused_for_every_column_that_a_visitor_sees(samples_column, model):
    page = publish(make_sample(samples_column, model, make_article(samples_column)))
    changes = list(changes_of(page))
    assert len(changes) > 10
    assert [name for owner, name, value in changes if passes(owner, page, name, value)] == []


@pytest.mark.parametrize("model", MODELS)
def test_update__done_for_every_column_of_a_draft(samples_column, model):
    page = make_sample(samples_column, model, make_article(samples_column))
    changes = list(changes_of(model.objects.get(pk=page.pk)))
    assert [name for owner, name, value in changes if not passes(owner, page, name, value)] == []


@pytest.mark.parametrize("values", [{"live": True}, {"live": True, "title": "夹带"}])
def test_update__refused_when_it_makes_a_draft_public(client, column, values):
    page = make_article(column, live=False)
    assert refused(lambda: Page.objects.filter(pk=page.pk).update(**values))
    assert not is_public(client, page)


@pytest.mark.parametrize(
    ("table", "key", "assignment"),
    [
        ("wagtailcore_page", "id", "url_path = '/elsewhere/'"),
        ("wagtailcore_page", "id", "path = '000100099999'"),
        ("wagtailcore_page", "id", "first_published_at = '2001-01-01'"),
        ("wagtailcore_page", "id", "alias_of_id = id - 1"),
        ("content_contentpage", "page_ptr_id", "listed_at = '2001-01-01'"),
        ("content_contentpage", "page_ptr_id", "department_id = NULL"),
        ("content_officialdocumentpage", "contentpage_ptr_id", "index_number = '000000000/2001-1'"),
    ],
)
def test_raw_sql__refused_when_it_moves_dates_or_replaces_a_public_page(column, table, key, assignment):
    page = make_document(column)
    assert refused(lambda: run(f"UPDATE {table} SET {assignment} WHERE {key} = {page.pk}"))


def test_raw_sql__done_when_only_bookkeeping_changes(column):
    page = make_article(column)
    run(f"UPDATE wagtailcore_page SET numchild = numchild, draft_title = '草稿题' WHERE id = {page.pk}")
    assert Page.objects.get(pk=page.pk).draft_title == "草稿题"


def test_bulk_create__refused_when_a_page_is_public(column):
    page = Page(
        title="夹带",
        slug="smuggled",
        path=Page._get_path(column.path, column.depth + 1, 9),
        depth=column.depth + 1,
        url_path=f"{column.url_path}smuggled/",
        locale=column.locale,
        content_type=column.content_type,
    )
    assert refused(lambda: Page.objects.bulk_create([page]))


def test_bulk_create__refused_when_it_adds_to_a_public_page(column):
    page = make_article(column)
    file = make_attachment("夹带.pdf")
    assert refused(lambda: PageAttachment.objects.bulk_create([PageAttachment(page_id=page.pk, attachment=file)]))
    topic = Topic.objects.create(code="edu", name="教育")
    through = ContentPage.topics.through
    assert refused(lambda: through.objects.bulk_create([through(contentpage_id=page.pk, topic=topic)]))


def test_bulk_update__refused_for_a_public_page(column):
    page = make_article(column)
    page.title = "夹带"
    assert refused(lambda: ArticlePage.objects.bulk_update([page], ["title"]))


def test_parts__refused_when_those_of_a_public_page_are_saved_or_deleted_alone(column):
    draft = make_article(column, live=False)
    draft.attachments = [PageAttachment(attachment=make_attachment("附件.pdf"), sort_order=0)]
    draft.save()
    page = publish(draft)
    row = page.attachments.get()
    row.title = "换名"
    assert refused(row.save)
    assert refused(PageAttachment.objects.filter(pk=row.pk).delete)
    assert ("content_pageattachment", "page_id") in parts()


def test_deletion__takes_the_relations_of_other_pages_with_it(client, column):
    target = make_article(column, live=False)
    page = make_article(column, live=False)
    page.relations = [PageRelation(target=target.contentpage_ptr, sort_order=0)]
    topic = Topic.objects.create(code="edu", name="教育")
    page.topics.set([topic])
    page.save()
    page = publish(page)
    target.delete()
    topic.delete()
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.relations.count(), page.topics.count(), page.live) == (0, 0, True)
    page.delete()
    assert not Page.objects.filter(pk=page.pk).exists()
    assert not Passage.objects.exists()


def test_passage__refused_when_the_page_has_no_such_approval(column):
    draft, page = make_article(column, live=False), make_article(column)
    with pytest.raises(IntegrityError, match="publish gate"), transaction.atomic(), approved({draft.pk: "a" * 64}):
        pass
    fingerprint = page.approvals.get().fingerprint
    page.approvals.update(ended_at=timezone.now())
    with pytest.raises(IntegrityError, match="publish gate"), transaction.atomic(), approved({page.pk: fingerprint}):
        pass


def test_passage__lets_no_other_page_through(column):
    page, other = make_article(column), make_article(column)
    with approved({page.pk: page.approvals.get().fingerprint}):
        assert refused(lambda: Page.objects.filter(pk=other.pk).update(title="夹带"))
    with places():
        assert refused(lambda: Page.objects.filter(pk=page.pk).update(title="夹带"))
    assert not Passage.objects.exists()


def test_passage__not_rewritten(column):
    page, other = make_article(column), make_article(column)
    with approved({page.pk: page.approvals.get().fingerprint}):
        assert refused(lambda: Passage.objects.update(page_id=other.pk))


def test_admitted__refused_when_one_of_many_lacks_its_approval(column):
    page, draft = make_article(column), make_article(column, live=False)
    wanted = {page.pk: page.approvals.get().fingerprint, draft.pk: "0" * 64}
    with pytest.raises(NotApproved), admitted(wanted):
        raise AssertionError("let through")
    assert issubclass(NotApproved, PermissionDenied)
