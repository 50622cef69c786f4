"""Every public page takes at most eight statements, and the same number when its site has grown."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.content.models import ColumnPage, ComplaintPhonesPage
from cms.delivery.roots import forget_roots
from cms.organisation.models import ComplaintLine
from home.models import DepartmentsDirectoryPage, LinkDirectoryPage, SectionPage
from home.portal import build_portal
from sites.factory import build_department_site
from tests.content.bulk import fill
from tests.content.samples import MODELS, make_sample
from tests.factories import (
    make_column,
    make_department,
    make_document,
    make_planned_column,
    make_site,
    publish,
)
from tests.home.helpers import add_below, fresh, make_portal_column

pytestmark = pytest.mark.django_db
MOST = 8
SMALL, LARGE = 5, 400
CODES = ("ZCWJ", "GZDT", "TZGG", "BSZN", "LDXX", "JGGK")
DEPARTMENT_PATHS = [
    "/",
    "/zcwj/",
    "/zcwj/?page=1000",
    "/zcwj/?year=1901",
    "/zcwj/feed/",
    "/sitemap/",
    "/sitemap.xml",
    "/nowhere/",
]
PORTAL_PATHS = [
    "/",
    "/zhengwu/",
    "/zhengwu/wenjian/",
    "/zhengwu/jigou/",
    "/zhengwu/mulu/",
    "/zhengwu/tousu/",
    "/sitemap/",
]


@pytest.fixture
def department(db):
    """A department's site as the factory makes it, opened, with a home page of bands."""
    for code in CODES:
        make_planned_column(code)
    built = build_department_site(make_department("jiaoyu", address="示例区学府路3号"))
    pages = ColumnPage.objects.descendant_of(built.home).select_related("planned_column")
    publish(built.home, *pages)
    forget_roots()
    ComplaintLine.objects.create(department=built.department, name="投诉", phone="020-0000 0399")
    return SimpleNamespace(home=built.home, columns={page.planned_column.code: page for page in pages})


@pytest.fixture
def portal(department):
    """The portal with a column composed of the departments' documents, and its directories."""
    home = publish(build_portal())
    section = add_below(home, SectionPage(title="政务公开", slug="zhengwu", block="open_government", live=False))
    make_portal_column(section, ["ZCWJ"], slug="wenjian", title="部门文件")
    links = [{"type": "departments", "value": {"heading": "省直部门"}}]
    add_below(section, DepartmentsDirectoryPage(title="政府机构", slug="jigou", live=False))
    add_below(section, LinkDirectoryPage(title="链接目录", slug="mulu", live=False, groups=links))
    add_below(section, ComplaintPhonesPage(title="投诉电话", slug="tousu", live=False))
    return home


def statements(client, path, host):
    """How many statements the page takes once the process is warm."""
    client.get(path, headers={"host": host})
    with CaptureQueriesContext(connection) as taken:
        response = client.get(path, headers={"host": host})
    assert response.status_code in (200, 404)
    return [statement["sql"][:200] for statement in taken]


def assert_same(client, path, host, small, large):
    assert len(small) <= MOST, "\n\n".join(small)
    assert len(large) == len(small), "\n\n".join(large)


@pytest.mark.parametrize("path", DEPARTMENT_PATHS)
def test_department__takes_as_many_statements_with_many_pages_as_with_few(client, department, path):
    column = department.columns["ZCWJ"]
    make_document(column)
    counts = []
    for number in (SMALL, LARGE):
        fill(column, number)
        counts.append(statements(client, path, "jiaoyu.localhost"))

    assert_same(client, path, "jiaoyu.localhost", *counts)


@pytest.mark.parametrize("path", PORTAL_PATHS)
def test_portal__takes_as_many_statements_with_many_sites_as_with_few(client, department, portal, path):
    make_document(department.columns["ZCWJ"])
    counts = []
    for names in (["shuili"], [f"bumen{number}" for number in range(8)]):
        for name in names:
            site = make_site(make_department(name))
            make_document(make_column(site, "ZCWJ"))
            ComplaintLine.objects.create(department=site.department, name="投诉", phone="020-0000 0400")
        counts.append(statements(client, path, "localhost"))

    assert_same(client, path, "localhost", *counts)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_text__takes_as_many_statements_with_many_neighbours_as_with_few(client, department, model):
    column = department.columns["GZDT"]
    page = publish(make_sample(column, model, make_document(department.columns["ZCWJ"])))
    path = page.url_path.removeprefix("/jiaoyu")
    counts = []
    for number in (SMALL, LARGE):
        fill(fresh(column), number)
        counts.append(statements(client, path, "jiaoyu.localhost"))

    assert_same(client, path, "jiaoyu.localhost", *counts)
