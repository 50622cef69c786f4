"""Department, planned column and column of a page follow from its place in the tree."""

import pytest
from wagtail.models import Page

from cms.content.models import ArticlePage, ColumnPage, ContentPage, InterpretationPage, OfficialDocumentPage
from tests.content.checks import assert_counters_are_exact, assert_places_are_true
from tests.factories import (
    make_article,
    make_column,
    make_department,
    make_document,
    make_planned_column,
    publish,
)


def test_create_page__takes_place_when_below_a_planned_column(site, column):
    page = make_document(column, live=False)
    assert page.department == site.department
    assert page.planned_column == make_planned_column("ZCWJ")
    assert page.column == column
    assert page.listed_at is None


def test_create_page__has_no_planned_column_when_column_is_the_sites_own(site, news):
    page = make_article(news)
    assert (page.column, page.planned_column, page.department) == (news, None, site.department)


def test_create_page__takes_inner_column_when_columns_are_nested(site, column):
    inner = publish(column.add_child(instance=ColumnPage(title="规范性文件", slug="inner", live=False)))
    page = make_document(inner)
    assert (page.column, page.planned_column, page.department) == (inner, None, site.department)
    assert inner.department == site.department


def test_create_page__has_no_department_when_on_the_portal(portal):
    column = make_column(portal, "ZFWJ")
    page = make_document(column)
    assert page.department is None
    assert page.column == column


def test_move_page__takes_new_place_when_moved_to_another_department(column, other_site):
    target = make_column(other_site, "TZGG")
    page = make_document(column, live=False)
    page.move(target, "last-child")
    page = OfficialDocumentPage.objects.get(pk=page.pk)
    assert (page.column, page.planned_column) == (target, make_planned_column("TZGG"))
    assert page.department == other_site.department


def test_move_column__takes_everything_below_along_when_moved_to_another_department(site, column, news, other_site):
    inner = column.add_child(instance=ColumnPage(title="规范性文件", slug="inner", live=False))
    make_document(column, live=False)
    make_document(inner, live=False)
    make_article(news)
    Page.objects.get(pk=column.pk).specific.unpublish()
    Page.objects.get(pk=column.pk).specific.move(other_site.home, "last-child")
    assert_places_are_true()
    assert_counters_are_exact()
    assert ContentPage.objects.filter(department=other_site.department).count() == 2
    assert ContentPage.objects.filter(department=site.department).count() == 1


def test_move_page__keeps_shown_date_when_only_reordered(column):
    first, second = make_document(column), make_document(column)
    second.move(first, "left")
    assert_places_are_true()
    assert_counters_are_exact()


def test_copy_page__belongs_to_new_department_when_copied_there(column, other_site):
    target = make_column(other_site, "ZCWJ")
    page = make_document(column, document_number="粤教〔2026〕1号")
    copy = page.copy(to=target, keep_live=False, update_attrs={"slug": "copy"})
    copy = OfficialDocumentPage.objects.get(pk=copy.pk)
    assert (copy.department, copy.column, copy.listed_at) == (other_site.department, target, None)
    assert copy.index_number != page.index_number
    assert copy.document_number == ""
    assert_places_are_true()
    assert_counters_are_exact()


def test_copy_column__gives_each_copy_its_place_when_copied_with_all_below(column, other_site):
    make_document(column)
    make_document(column, live=False)
    column = ColumnPage.objects.get(pk=column.pk)
    column.copy(to=other_site.home, recursive=True, keep_live=False, update_attrs={"slug": "copied"})
    assert_places_are_true()
    assert_counters_are_exact()
    assert ContentPage.objects.filter(department=other_site.department).count() == 2


def test_change_planned_column__reaches_every_page_of_the_column_when_saved(site, column):
    inner = publish(column.add_child(instance=ColumnPage(title="规范性文件", slug="inner", live=False)))
    make_document(column)
    make_document(column, live=False)
    make_document(inner)
    column = ColumnPage.objects.get(pk=column.pk)
    column.planned_column = make_planned_column("YJS")
    column = publish(column)
    assert_places_are_true()
    assert_counters_are_exact()
    assert ContentPage.objects.filter(planned_column=make_planned_column("YJS")).count() == 2


def test_change_planned_column__leaves_others_alone_when_set_free(site, column, other_site):
    elsewhere = make_document(make_column(other_site, "ZCWJ"))
    make_document(column)
    column = ColumnPage.objects.get(pk=column.pk)
    column.planned_column = None
    publish(column)
    assert_places_are_true()
    assert list(ContentPage.objects.exclude(planned_column=None)) == [elsewhere.contentpage_ptr]


def test_change_department_of_home__reaches_the_whole_tree_when_saved(site, column):
    make_document(column)
    successor = make_department("kejiao")
    site.home.refresh_from_db()
    site.home.department = successor
    publish(site.home)
    assert_places_are_true()
    assert ContentPage.objects.get().department == successor


@pytest.mark.parametrize(
    ("model", "allowed"), [(OfficialDocumentPage, True), (ArticlePage, False), (InterpretationPage, False)]
)
def test_can_create_at__follows_the_plan_when_a_column_is_planned(site, model, allowed):
    make_planned_column("ZFWJ", content_kinds=["document"])
    assert model.can_create_at(make_column(site, "ZFWJ")) is allowed


def test_can_create_at__refuses_content_outside_columns_when_it_needs_one(site, news):
    assert ArticlePage.can_create_at(news)
    assert not ArticlePage.can_create_at(site.home)


def test_can_move_to__refuses_a_column_when_the_plan_does_not_allow_the_kind(site, news):
    make_planned_column("ZFWJ", content_kinds=["document"])
    documents = make_column(site, "ZFWJ")
    assert not make_article(news, live=False).can_move_to(documents)
