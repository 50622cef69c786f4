"""What tests of departments' sites share: a small plan, a portal, people of the supervising office."""

import pytest
from wagtail.models import Site

from cms.content.models import ArticlePage, ColumnPage
from cms.organisation.models import DepartmentKind
from cms.organisation.roles import Role
from sites.factory import build_department_site
from tests.factories import make_department, make_planned_column, make_user, publish

PORT = 8123


def article_at(column, slug, live=True, **facts):
    """An article with a known address."""
    facts = {"title": slug, "kind": "news", **facts}
    page = ColumnPage.objects.get(pk=column.pk).add_child(instance=ArticlePage(slug=slug, live=False, **facts))
    return publish(page) if live else page


@pytest.fixture(scope="module")
def shared_plan(module_database):
    issuer = DepartmentKind.objects.create(code="document-issuer", name="发文机关")
    columns = {
        "GZDT": make_planned_column("GZDT", name="工作动态", order=1, content_kinds=["news"]),
        "ZCWJ": make_planned_column("ZCWJ", name="政策文件", order=2, content_kinds=["document"]),
        "ZCJD": make_planned_column("ZCJD", name="政策解读", order=3, mandatory_for_all=False),
        "ZFWJ": make_planned_column("ZFWJ", name="政府文件", order=4, mandatory_for_all=False),
    }
    columns["ZCJD"].mandatory_for.add(issuer)
    Site.objects.filter(is_default_site=True).update(port=PORT)
    return columns


@pytest.fixture
def plan(shared_plan, own_copy):
    """Two columns for all, one for issuers of documents, one of the portal's own."""
    return own_copy(shared_plan)


@pytest.fixture(scope="module")
def shared_department(shared_plan):
    department = make_department("jiaoyu", site_code="4400990003")
    department.kinds.set(DepartmentKind.objects.filter(code="document-issuer"))
    department.save()
    return department


@pytest.fixture
def department(shared_department, own_copy):
    """A department that issues documents."""
    return own_copy(shared_department)


@pytest.fixture
def built(department):
    """Its site, as the factory leaves it."""
    return build_department_site(department)


@pytest.fixture
def other(plan):
    """A second department with its site, whose affairs are none of the first one's."""
    return build_department_site(make_department("renshe"))


@pytest.fixture
def office(db):
    """Two persons of the supervising office."""
    return make_user("office1", None, Role.SUPERVISOR), make_user("office2", None, Role.SUPERVISOR)
