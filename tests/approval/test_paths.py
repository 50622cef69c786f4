"""Nothing becomes public but what was approved, whatever path in code tries."""

import pytest
from django.core import serializers
from django.core.management import call_command
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from cms.approval.gate.admission import NotApproved
from cms.approval.models import Approval
from cms.approval.release.withdrawal import withdraw
from cms.content.models import ArticlePage, ColumnPage, OfficialDocumentPage
from tests.approval.helpers import decide, is_public, submit
from tests.factories import make_article, make_column, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(db):
    return Locale.objects.get_or_create(language_code="en")[0]


def test_add_child__refused_when_page_is_live_by_default(column):
    with pytest.raises(NotApproved):
        column.add_child(instance=ArticlePage(title="a", slug="a"))


def test_save__refused_when_draft_is_set_live(column):
    page = make_article(column, live=False)
    page.live = True
    with pytest.raises(NotApproved):
        page.save()


def test_save__refused_when_public_text_is_edited_directly(column):
    page = make_article(column)
    page.title = "别的标题"
    with pytest.raises(NotApproved):
        page.save()


def test_save__done_when_public_text_stays_the_same(client, column):
    page = make_article(column, "原样")
    page.save()
    assert is_public(client, page)


@pytest.mark.parametrize("fields", [["title"], ["live", "title"], ["slug"], ["show_in_menus"]])
def test_partial_save__refused_when_public_content_changes(column, fields):
    page = make_article(column)
    page.title, page.slug, page.show_in_menus = "别的标题", "elsewhere", True
    with pytest.raises(NotApproved):
        page.save(update_fields=fields)


def test_partial_save__refused_when_the_stored_draft_differs_from_what_was_approved(column):
    page = make_article(column, "批准的标题")
    page.unpublish()
    approved = ArticlePage.objects.get(pk=page.pk)
    page.title = "悄悄改过的标题"
    page.save()
    approved.live = True
    with pytest.raises(NotApproved):
        approved.save(update_fields=["live"])


def test_partial_save__done_when_only_bookkeeping_changes(column):
    page = make_article(column)
    page.locked = True
    page.save(update_fields=["locked"])
    assert Page.objects.get(pk=page.pk).locked


@pytest.mark.parametrize("model", [Page, ArticlePage.__base__])
def test_base_class_save__refused_when_title_changed(column, model):
    page = model.objects.get(pk=make_article(column).pk)
    page.title = "别的标题"
    with pytest.raises(NotApproved):
        page.save()


def test_revision_publish__refused_when_not_approved(column):
    page = make_article(column)
    page.title = "未审修改"
    with pytest.raises(NotApproved):
        page.save_revision().publish()


def test_republish__done_when_that_revision_was_approved(client, column):
    page = make_article(column, "原样")
    page.live_revision.publish()
    assert is_public(client, page)


def test_republish__refused_when_it_was_taken_off_meanwhile_by_whatever_code(client, column):
    page = make_article(column, "原样")
    revision = page.live_revision
    page.unpublish()
    with pytest.raises(NotApproved):
        revision.publish(skip_permission_checks=True)
    assert not is_public(client, page)


def stand_in_of(page, site, column, english):
    site.home.copy_for_translation(english, alias=True)
    column.copy_for_translation(english, alias=True)
    return page.copy_for_translation(english, alias=True)


def test_alias__stays_off_when_it_was_withdrawn_by_itself(site, column, people, english):
    page = make_article(column, "中文")
    stand_in = stand_in_of(page, site, column, english)
    withdraw(stand_in, people["signer"], "译文有误")
    stand_in = ArticlePage.objects.get(pk=stand_in.pk)
    stand_in.live = True
    with pytest.raises(NotApproved):
        stand_in.save()
    page.title = "更正"
    page = submit(page, people["webmaster"])
    decide(page, people["reviewer"])
    assert decide(page, people["signer"]).live
    assert not ArticlePage.objects.get(pk=stand_in.pk).live


def test_alias__comes_back_when_it_was_withdrawn_with_its_source(site, column, people, english):
    page = make_article(column, "中文")
    stand_in = stand_in_of(page, site, column, english)
    withdraw(page, people["signer"], "有误")
    assert not ArticlePage.objects.get(pk=stand_in.pk).live
    page = submit(ArticlePage.objects.get(pk=page.pk), people["webmaster"])
    decide(page, people["reviewer"])
    decide(page, people["signer"])
    assert ArticlePage.objects.get(pk=stand_in.pk).live


def test_alias__comes_back_when_the_column_of_its_source_was_withdrawn(site, column, people, english):
    page = make_article(column, "中文")
    stand_in = stand_in_of(page, site, column, english)
    withdraw(column, people["signer"], "有误")
    assert not ArticlePage.objects.get(pk=stand_in.pk).live
    for each in (column, page):
        each = submit(type(each).objects.get(pk=each.pk), people["webmaster"])
        decide(each, people["reviewer"])
        decide(each, people["signer"])
    assert ArticlePage.objects.get(pk=stand_in.pk).live


def test_republish__refused_when_the_approval_is_of_another_page(column):
    approved, other = make_article(column, "甲"), make_article(column, "乙", live=False)
    found = approved.approvals.get()
    Approval.objects.create(
        page=other, fingerprint=found.fingerprint, reviewed_by=found.reviewed_by, signed_by=found.signed_by
    )
    with pytest.raises(NotApproved):
        other.save_revision().publish()


def test_publish__refused_when_document_is_not_disclosed(column):
    page = make_article(column, live=False, model=OfficialDocumentPage, disclosure="on_request")
    assert not publish(page).live


def test_copy__refused_when_it_keeps_the_copy_live(column):
    page = make_article(column)
    with pytest.raises(NotApproved):
        page.copy(update_attrs={"slug": "copy"}, keep_live=True)


def test_copy__makes_a_draft_when_it_goes_to_another_department(column, other):
    page = make_article(column)
    with pytest.raises(NotApproved):
        page.copy(to=other.column, keep_live=True)
    copied = page.copy(to=other.column, keep_live=False)
    assert (copied.live, copied.department) == (False, other.department)


def test_copy__leaves_everything_below_a_draft_when_a_column_is_copied(site, column):
    make_article(column)
    copied = column.copy(recursive=True, update_attrs={"slug": "copy"}, keep_live=False)
    assert not Page.objects.filter(path__startswith=copied.path, live=True).exists()


def test_move__refused_when_a_public_page_goes_to_another_department(column, other):
    page = make_article(column)
    with pytest.raises(NotApproved):
        page.move(other.column, pos="last-child")
    page.refresh_from_db()
    assert page.is_child_of(column)


def test_move__refused_when_a_column_takes_public_pages_with_it(site, column, other):
    make_article(column)
    with pytest.raises(NotApproved):
        column.move(other.home, pos="last-child")


def test_move__done_when_a_public_page_stays_on_its_site(client, site, column):
    page, elsewhere = make_article(column), make_column(site, "ZCWJ")
    page.move(elsewhere, pos="last-child")
    assert is_public(client, page)


def test_alias__refused_when_it_would_be_a_second_address(site, column):
    page, elsewhere = make_article(column), make_column(site, "ZCWJ")
    with pytest.raises(NotApproved):
        page.create_alias(parent=elsewhere, update_slug="alias")


def test_alias__refused_when_detached_while_public(column, english, site):
    english_home = site.home.copy_for_translation(english, alias=True)
    assert english_home.live
    english_home.alias_of = None
    with pytest.raises(NotApproved):
        english_home.save(update_fields=["alias_of"])


def test_alias__refused_when_it_is_a_draft_that_would_follow_its_source(column):
    page = make_article(column, "未公开", live=False)
    with pytest.raises(NotApproved):
        page.create_alias(update_slug="alias")


def test_alias__follows_its_source_when_it_stands_in_for_a_translation(site, column, people, english):
    page = make_article(column, "中文", live=False, summary="摘要")
    site.home.copy_for_translation(english, alias=True)
    column.copy_for_translation(english, alias=True)
    stand_in = page.copy_for_translation(english, alias=True)
    assert not stand_in.live
    page = submit(page, people["webmaster"])
    decide(page, people["reviewer"])
    decide(page, people["signer"])
    assert ArticlePage.objects.get(pk=stand_in.pk).live


def test_translation__stays_a_draft_when_parents_are_copied_along(column, english):
    page = make_article(column, "中文")
    translated = page.copy_for_translation(english, copy_parents=True)
    assert not translated.live
    with pytest.raises(NotApproved):
        translated.save_revision().publish()


def test_translation__refused_when_localize_publishes_it(column, english, django_capture_on_commit_callbacks):
    page = make_article(column, "中文")
    column.copy_for_translation(english, copy_parents=True)
    source, _created = TranslationSource.update_or_create_from_instance(page)
    with pytest.raises(NotApproved), django_capture_on_commit_callbacks(execute=True):
        source.create_or_update_translation(english, publish=True, fallback=True)
    assert ArticlePage.objects.filter(locale=english).exists()
    assert not ArticlePage.objects.filter(locale=english, live=True).exists()


def test_fixture__refused_when_its_page_is_public(column, tmp_path):
    page = make_article(column, "夹带", live=False)
    base = Page.objects.get(pk=page.pk)
    base.live = True
    path = tmp_path / "pages.json"
    path.write_text(serializers.serialize("json", [base]), encoding="utf-8")
    with pytest.raises(NotApproved):
        call_command("loaddata", path)
    assert not Page.objects.get(pk=page.pk).live


def test_fixture__refused_when_it_rewrites_the_text_of_a_public_page(column, tmp_path):
    page = make_article(column, "原文")
    page.summary = "夹带"
    path = tmp_path / "pages.json"
    path.write_text(serializers.serialize("json", [page]), encoding="utf-8")
    with pytest.raises(NotApproved):
        call_command("loaddata", path)


def test_fixture__loads_drafts(column, tmp_path):
    page = make_article(column, "草稿", live=False)
    path = tmp_path / "pages.json"
    path.write_text(serializers.serialize("json", [Page.objects.get(pk=page.pk), page]), encoding="utf-8")
    call_command("loaddata", path, verbosity=0)
    assert not Page.objects.get(pk=page.pk).live


def test_shell__refused_when_a_column_is_made_public(site):
    column = ColumnPage.objects.get(pk=make_column(site, "ZCWJ", live=False).pk)
    with pytest.raises(NotApproved):
        column.save_revision().publish()


def test_revision__not_rewritten_when_submitted(column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    page.title = "改写"
    with pytest.raises(NotApproved):
        page.save_revision(user=people["webmaster"], overwrite_revision=page.latest_revision)


def test_revision__not_rewritten_when_approved(column):
    page = make_article(column)
    revision = page.live_revision
    revision.content = {**revision.content, "title": "改写"}
    with pytest.raises(NotApproved):
        revision.save()


def test_page__deleted_with_its_approvals_when_it_is_a_draft(column):
    page = make_article(column)
    page.unpublish()
    page.delete()
    assert not Approval.objects.filter(page=page.pk).exists()
