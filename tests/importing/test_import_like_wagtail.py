"""What an import and a sign-off leave is what Wagtail's own way leaves, row by row."""

import json

import pytest
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.approval.gate.fingerprint import fingerprint, fingerprint_of_revision
from cms.content.models import ColumnPage, ContentPage, OfficialDocumentPage
from cms.organisation.roles import Role
from tests.approval.helpers import decide_all
from tests.content.checks import assert_counters_are_exact, assert_places_are_true
from tests.factories import PASSWORD, make_user, publish
from tests.importing.helpers import import_rows, imported, row, sign_off

BODY = """<p class="center">标题行</p><p>第一条 本办法自发布之日起施行。</p><h2>第二章</h2>
<table><tr><td>甲</td><td>乙</td></tr></table><p class="right">二〇二〇年三月</p>"""
FACTS = {
    "issuer": "广东省教育厅",
    "doc_number": "粤教〔2020〕11号",
    "site_hint": ["jiaoyu"],
    "body": BODY,
    "keywords": "学校 安全",
    "written_date": "2020-03-01",
    "attachments": [{"title": "附表", "url": "https://www.example.gov.cn/form.pdf"}],
}
# Given out anew for every page: numbers, places, addresses, moments.
OWN = {
    "id", "pk", "page_ptr", "contentpage_ptr", "path", "slug", "url_path", "translation_key", "latest_revision",
    "latest_revision_created_at", "last_published_at", "live_revision", "index_number", "number_key", "title",
    "draft_title", "document_number",
}  # fmt: skip
# What Wagtail itself writes once a revision exists, and once it is published.
DRAFTED = {"latest_revision", "latest_revision_created_at", "has_unpublished_changes"}
PUBLISHED = {"latest_revision", "latest_revision_created_at", "live", "live_revision", "last_published_at", "listed_at"}


@pytest.fixture
def batch(world, tmp_path):
    """Two documents of the department's own and one reprint in its library."""
    return import_rows(
        tmp_path, row(**FACTS), row(**FACTS | {"doc_number": "粤教〔2020〕12号", "body": "<p>别的。</p>"}),
        row(issuer="外省", site_hint=["keji"]), user="preparer",
    )  # fmt: skip


def by_wagtail(page):
    """A page with the same content, made and published by Wagtail's own means."""
    twin = OfficialDocumentPage(
        title="孪生", slug="twin", document_number="粤教〔2020〕99号", live=False, owner=page.owner,
        **{
            name: getattr(page, name)
            for name in (
                "first_published_at", "keywords", "genre", "written_date", "issuers", "source_url", "body", "theme",
                "effective_date", "validity",
            )
        },
    )  # fmt: skip
    twin.attachments = [
        type(attachment)(external_url=attachment.external_url, title=attachment.title, sort_order=attachment.sort_order)
        for attachment in page.attachments.all()
    ]
    ColumnPage.objects.get(pk=page.column_id).add_child(instance=twin)
    twin.save_revision(user=page.owner)
    return OfficialDocumentPage.objects.get(pk=twin.pk)


def columns(page):
    """The page's columns, but for what is every page's own."""
    return {field.name: field.value_from_object(page) for field in page._meta.fields if field.name not in OWN}


def content(revision):
    """The revision's content, but for what is every page's own."""

    def strip(value):
        if isinstance(value, list):
            return [strip(part) for part in value]
        if isinstance(value, dict):
            return {name: strip(part) for name, part in value.items() if name not in {*OWN, "page"}}
        return value

    return with_meaning(strip(revision.content))


def references(page):
    rows = ReferenceIndex.objects.filter(object_id=str(page.pk), base_content_type__model="page")
    return set(rows.values_list("to_content_type", "to_object_id", "model_path", "content_path", "content_path_hash"))


def entries(page):
    """What the search index holds of the page."""
    rows = IndexEntry.objects.filter(content_type=page.content_type_id, object_id=str(page.pk))
    return list(rows.values_list("title", "body", "autocomplete"))


def with_meaning(content):
    """The content with its text as JSON says it: PostgreSQL keeps the keys of JSON in an order of its own."""
    return {**content, "body": json.loads(content["body"])}


def test_draft__equals_one_made_by_wagtail(batch):
    page = imported(batch)
    twin = by_wagtail(page)
    assert columns(page) == columns(twin)
    assert content(page.latest_revision) == content(twin.latest_revision)
    assert page.latest_revision.user == twin.latest_revision.user
    assert list(page.attachments.values_list("external_url", "title", "sort_order")) == list(
        twin.attachments.values_list("external_url", "title", "sort_order")
    )
    assert page.index_number.rpartition("-")[0] == twin.index_number.rpartition("-")[0]


def test_public_page__equals_one_published_by_wagtail(world, batch):
    page = imported(batch)
    twin = by_wagtail(page)
    sign_off(batch, world)
    page.refresh_from_db()
    publish(twin)
    twin.refresh_from_db()
    assert columns(page) == columns(twin)
    assert (page.live_revision_id, twin.live_revision_id) == (page.latest_revision_id, twin.latest_revision_id)
    assert page.last_published_at
    actions = [
        list(PageLogEntry.objects.filter(page=each.pk).order_by("pk").values_list("action", flat=True))
        for each in (page, twin)
    ]
    assert actions == [["wagtail.create", "wagtail.publish"]] * 2


def test_indexes__are_what_rebuilding_them_gives(world, batch):
    sign_off(batch, world)
    pages = [*OfficialDocumentPage.objects.all(), *ColumnPage.objects.all()]
    before = {page.pk: references(page) for page in pages}
    words = {page.pk: entries(page) for page in pages}
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    assert {page.pk: references(page) for page in pages} == before
    assert all(before[page.pk] for page in pages)
    assert {page.pk: entries(page) for page in pages} == words
    assert all(len(words[page.pk]) == 1 for page in pages)


def test_tree_places_counters__are_sound(world, batch):
    sign_off(batch, world)
    assert not any(Page.find_problems())
    assert_places_are_true()
    assert_counters_are_exact()
    for page in Page.objects.filter(depth__gt=1):
        assert page.numchild == page.get_children().count()
        assert page.url_path == f"{page.get_parent().url_path}{page.slug}/"


@pytest.mark.parametrize("signed", [False, True])
def test_content__the_same_in_row_revision_and_item(world, batch, signed):
    if signed:
        sign_off(batch, world)
    for item in batch.items.exclude(source_line="").select_related("revision"):
        page = OfficialDocumentPage.objects.get(pk=item.page_id)
        assert page.latest_revision_id == item.revision_id
        assert fingerprint(page) == fingerprint_of_revision(item.revision) == item.fingerprint
        data = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
        data, stored = with_meaning(data), with_meaning(item.revision.content)
        changed = {name for name in data if data[name] != stored[name]}
        assert changed == (PUBLISHED if signed else DRAFTED)
        assert set(data) == set(item.revision.content)


def test_republication__done_by_wagtail_with_the_approved_revision(client, world, batch):
    sign_off(batch, world)
    page = imported(batch)
    numbers = (page.index_number, page.number_key, page.first_published_at)
    Revision.objects.get(pk=page.latest_revision_id).publish()
    page = imported(batch)
    assert page.live
    assert (page.index_number, page.number_key, page.first_published_at) == numbers
    assert [attachment.title for attachment in page.attachments.all()] == ["附表"]
    assert_counters_are_exact()


@pytest.mark.parametrize("words", ["第一条", "附件", "粤教〔2020〕11号"])
def test_page__shows_its_text(client, world, batch, words):
    sign_off(batch, world)
    page = imported(batch)
    html = client.get(page.url_path.removeprefix("/jiaoyu"), headers={"host": "jiaoyu.localhost"}).content.decode()
    assert words in html
    assert "2020-03-05" in html


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the embedded search is SQLite's")
@pytest.mark.parametrize("words", ["办法自发布", "粤教〔2020〕11号", "甲 乙"])
def test_search__finds_title_text_and_number(world, batch, words):
    page = imported(batch)
    assert [found.pk for found in ContentPage.objects.search(words)] == [page.pk]
    assert page.pk in [found.pk for found in ContentPage.objects.search(page.title)]


def test_history__shows_import_and_publication(client, world, batch):
    sign_off(batch, world)
    make_user("root", is_superuser=True)
    client.login(username="root", password=PASSWORD)
    html = client.get(f"/admin/pages/{imported(batch).pk}/history/").content.decode()
    assert "preparer" in html
    assert "signer" in html


def test_edit__an_imported_page_is_corrected_and_published_by_the_procedure(client, world, batch):
    sign_off(batch, world)
    department = world.education.department
    roles = {"second": Role.SECOND_REVIEWER, "secrecy": Role.SECRECY_REVIEWER, "signer": Role.SIGNER}
    roles |= {"webmaster": Role.WEBMASTER, "reviewer": Role.REVIEWER}
    office = {name: make_user(f"own-{role}", department, role) for name, role in roles.items()}
    page = imported(batch)
    client.login(username=office["webmaster"].username, password=PASSWORD)
    attachment = page.attachments.get()
    form = nested_form_data(
        {
            "title": "更正后的标题",
            "slug": page.slug,
            "genre": page.genre,
            "document_number": page.document_number,
            "issuers": page.issuers,
            "written_date": "2020-03-01",
            "validity": page.validity,
            "disclosure": page.disclosure,
            "keywords": page.keywords,
            "body": streamfield(
                [
                    (block["type"], {"text": block["value"]["text"], "align": "start"})
                    for block in page.body.raw_data
                    if block["type"] == "text"
                ][:0]
            ),
            "attachments": inline_formset(
                [{"id": attachment.pk, "external_url": attachment.external_url, "title": "附表"}], initial=1
            ),
            "relations": inline_formset([]),
            "comments": inline_formset([]),
            "action-submit": "1",
        }
    )
    response = client.post(f"/admin/pages/{page.pk}/edit/", form)
    assert response.status_code == 302, response.context["form"].errors
    page = decide_all(OfficialDocumentPage.objects.get(pk=page.pk), office)
    assert (page.title, page.live) == ("更正后的标题", True)
    assert page.first_published_at == page.listed_at
    assert page.index_number == imported(batch).index_number
