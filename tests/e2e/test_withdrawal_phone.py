"""A signer takes a page off from a telephone, without a script: from the page itself, and from the explorer."""

import pytest
from django.urls import reverse

from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from tests.e2e.people import Person, ensure_roots, label
from tests.factories import make_article, make_column, make_department, make_site, make_user

HOST = "jiaoyu"


@pytest.fixture
def installation(live_sites):
    ensure_roots()
    site = make_site(make_department(HOST))
    site.column = make_column(site, "GZDT")
    site.signer = make_user("s", site.department, Role.SIGNER)
    site.pages = [make_article(site.column, title) for title in ("有误的通知", "另一条通知")]
    live_sites.refresh()
    return site


class DepartmentPhone(Person):
    """Somebody who signed in on the department's own host, on a telephone, with scripts switched off."""

    def __init__(self, tab, sites, user):
        self.host_sites = sites
        super().__init__(tab, self, user)

    def url(self, path="/", hostname=None):
        """Addresses of the department's host."""
        return self.host_sites.department_url(HOST, path)


@pytest.fixture
def phone(open_page, live_sites, installation):
    return DepartmentPhone(open_page(width=390, height=800, javascript=False), live_sites, installation.signer)


def finish(phone):
    """Give the reason, tell the public, and press the button, all of it within the width of the screen."""
    tab = phone.tab
    tab.locator("[name=reason]").fill("数据有误")
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 390
    tab.locator("[name=notice]").check()
    button = tab.get_by_role("button", name=label("Withdraw now"))
    assert button.bounding_box()["height"] >= 30
    button.click()


def test_withdrawal__takes_one_step_from_the_page_itself(phone, installation, open_page):
    page = installation.pages[0]
    phone.open(page.public_url)
    phone.tab.get_by_role("link", name=label("Withdraw this page")).click()
    finish(phone)
    assert not ArticlePage.objects.get(pk=page.pk).live
    visitor = open_page(width=390)
    response = visitor.goto(page.public_url)
    assert response.status == 410
    assert visitor.get_by_role("heading", name=label("This page was withdrawn")).count() == 1
    assert page.title not in visitor.locator("main").inner_text()


def test_withdrawal__takes_one_step_from_the_explorer(phone, installation):
    page = installation.pages[1]
    phone.open(reverse("wagtailadmin_explore", args=[installation.column.pk]))
    phone.tab.locator(f"a[href*='{reverse('approval_withdraw', args=[page.pk])}']").first.click()
    finish(phone)
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert ArticlePage.objects.get(pk=installation.pages[0].pk).live
