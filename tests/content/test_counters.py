"""Counters of public pages are exact after everything that can happen to a page."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.approval.batches.course import add_to_batch, approve_batch, open_batch
from cms.approval.gate.admission import NotApproved
from cms.approval.models import Batch
from cms.content.models import ArticlePage, ColumnPage, ContentPage, ListingCount
from cms.content.models.listing_count import recount
from cms.organisation.kinds import ContentKind
from tests.content.checks import assert_counters_are_exact, assert_places_are_true, counted
from tests.factories import make_article, make_column, publish, three_people

SHANGHAI_NEW_YEAR = datetime.datetime(2025, 12, 31, 16, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def exact_at_the_end(db):
    """Whatever a test did, places and counters are true afterwards."""
    yield
    assert_places_are_true()
    assert_counters_are_exact()


def test_publish__counts_the_page_when_it_becomes_public(news):
    page = make_article(news, live=False)
    assert counted() == 0
    publish(page)
    assert counted(column=news, kind=ContentKind.NEWS, year=timezone.localdate().year) == 1


def test_publish_again__counts_once_when_a_correction_follows(news):
    page = make_article(news)
    page.title = "更正"
    publish(page)
    assert counted() == 1


def test_withdraw__discounts_the_page_when_it_leaves(news):
    page = make_article(news)
    page.unpublish()
    assert counted() == 0
    assert ArticlePage.objects.get(pk=page.pk).listed_at is None


def test_withdraw__discounts_the_page_when_done_through_the_base_class(news):
    page = make_article(news)
    Page.objects.get(pk=page.pk).unpublish()
    assert counted() == 0
    assert ArticlePage.objects.get(pk=page.pk).listed_at is None


def test_withdraw_column__discounts_all_pages_when_they_are_withdrawn_with_it(news):
    make_article(news)
    make_article(news)
    ColumnPage.objects.get(pk=news.pk).unpublish()
    for page in ArticlePage.objects.all():
        page.unpublish()
    assert counted() == 0


def test_publish_after_withdrawal__keeps_first_date_when_it_returns(news):
    page = make_article(news)
    first = page.listed_at
    page.unpublish()
    page = publish(ArticlePage.objects.get(pk=page.pk))
    assert page.listed_at == first
    assert counted() == 1


def test_change_kind__moves_the_count_when_published(news):
    page = make_article(news)
    page.kind = ContentKind.ANNOUNCEMENT
    publish(page)
    assert counted(kind=ContentKind.NEWS) == 0
    assert counted(kind=ContentKind.ANNOUNCEMENT) == 1


def test_change_kind__leaves_the_count_when_it_is_only_a_draft(news):
    page = make_article(news)
    page.kind = ContentKind.ANNOUNCEMENT
    page.save_revision()
    assert counted(kind=ContentKind.NEWS) == 1


def test_mark_as_reprint__moves_the_count_when_published(news):
    page = make_article(news)
    page.is_reprint, page.issuer_name, page.source_name = True, "示例单位", "示例网"
    publish(page)
    assert counted(is_reprint=False) == 0
    assert counted(is_reprint=True) == 1


def test_move__moves_the_count_when_the_column_changes(site, news, other_site):
    make_article(news)
    page = make_article(news)
    page.unpublish()
    target = make_column(other_site, code=None)
    Page.objects.get(pk=page.pk).specific.move(target, "last-child")
    publish(ArticlePage.objects.get(pk=page.pk))
    assert counted(column=news) == 1
    assert counted(column=target) == 1


def test_move_column__keeps_the_counts_when_it_stays_on_the_site(site, news):
    make_article(news)
    parent = make_column(site, code=None)
    ColumnPage.objects.get(pk=news.pk).move(parent, "last-child")
    assert counted(column=news) == 1


def test_copy__counts_nothing_when_the_copy_is_a_draft(news):
    page = make_article(news)
    page.copy(keep_live=False, update_attrs={"slug": "copy"})
    assert counted() == 1


def test_delete__discounts_the_page_when_it_is_deleted(news):
    make_article(news)
    make_article(news).delete()
    assert counted() == 1


def test_delete__discounts_the_page_when_deleted_through_the_base_class(news):
    page = make_article(news)
    Page.objects.get(pk=page.pk).delete()
    assert counted() == 0


def test_delete__discounts_all_when_a_queryset_is_deleted(news):
    make_article(news)
    make_article(news)
    ArticlePage.objects.all().delete()
    assert counted() == 0
    assert ListingCount.objects.exists()


def test_delete_column__leaves_no_counters_when_everything_below_goes(site, news):
    make_article(news)
    inner = publish(
        ColumnPage.objects.get(pk=news.pk).add_child(instance=ColumnPage(title="内栏", slug="inner", live=False))
    )
    make_article(inner)
    ColumnPage.objects.get(pk=news.pk).delete()
    assert not ListingCount.objects.exists()
    assert not ContentPage.objects.exists()


def test_delete_site__leaves_no_counters_when_the_home_page_goes(site, news, other_site):
    make_article(news)
    kept = make_article(make_column(other_site, code=None))
    site.site.delete()
    Page.objects.filter(pk=site.home.pk).delete()
    assert list(ListingCount.objects.values_list("column", flat=True)) == [kept.column_id]


def test_restrict__discounts_the_page_when_it_becomes_private(news):
    page = make_article(news)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert counted() == 0
    assert ArticlePage.objects.get(pk=page.pk).listed_at is None
    restriction.delete()
    assert counted() == 1
    assert ArticlePage.objects.get(pk=page.pk).listed_at == page.listed_at


def test_restrict_column__discounts_all_below_when_it_becomes_private(site, news):
    first = make_article(news)
    make_article(news)
    PageViewRestriction.objects.create(page=first, restriction_type="login")
    outer = PageViewRestriction.objects.create(page=news, restriction_type="groups")
    outer.groups.add(Group.objects.create(name="some"))
    assert counted() == 0
    with pytest.raises(NotApproved), transaction.atomic():
        outer.delete()
    assert counted() == 0


def test_publish__counts_nothing_when_the_column_is_private(news):
    PageViewRestriction.objects.create(page=news, restriction_type="login")
    page = make_article(news)
    assert page.live
    assert page.listed_at is None
    assert counted() == 0


def test_delete__counts_nothing_when_a_private_page_goes(news):
    make_article(news)
    page = make_article(news)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    page.delete()
    assert counted() == 1


def test_move__refused_when_the_page_would_leave_a_private_column(site, news):
    private = make_column(site, code=None)
    page = make_article(private)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert counted() == 0
    page = ArticlePage.objects.get(pk=page.pk)
    with pytest.raises(NotApproved):
        page.move(news, "last-child")
    assert counted(column=news) == 0


def test_publish_in_bulk__counts_each_column_and_kind_when_signed_off(site, news, other_site):
    others = make_column(other_site, code=None)
    pages = [make_article(news, live=False) for _number in range(3)]
    pages += [make_article(others, live=False, kind=ContentKind.ANNOUNCEMENT) for _number in range(2)]
    batch = open_batch(Batch.Kind.DEMO, "bulk")
    for page in pages:
        page.save_revision()
    add_to_batch(batch, pages)
    approve_batch(batch, *three_people())
    assert counted(column=news, kind=ContentKind.NEWS) == 3
    assert counted(column=others, kind=ContentKind.ANNOUNCEMENT) == 2


def test_count__falls_into_the_year_of_the_site_when_new_year_has_come_there(news):
    page = make_article(news, live=False)
    page.first_published_at = SHANGHAI_NEW_YEAR
    page.save()
    publish(page)
    assert counted(year=2026) == 1
    assert counted(year=2025) == 0
    recount([news.pk])
    assert counted(year=2026) == 1


def test_count__falls_into_the_year_of_the_site_when_an_editor_has_another_time_zone(news):
    with timezone.override("America/New_York"):
        page = make_article(news, live=False)
        page.first_published_at = SHANGHAI_NEW_YEAR
        page.save()
        publish(page)
        recount([news.pk])
    assert counted(year=2026) == 1
