"""Who reads the audit, and what everyone sees of acts in another department."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.audit.recording import record
from cms.access.grants import grant_sight_of_tree
from cms.organisation.roles import Role
from tests.factories import make_article, make_column, make_department, make_site, make_user, role_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites():
    return {slug: make_site(make_department(slug)) for slug in ("jiaoyu", "caizheng")}


@pytest.fixture
def office():
    """One of the supervising office, who sees every tree."""
    user = make_user("ducha", None, Role.SUPERVISOR)
    grant_sight_of_tree(role_group(Role.SUPERVISOR), Page.objects.get(depth=1))
    return user


@pytest.fixture
def auditor():
    return make_user("shenji", None, Role.AUDITOR)


def read(client, user, **query):
    client.force_login(user)
    return client.get(reverse("audit"), query)


def test_audit__read_whole_by_the_auditor(client, auditor):
    record(Event.GRANTED, target_label="某张卡片")
    assert "某张卡片" in read(client, auditor).content.decode()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR])
def test_audit__not_there_for_who_acts(client, role):
    assert read(client, make_user("other", None, role)).status_code == 404


def test_audit__not_there_for_a_superuser(client):
    assert read(client, make_user("root", is_superuser=True)).status_code == 404


def test_audit__shows_an_administrator_what_others_did_with_the_own_department_and_no_more(client, sites):
    own, foreign = sites["jiaoyu"].department, sites["caizheng"].department
    record(Event.ACTED_ELSEWHERE, department=own, target_label="我们的草稿")
    record(Event.ACTED_ELSEWHERE, department=foreign, target_label="他们的草稿")
    record(Event.ROLE_GIVEN, department=own, target_label="我们的角色")
    text = read(client, make_user("admin", own, Role.ADMINISTRATOR)).content.decode()
    assert "我们的草稿" in text
    assert "他们的草稿" not in text
    assert "我们的角色" not in text


def test_audit__narrowed_by_event_account_and_department(client, auditor, sites):
    record(Event.GRANTED, make_user("zhang"), department=sites["jiaoyu"].department, target_label="甲")
    record(Event.REVOKED, make_user("li"), department=sites["caizheng"].department, target_label="乙")
    for query in ({"event": "granted"}, {"account": "zhang"}, {"department": sites["jiaoyu"].department.name}):
        rows = list(read(client, auditor, **query).context["entries"])
        assert "甲" in {row.target_label for row in rows}
        assert "乙" not in {row.target_label for row in rows}


def test_audit__says_so_when_the_period_ends_before_it_begins(client, auditor):
    response = read(client, auditor, since="2026-05-02", until="2026-05-01")
    assert set(response.context["form"].errors) == {"until"}


def test_export__holds_every_value_that_was_hashed_and_is_recorded_itself(client, auditor):
    record(Event.GRANTED, target_label="=1+1")
    lines = b"".join(read(client, auditor, format="jsonl").streaming_content).decode().splitlines()
    entry = next(each for each in map(json.loads, lines) if each["event"] == "granted")
    assert entry["hash"] == AuditEntry.objects.get(event=Event.GRANTED).hash
    text = b"".join(read(client, auditor, format="csv").streaming_content).decode()
    assert "'=1+1" in text
    assert AuditEntry.objects.filter(event=Event.EXPORTED, account="shenji").count() == 2


def test_audit__statements_do_not_grow_with_entries(client, auditor):
    read(client, auditor)
    counts = []
    for _round in range(2):
        for number in range(10):
            record(Event.GRANTED, target_label=f"第{number}个")
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("audit"))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_draft__reading_recorded_when_the_supervising_office_opens_it(client, sites, office):
    site = sites["jiaoyu"]
    draft = make_article(make_column(site, "GZDT"), "未公开的草稿", live=False)
    client.force_login(office)
    assert client.get(reverse("read_draft", args=[draft.pk])).status_code == 200
    entry = AuditEntry.objects.get(event=Event.READ_ELSEWHERE)
    assert (entry.account, entry.department_id, entry.target_label) == ("ducha", site.department.pk, "未公开的草稿")


def test_draft__reading_not_recorded_when_it_is_public_or_the_own_departments(client, sites, office):
    site = sites["jiaoyu"]
    column = make_column(site, "GZDT")
    public, draft = make_article(column), make_article(column, live=False)
    client.force_login(office)
    client.get(reverse("read_draft", args=[public.pk]))
    client.force_login(make_user("zhang", site.department, Role.WEBMASTER))
    client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert not AuditEntry.objects.filter(event=Event.READ_ELSEWHERE).exists()


def test_act__recorded_when_the_supervising_office_takes_a_departments_page_off(client, sites, office):
    page = make_article(make_column(sites["jiaoyu"], "GZDT"), "要撤下的消息")
    client.force_login(office)
    client.post(reverse("approval_withdraw", args=[page.pk]), {"reason": "内容有误", "notice": "none"})
    entry = AuditEntry.objects.get(event=Event.ACTED_ELSEWHERE)
    assert (entry.department_id, entry.target_label) == (sites["jiaoyu"].department.pk, "要撤下的消息")


def test_draft__shown_as_its_readers_would_see_it_to_the_supervising_office_alone(client, sites, office):
    draft = make_article(make_column(sites["jiaoyu"], "GZDT"), "未公开的草稿", live=False)
    address = reverse("read_draft", args=[draft.pk])
    client.force_login(office)
    assert "未公开的草稿" in client.get(address).content.decode()
    assert address in client.get(reverse("wagtailadmin_explore", args=[draft.get_parent().pk])).content.decode()
    client.force_login(make_user("zhang", sites["caizheng"].department, Role.WEBMASTER))
    assert client.get(address).status_code == 404
