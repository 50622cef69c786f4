"""The factory of departments' sites: whole or nothing, and again without harm."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from wagtail.models import Collection, GroupPagePermission, Page, Site, Workflow, WorkflowPage

from cms.content.models import ColumnPage
from cms.organisation.models import Department, RoleGroup
from cms.organisation.roles import DEPARTMENT_ROLES, Role
from sites.factory import FactoryError, build_department_site
from sites.models import DepartmentHomePage, SiteSettings
from tests.factories import make_department, make_planned_column
from tests.sites.conftest import PORT

pytestmark = pytest.mark.django_db


def columns_of(home):
    return list(ColumnPage.objects.child_of(home).order_by("path"))


def everything():
    """Every row that a site consists of, to be compared before and after."""
    models = (Page, ColumnPage, Site, SiteSettings, Collection, RoleGroup, GroupPagePermission, Workflow, WorkflowPage)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def test_build__makes_a_site_with_everything(built, department):
    assert built.site.hostname == "jiaoyu.localhost"
    assert built.site.port == PORT
    assert built.home.slug == "jiaoyu"
    assert built.home.title == department.name
    assert built.home.department == department
    assert [page.title for page in columns_of(built.home)] == ["工作动态", "政策文件", "政策解读"]
    assert all(page.show_in_menus and not page.live for page in columns_of(built.home))
    assert not built.home.live
    assert SiteSettings.objects.filter(site=built.site).exists()
    roles = RoleGroup.objects.filter(department=department)
    assert set(roles.values_list("role", flat=True)) == set(DEPARTMENT_ROLES)
    own = Collection.objects.get(name=department.short_name)
    assert own.get_children().count() == 2
    workflow = built.home.get_workflow()
    assert [task.specific.step for task in workflow.tasks] == ["review", "second_review", "secrecy", "sign_off"]
    assert len(built.home.bands) >= 2
    assert Page.find_problems() == ([], [], [], [], [])


def test_build__leaves_out_columns_of_other_kinds_of_department(other):
    assert [page.planned_column.code for page in columns_of(other.home)] == ["GZDT", "ZCWJ"]


def test_build__grants_the_tree_to_webmasters_and_publishing_to_nobody(built, department):
    granted = GroupPagePermission.objects.filter(page=built.home, permission__codename__in=["add_page", "change_page"])
    assert {(row.group.role_group.role, row.permission.codename) for row in granted} == {
        (Role.WEBMASTER, "add_page"),
        (Role.WEBMASTER, "change_page"),
    }
    assert not GroupPagePermission.objects.filter(
        group__role_group__department=department, permission__codename="publish_page"
    ).exists()


def test_build__changes_nothing_when_run_again(built, department):
    before = everything()
    result = build_department_site(department)
    assert not result.changed
    assert everything() == before


def test_build__keeps_what_people_changed(built, department):
    news, documents, _last = columns_of(built.home)
    news.title, news.show_in_menus = "教育新闻", False
    news.save()
    documents.move(news, pos="last-child")
    Collection.objects.filter(name=department.short_name).update(name="改名")
    SiteSettings.objects.filter(site=built.site).update(theme="pine")
    before = everything()
    assert not build_department_site(department).changed
    assert everything() == before


def test_build__adds_the_new_column_alone_after_a_change_of_plan(built, other, department):
    make_planned_column("YJS", name="财政预决算", order=2)
    before = {page.pk: page.title for page in columns_of(built.home)}
    assert build_department_site(department).columns == ["财政预决算"]
    after = columns_of(built.home)
    assert {page.pk: page.title for page in after[:-1]} == before
    assert after[-1].planned_column.code == "YJS"
    assert len(columns_of(other.home)) == 2


def test_build__leaves_out_columns_that_are_not_valid_today(department):
    make_planned_column("OLD", valid_from=datetime.date(2020, 1, 1), valid_to=datetime.date(2020, 12, 31))
    make_planned_column("NEW", valid_from=datetime.date(2999, 1, 1))
    codes = {page.planned_column.code for page in columns_of(build_department_site(department).home)}
    assert codes == {"GZDT", "ZCWJ", "ZCJD"}


def test_build__finds_another_slug_when_a_column_of_its_own_has_it(built, department):
    built.home.add_child(instance=ColumnPage(title="自设", slug="yjs", live=False))
    make_planned_column("YJS")
    build_department_site(department)
    assert ColumnPage.objects.get(planned_column__code="YJS").slug == "yjs-2"


def test_build__leaves_nothing_behind_when_a_late_step_fails(department, monkeypatch):
    before = everything()

    def fail(*args, **kwargs):
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr("sites.factory.assign_workflow", fail)
    with pytest.raises(DatabaseError):
        build_department_site(department)
    assert everything() == before
    assert not DepartmentHomePage.objects.exists()


def test_build__refused_when_the_host_name_is_taken(department):
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=Page(title="x", slug="x", live=False))
    Site.objects.create(hostname="jiaoyu.localhost", port=80, root_page=page, site_name="别的站")
    before = everything()
    with pytest.raises(FactoryError, match="别的站"):
        build_department_site(department)
    assert everything() == before


def test_build__refused_when_the_slug_is_taken_at_the_top_of_the_tree(department):
    Page.objects.get(depth=1).add_child(instance=Page(title="占位页", slug="jiaoyu", live=False))
    with pytest.raises(FactoryError, match="占位页"):
        build_department_site(department)


@pytest.mark.parametrize("status", ["self_hosted", "merged", "closed"])
def test_build__refused_when_the_department_has_no_site_here(department, status):
    successor = make_department("xin", short_name="省新厅") if status == "merged" else None
    Department.objects.filter(pk=department.pk).update(status=status, successor=successor, website="https://x.cn")
    with pytest.raises(FactoryError) as caught:
        build_department_site(department)
    assert department.name in str(caught.value)
    assert not DepartmentHomePage.objects.exists()


def test_command__makes_the_site_and_says_where(department, capsys):
    call_command("create_department_site", "jiaoyu")
    assert f"http://jiaoyu.localhost:{PORT}" in capsys.readouterr().out


def test_command__names_the_nearest_slugs_when_the_slug_is_unknown(department):
    make_department("jiaotong")
    with pytest.raises(CommandError, match="jiaoyu") as caught:
        call_command("create_department_site", "jiaoy")
    assert "jiaotong" in str(caught.value)


@pytest.mark.parametrize("arguments", [[], ["jiaoyu", "--all"]])
def test_command__refused_when_it_is_not_clear_for_whom(department, arguments):
    with pytest.raises(CommandError, match="--all"):
        call_command("create_department_site", *arguments)


def test_command__refused_when_there_is_no_department(plan):
    Department.objects.all().delete()
    with pytest.raises(CommandError, match="load_organisation"):
        call_command("create_department_site", "--all")


def test_command__goes_on_with_the_others_when_one_fails(department, capsys):
    make_department("renshe")
    Page.objects.get(depth=1).add_child(instance=Page(title="占位页", slug="jiaoyu", live=False))
    with pytest.raises(CommandError, match="jiaoyu"):
        call_command("create_department_site", "--all")
    assert DepartmentHomePage.objects.get().slug == "renshe"


def test_command__leaves_out_departments_without_a_site_here_when_all_are_made(department, capsys):
    make_department("qixiang", status="self_hosted", website="https://x.cn")
    call_command("create_department_site", "--all")
    assert DepartmentHomePage.objects.get().slug == "jiaoyu"
