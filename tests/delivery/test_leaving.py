"""The notice before leaving for a site that is no government's."""

import pytest
from django.template import Context, Template

from tests.factories import make_department, make_site

pytestmark = pytest.mark.django_db

HOST = {"host": "jiaoyu.localhost"}


@pytest.fixture(autouse=True)
def site():
    return make_site(make_department("jiaoyu"))


def rendered(address):
    return Template("{% load leaving %}{{ address|outbound }}").render(Context({"address": address}))


@pytest.mark.parametrize(
    "address", ["https://www.gd.gov.cn/x", "http://gov.cn/", "http://jiaoyu.localhost/zcwj/", "/zcwj/"]
)
def test_link__leads_straight_there_when_address_is_a_governments_or_ours(address):
    assert rendered(address) == address


@pytest.mark.parametrize("address", ["https://example.com/a?b=c", "https://gov.cn.example.com/", "https://xgov.cn/"])
def test_link__passes_the_notice_when_address_is_anothers(address):
    assert rendered(address).startswith("/leave/?to=https%3A")


def test_notice__shows_the_address_and_sends_nobody_away(client):
    response = client.get("/leave/", {"to": "https://example.com/a"}, headers=HOST)
    assert response.status_code == 200
    assert 'href="https://example.com/a"' in response.content.decode()


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "data:text/html,x", "//example.com", "http://["])
def test_notice__not_found_when_address_is_none(client, address):
    assert client.get("/leave/", {"to": address}, headers=HOST).status_code == 404
