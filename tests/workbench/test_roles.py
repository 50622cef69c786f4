"""Each role opens on its own page, and its menu holds what the role may do."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.content.models import ContentPage
from cms.jobs.models import PeriodicRun
from cms.organisation.models import PlannedColumn
from cms.organisation.roles import DEPARTMENT_ROLES, Role
from cms.triggers.installing import lifted
from home.models import Pick
from tests.factories import make_article, make_column, make_department, make_site, make_user

pytestmark = pytest.mark.django_db


def start_page(client, user):
    client.force_login(user)
    return BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")


def rows(client, user, heading):
    """The rows of the panel of that heading; none where it does not appear."""
    for panel in start_page(client, user).select("section.w-panel--dashboard"):
        if panel.h2.get_text(strip=True) == gettext(heading):
            return [" ".join(row.get_text(" ", strip=True).split()) for row in panel.select("li")]
    return []


@pytest.fixture
def site():
    return make_site(make_department("jiaoyu"))


@pytest.fixture
def webmaster(site):
    return make_user("caibian", site.department, Role.WEBMASTER)


AGEING = "Columns to fill or to refresh"


def test_webmaster__finds_blank_and_ageing_columns_of_the_own_site(client, site, webmaster):
    make_column(make_site(make_department("caizheng")), "ZCWJ", title="别厅空栏目")
    blank, old, fresh = (make_column(site, code, title=title) for code, title in CODES)
    PlannedColumn.objects.update(update_days=14)
    for column in (old, fresh):
        make_article(column)
    with lifted():
        ContentPage.objects.filter(column=old).update(listed_at=timezone.now() - timedelta(days=30))
    found = rows(client, webmaster, AGEING)
    assert len(found) == 2
    assert any(blank.title in row and gettext("Blank") in row for row in found)
    assert any(old.title in row for row in found)


CODES = (("ZCWJ", "空栏目"), ("GZDT", "旧栏目"), ("TZGG", "新栏目"))


def test_webmaster__reads_what_the_portal_did_with_the_own_pages(client, site, webmaster, portal_column):
    page = make_article(make_column(site, "GZDT"), "开学第一课")
    Pick.objects.create(
        page=page, column=portal_column, decision="refused", reason="与本栏目无关", decided_at=timezone.now()
    )
    (row,) = rows(client, webmaster, "Your pages on the portal")
    assert "开学第一课" in row
    assert "与本栏目无关" in row
    other = make_user("other", make_department("caizheng"), Role.WEBMASTER)
    assert rows(client, other, "Your pages on the portal") == []


def test_portal_editor__finds_offers_and_pins_that_end(client, site, portal_column):
    column = make_column(site, "GZDT")
    offered, pinned = make_article(column, "报送稿"), make_article(column, "置顶稿")
    Pick.objects.create(page=offered, column=portal_column, offered_at=timezone.now())
    until = timezone.localdate() + timedelta(days=2)
    Pick.objects.create(page=pinned, column=portal_column, decision="adopted", pin_order=1, pinned_until=until)
    editor = make_user("menhu", None, Role.PORTAL_EDITOR)
    assert portal_column.title in rows(client, editor, "Offered to the portal")[0]
    assert "置顶稿" in rows(client, editor, "Soon no longer at the top")[0]


def test_supervising_office__finds_all_sites_by_state(client):
    make_department("caizheng")
    office = make_user("ducha", None, Role.SUPERVISOR)
    assert rows(client, office, "Department sites by state")
    assert rows(client, make_user("menhu", None, Role.PORTAL_EDITOR), "Department sites by state") == []


def test_auditor__finds_what_stands_out(client):
    record(Event.SIGN_IN_FAILED, target_label="nobody")
    found = rows(client, make_user("shenji", None, Role.AUDITOR), "Since yesterday")
    assert any(gettext("Sign-in failed") in row for row in found)
    assert rows(client, make_user("ducha", None, Role.SUPERVISOR), "Since yesterday") == []


def test_administrator__finds_what_others_did_in_the_own_department(client, site):
    record(Event.ACTED_ELSEWHERE, make_user("ducha"), department=site.department, target_label="被改的稿")
    own = make_user("a", site.department, Role.ADMINISTRATOR)
    other = make_user("b", make_department("kj"), Role.ADMINISTRATOR)
    assert "被改的稿" in rows(client, own, "What others did in your department")[0]
    assert rows(client, other, "What others did in your department") == []


def test_system_administrator__finds_jobs_that_fail(client):
    now = timezone.now()
    PeriodicRun.objects.create(name="approval.remind", due_at=now, failed_at=now, error="邮件服务器")
    user = make_user("xitong", None, Role.SYSTEM_ADMINISTRATOR)
    (row,) = rows(client, user, "Work behind the scenes that fails")
    assert "邮件服务器" in row
    assert "待办提醒" in row
    assert "待办提醒" in client.get(reverse("system_jobs")).content.decode()
    client.force_login(make_user("anquan", None, Role.SECURITY_ADMINISTRATOR))
    assert client.get(reverse("system_jobs")).status_code == 404


def test_desk__says_so_when_nothing_waits(client):
    user = make_user("xitong", None, Role.SYSTEM_ADMINISTRATOR)
    assert "暂无待办事项" in start_page(client, user).get_text()


def menu(client, user):
    """Every address of the sidebar."""
    props = start_page(client, user).select_one("#wagtail-sidebar-props").string

    def addresses(value):
        if isinstance(value, dict):
            if isinstance(value.get("url"), str):
                yield value["url"]
            for each in value.values():
                yield from addresses(each)
        elif isinstance(value, list):
            for each in value:
                yield from addresses(each)

    return {url.split("?")[0] for url in addresses(json.loads(props)) if url.startswith("/admin/")}


@pytest.mark.parametrize("role", list(Role))
def test_menu__leads_only_where_the_role_may_go(client, site, role):
    user = make_user("somebody", site.department if role in DEPARTMENT_ROLES else None, role)
    addresses = menu(client, user) - {reverse("wagtailadmin_logout")}
    assert [url for url in sorted(addresses) if turned_away(client, url)] == []


def turned_away(client, url):
    """Whether the address refuses, or leads back to the start page with a message."""
    response = client.get(url, follow=True)
    return response.status_code != 200 or response.request["PATH_INFO"] == reverse("wagtailadmin_home") != url
