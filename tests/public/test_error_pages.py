"""The pages that visitors see when something is refused or fails, and the notice before leaving."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied, server_error

from sites.chrome import build_chrome
from tests.factories import make_site
from tests.public.reading import ask
from tests.services.axe import violations

WIDTHS = (390, 1440)


@pytest.fixture
def request_of_a_visitor(db):
    """A request for the portal."""
    make_site(None)
    request = RequestFactory().get("/zhengwu/", headers={"host": "portal.localhost"})
    request.chrome = build_chrome(request)
    return request


@pytest.fixture
def refused(request_of_a_visitor):
    """403: the page is not for the visitor."""
    response = permission_denied(request_of_a_visitor, PermissionDenied())
    assert response.status_code == 403
    return response.content.decode()


@pytest.fixture
def failed(request_of_a_visitor):
    """500: nothing of the site can be read, so nothing of it is shown."""
    response = server_error(request_of_a_visitor)
    assert response.status_code == 500
    return response.content.decode()


@pytest.fixture
def unproven(db):
    """403: a form without its token."""
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    return response.content.decode()


@pytest.fixture
def leaving(demo):
    """The notice before a site that is no government's."""
    answer = ask(demo.url("/leave/?to=https%3A%2F%2Fwww.example.com%2Fa"))
    assert answer.status == 200
    return answer.text


@pytest.fixture
def error_pages(refused, failed, unproven, leaving):
    return {"403": refused, "500": failed, "403 without token": unproven, "leaving": leaving}


def showing(html):
    """A handler that answers with this page."""
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


def test_error_pages__say_what_happened_and_what_to_do(error_pages):
    assert "不公开" in error_pages["403"]
    assert "过几分钟再试" in error_pages["500"]
    assert "https://www.example.com/a" in error_pages["leaving"]
    for name, html in error_pages.items():
        assert html.count("<h1") == 1, name
        assert "Traceback" not in html
        assert 'href="/"' in html, name


def test_notice__is_refused_when_the_address_is_none(demo):
    for target in ("javascript:alert(1)", "", "//example.com", "ftp://example.com/"):
        assert ask(demo.url(f"/leave/?to={target}")).status == 404, target


@pytest.mark.needs_java
def test_error_pages__hold_no_error_of_html_when_checked(error_pages, html_checker):
    assert html_checker.errors(error_pages) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_error_pages__are_accessible(error_pages, demo, open_page, width):
    page = open_page(width=width)
    found = {}
    for name, html in error_pages.items():
        page.route("**/shown/", showing(html))
        page.goto(demo.url("/shown/"))
        found[name] = violations(page)
        page.unroute("**/shown/")

    assert {name: problems for name, problems in found.items() if problems} == {}
