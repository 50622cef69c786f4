"""The log in the admin: 谁在什么时候批准了什么, for whoever may see the page and for nobody else; as a file."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.approval.log.canonical import FIELDS, hash_of
from cms.approval.models import LogEntry
from cms.approval.release.withdrawal import withdraw
from tests.approval.helpers import decide, submit
from tests.factories import make_article, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(column, people):
    page = submit(make_article(column, "本厅的通知", live=False), people["webmaster"])
    decide(page, people["reviewer"])
    return decide(page, people["signer"])


@pytest.fixture
def foreign(other):
    return make_article(other.column, "财政厅的通知")


def history(page):
    return reverse("approval_page_log", args=[page.pk])


def content(response):
    return b"".join(response.streaming_content).decode()


def test_history__says_who_approved_what_and_when(client, page, people):
    client.force_login(people["webmaster"])
    html = client.get(history(page)).content.decode()
    assert page.title in html
    for person in ("webmaster", "reviewer", "signer"):
        assert str(people[person]) in html
    assert page.first_published_at.astimezone().strftime("%Y-%m-%d") in html


def test_history__marks_what_was_withdrawn_with_its_reason(client, page, people):
    withdraw(page, people["signer"], "数据有误")
    client.force_login(people["reviewer"])
    assert "数据有误" in client.get(history(page)).content.decode()


def test_history__not_found_when_the_page_is_another_departments(client, foreign, people):
    for person in ("webmaster", "reviewer", "signer"):
        client.force_login(people[person])
        response = client.get(history(foreign))
        assert response.status_code == 404
        assert foreign.title not in response.content.decode()


def test_history__open_to_the_supervising_office(client, page, foreign, supervisor):
    client.force_login(supervisor)
    assert client.get(history(page)).status_code == 200
    assert client.get(history(foreign)).status_code == 200


def test_history__says_so_when_the_page_was_never_public(client, column, people):
    draft = make_article(column, live=False)
    client.force_login(people["webmaster"])
    response = client.get(history(draft))
    assert response.status_code == 200
    assert list(response.context["rows"]) == []


def test_list__holds_the_own_sites_entries_only(client, page, foreign, people, other):
    client.force_login(people["reviewer"])
    html = client.get(reverse("approval_log")).content.decode()
    assert page.title in html
    assert foreign.title not in html
    client.force_login(other.reviewer)
    html = client.get(reverse("approval_log")).content.decode()
    assert foreign.title in html
    assert page.title not in html


def test_list__narrowed_by_event_title_and_period(client, page, column, people):
    withdraw(page, people["signer"], "数据有误")
    client.force_login(people["signer"])
    for query, expected in (
        ({"event": "withdrawn"}, ["withdrawn"]),
        ({"title": "本厅"}, ["withdrawn", "published"]),
        ({"title": "本厅", "until": "2011-01-01"}, []),
    ):
        rows = client.get(reverse("approval_log"), query).context["rows"]
        assert [line.event for _site, line in rows] == expected


def test_list__says_beside_the_field_when_the_period_is_none(client, page, people):
    client.force_login(people["signer"])
    response = client.get(reverse("approval_log"), {"since": "2026-02-01", "until": "2026-01-01", "format": "csv"})
    assert response.context["form"].errors["until"]
    assert response.context["rows"]
    assert client.get(reverse("approval_log"), {"since": "gestern"}).context["form"].errors["since"]


def test_list__takes_the_same_number_of_statements_however_many_entries(client, column, people):
    client.force_login(people["signer"])

    def statements():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("approval_log"))
        return len(queries)

    statements()
    few = statements()
    publish(*(make_article(column, live=False) for _ in range(8)))
    assert statements() == few


def test_csv__holds_the_own_sites_entries_in_words(client, page, foreign, people):
    client.force_login(people["signer"])
    response = client.get(reverse("approval_log"), {"format": "csv"})
    text = content(response)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))
    assert any(page.title in row for row in rows)
    assert foreign.title not in text
    assert "attachment" in response["Content-Disposition"]


def test_csv__never_holds_a_formula(client, column, people):
    make_article(column, "=HYPERLINK(0)")
    client.force_login(people["signer"])
    assert ",=HYPERLINK" not in content(client.get(reverse("approval_log"), {"format": "csv"}))


def test_json_lines__suffice_to_compute_the_chain_anew(client, page, people):
    client.force_login(people["signer"])
    text = content(client.get(reverse("approval_log"), {"format": "jsonl"}))
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == LogEntry.objects.filter(chain__key=lines[0]["chain"]).count()
    for line in lines:
        assert hash_of(line["chain"], [line[name] for name in FIELDS]) == line["hash"]
    for before, after in zip(lines, lines[1:], strict=False):
        assert after["previous_hash"] == before["hash"]


def test_export__refused_when_there_is_no_role(client, page, django_user_model):
    stranger = django_user_model.objects.create_user("x", password="x")
    client.force_login(stranger)
    assert client.get(reverse("approval_log"), {"format": "csv"}).status_code in (302, 403, 404)
