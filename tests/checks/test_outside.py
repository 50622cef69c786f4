"""Outside links: asked in the background, politely, within bounds, and never our own network."""

import datetime
import http.client
import socket

import pytest

from cms.approval.checks import outside
from cms.approval.checks.parameters import Parameters
from cms.approval.models import OutsideLink
from tests.approval.helpers import submit
from tests.checks.helpers import check, draft

pytestmark = pytest.mark.django_db


def link(address, words="外站"):
    return {"type": "text", "value": {"text": f'<p><a href="{address}">{words}</a></p>', "align": "start"}}


def found(page):
    return [f.passage for f in check(page) if f.check_code == "outside"]


@pytest.fixture
def hosts(monkeypatch):
    """What hosts answer, instead of the network: statuses by address; what was asked is noted in `asked`."""

    class Hosts(dict):
        asked = []

    hosts = Hosts()
    hosts.asked = []

    def request(method, address, seconds):
        hosts.asked.append((method, address))
        answer = hosts.get(address, 200)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, tuple) else (answer, "")

    monkeypatch.setattr(outside, "_request", request)
    return hosts


@pytest.fixture
def parameters():
    return Parameters(datetime.date(2026, 11, 22))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (200, "works"),
        (404, "gone"),
        (410, "gone"),
        (500, "silent"),
        (403, "works"),
        (socket.gaierror(), "silent"),
        (TimeoutError(), "silent"),
        (http.client.BadStatusLine("x"), "silent"),
    ],
)
def test_ask__tells_what_works_from_what_does_not(hosts, answer, kind):
    hosts["https://a.cn/"] = answer
    assert outside.ask("https://a.cn/", 5).answer == kind


def test_ask__follows_redirects_and_not_for_ever(hosts):
    hosts["https://a.cn/"] = (301, "/b")
    hosts["https://a.cn/b"] = 404
    assert outside.ask("https://a.cn/", 5).answer == "gone"
    hosts["https://a.cn/b"] = (302, "https://a.cn/")
    assert outside.ask("https://a.cn/", 5).answer == "silent"
    assert len(hosts.asked) < 12


def test_ask__asks_for_the_whole_page_when_its_head_is_refused(hosts):
    hosts["https://a.cn/"] = 405
    outside.ask("https://a.cn/", 5)
    assert [method for method, _address in hosts.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("address", "resolved"),
    [
        ("http://intern.cn/", "10.0.0.1"),
        ("http://intern.cn/", "127.0.0.1"),
        ("http://intern.cn/", "169.254.169.254"),
        ("http://intern.cn/", "::1"),
        ("http://intern.cn/", "192.168.1.1"),
        ("http://intern.cn:22/", "93.184.216.34"),
        ("ftp://intern.cn/", "93.184.216.34"),
    ],
)
def test_ask__refused_when_the_address_leads_into_our_own_network(monkeypatch, address, resolved):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", (resolved, 80))])
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("a connection was opened"))
    assert outside.ask(address, 5).answer == "refused"


def test_ask_all__pauses_between_two_pages_of_one_host_and_asks_only_so_many(hosts, parameters):
    addresses = [f"https://a.cn/{number}" for number in range(80)]
    pauses = []
    assert outside.ask_all(addresses, parameters, pause=pauses.append) == parameters["check-link-number"]
    assert pauses == [1.0] * (parameters["check-link-number"] - 1)


def test_ask_all__asks_nothing_that_it_asked_lately(hosts, parameters):
    outside.ask_all(["https://a.cn/"], parameters)
    assert outside.ask_all(["https://a.cn/"], parameters) == 0
    assert len(hosts.asked) == 1


def test_outside_link__found_after_the_background_has_asked(
    column, people, hosts, settings, django_capture_on_commit_callbacks
):
    settings.ASK_OUTSIDE_LINKS = True
    hosts["https://a.cn/weg"] = 404
    page = draft(column, blocks=[link("https://a.cn/weg", "没了"), link("https://b.cn/da", "还在")])
    assert found(page) == []
    with django_capture_on_commit_callbacks(execute=True):
        submit(page, people["webmaster"])
    assert found(page) == ["没了 (https://a.cn/weg)"]
    assert not any(f.is_blocking for f in check(page) if f.check_code == "outside")


def test_outside_links__are_not_asked_when_the_installation_has_no_way_out(column, people, hosts):
    submit(draft(column, "正文。", blocks=[link("https://a.cn/")]), people["webmaster"])
    assert hosts.asked == []
    assert not OutsideLink.objects.exists()
