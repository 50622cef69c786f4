"""Each role's desk: at most five panels, what is due first on top, every row one click from the doing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from cms.approval.batches.course import add_to_batch, close_batch, open_batch
from cms.approval.corrections.clock import give_notice
from cms.approval.models import Batch, Delegation, Forwarding
from cms.approval.models.procedure import StepClock
from cms.approval.models.text import TextProposal
from cms.organisation.roles import Role
from cms.workbench import registry
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import MOST_PANELS, desk_of
from tests.approval.helpers import clear, decide, submit
from tests.approval.many import multiply_waiting
from tests.factories import make_article, make_document, make_user

pytestmark = pytest.mark.django_db

HOME = "wagtailadmin_home"
WAITING, RETURNED, UNDER_WAY = "Waits for your decision", "Returned to you", "Handed in, not decided yet"


def row_of(found, heading, title):
    """The row of a title in a panel."""
    [row] = [row for row in found[gettext(heading)] if title in row.get_text()]
    return row


def action(row):
    """What the row says to do next, and where that leads."""
    link = row.select_one("a.desk-rows__action")
    return link.get_text(strip=True), link["href"]


@pytest.fixture
def waiting(column, office):
    return submit(make_document(column, "开学办法", live=False), office["webmaster"])


@pytest.mark.parametrize("role", ["reviewer", "second", "secrecy", "signer"])
def test_decider__finds_the_text_when_its_step_is_theirs(desk, waiting, office, role):
    page = waiting
    for before in ("reviewer", "second", "secrecy", "signer"):
        if before == role:
            break
        page = clear(page, office["secrecy"]) if before == "secrecy" else decide(page, office[before])
    others = {"reviewer", "second", "secrecy", "signer", "superuser"} - {role}
    assert [name for name in others if gettext(WAITING) in desk(office[name])] == []
    row = row_of(desk(office[role]), WAITING, "开学办法")
    assert action(row) == (gettext("Decide"), reverse("approval_step", args=[page.pk]))


def test_webmaster__corrects_what_came_back_by_one_click(desk, waiting, office):
    decide(waiting, office["reviewer"], "reject", "缺少附件")
    row = row_of(desk(office["webmaster"]), RETURNED, "开学办法")
    assert "缺少附件" in row.get_text()
    assert action(row) == (gettext("Correct"), reverse("wagtailadmin_pages:edit", args=[waiting.pk]))


def test_webmaster__sees_with_whom_a_text_is_and_when_it_is_due(desk, waiting, office):
    row = row_of(desk(office["webmaster"]), UNDER_WAY, "开学办法")
    assert waiting.current_workflow_task.specific.get_step_display() in row.get_text()
    assert "个工作日" in row.select_one(".desk-rows__due").get_text()
    assert action(row)[1] == reverse("approval_step", args=[waiting.pk])


def test_decider__finds_the_batch_that_waits(desk, column, office):
    batch = open_batch(Batch.Kind.IMPORT, "第一批旧稿", office["webmaster"])
    add_to_batch(batch, [make_article(column, live=False)])
    close_batch(batch)
    row = row_of(desk(office["reviewer"]), WAITING, "第一批旧稿")
    assert action(row) == (gettext("Decide"), reverse("approval_batch", args=[batch.pk]))


def test_correction__stands_on_the_desk_with_its_deadline(desk, column, office):
    page = make_article(column, "收费标准")
    correction = give_notice(page, office["webmaster"], "收费标准已调整")
    row = row_of(desk(office["webmaster"]), "Corrections to publish", "收费标准")
    assert action(row)[1] == reverse("approval_correction", args=[correction.pk])
    assert "个工作日" in row.select_one(".desk-rows__due").get_text()


def test_desk__says_how_much_more_waits_than_it_shows(desk, waiting, office):
    multiply_waiting(waiting, 20)
    client_rows = desk(office["reviewer"])[gettext(WAITING)]
    assert len(client_rows) == 8


def test_desk__takes_the_same_statements_when_two_hundred_texts_wait(client, waiting, office):
    def statements(person):
        client.force_login(office[person])
        client.get(reverse(HOME))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(HOME))
        return len(queries)

    multiply_waiting(waiting, 20)
    few = {person: statements(person) for person in ("reviewer", "webmaster")}
    multiply_waiting(waiting, 200)
    assert {person: statements(person) for person in few} == few


def test_desk__never_holds_what_belongs_to_another_department(client, waiting, office, other):
    foreign = submit(make_article(other.column, "财政通知", live=False), other.webmaster)
    batch = open_batch(Batch.Kind.IMPORT, "财政旧稿", other.webmaster)
    add_to_batch(batch, [make_article(other.column, "财政旧闻", live=False)])
    close_batch(batch)
    decide(waiting, office["reviewer"], "reject", "缺少附件")
    for person in office.values():
        client.force_login(person)
        html = client.get(reverse(HOME)).content.decode()
        assert [word for word in (foreign.title, batch.title) if word in html] == []
    for person in (other.webmaster, other.reviewer, other.signer):
        client.force_login(person)
        assert "开学办法" not in client.get(reverse(HOME)).content.decode()


def test_supervisor__sees_no_departments_queue(desk, waiting, office):
    assert gettext(WAITING) not in desk(make_user("ducha", None, Role.SUPERVISOR))


def test_desk__asks_for_queues_only_where_the_role_has_one(client, waiting, office):
    queues = {Forwarding._meta.db_table, Delegation._meta.db_table, TextProposal._meta.db_table}

    def asked(person):
        client.force_login(office[person])
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(HOME))
        return {table for table in queues if any(f'"{table}"' in query["sql"] for query in queries)}

    assert asked("reviewer") == queues
    assert asked("webmaster") == set()


def test_texts__come_in_the_order_in_which_they_are_due(desk, column, office):
    now = timezone.now()
    for title, days in (("后到期", 9), ("已超期", -9), ("先到期", 2)):
        page = submit(make_article(column, title, live=False), office["webmaster"])
        clock = StepClock.objects.filter(task_state=page.current_workflow_task_state)
        clock.update(due_at=now + timedelta(days=days))
    rows = desk(office["reviewer"])[gettext(WAITING)]
    assert [row.select_one(".desk-rows__title").get_text() for row in rows] == ["已超期", "先到期", "后到期"]
    assert [bool(row.select("[class$='--late']")) or "desk-rows__row--late" in row["class"] for row in rows] == [
        True,
        False,
        False,
    ]


# --- the panels of any concern

NOW = timezone.now()


def panel(name, due_at=None, importance=50, rows=1):
    """A class of panels with some rows."""

    class Some(DeskPanel):
        def load(self):
            self.rows = [DeskRow(name, "/", "…", due_at=due_at)] * rows

    Some.name, Some.importance = name, importance
    return Some


@pytest.fixture
def laid(monkeypatch):
    """Names of the panels that are laid on a desk when these classes are registered."""

    def laid(*classes):
        monkeypatch.setattr(registry, "_panels", list(classes))
        return [panel.name for panel in desk_of(None)]

    return laid


def test_panels__are_at_most_five(laid):
    assert len(laid(*(panel(str(number)) for number in range(9)))) == MOST_PANELS == 5


def test_panels__come_by_what_is_due_and_then_by_importance(laid):
    late, soon = (panel(name, NOW + timedelta(days=days)) for name, days in (("late", 5), ("soon", 1)))
    assert laid(panel("b"), late, panel("a", importance=1), soon) == ["soon", "late", "a", "b"]


def test_panels__are_left_out_when_they_are_empty(laid):
    assert laid(panel("empty", rows=0), panel("full")) == ["full"]


def test_panels__of_others_are_not_even_read(client, monkeypatch, office):
    loaded = []

    class ForTheSigner(DeskPanel):
        name = heading = "只给签发人"

        def is_for_reader(self):
            return self.request.user == office["signer"]

        def load(self):
            loaded.append(self.request.user)
            self.rows = [DeskRow("待签发目录", "/", "…")]

    monkeypatch.setattr(registry, "_panels", [*registry._panels, ForTheSigner])
    found = {}
    for name, person in office.items():
        client.force_login(person)
        found[name] = "待签发目录" in client.get(reverse(HOME)).content.decode()
    assert [name for name, is_shown in found.items() if is_shown] == ["signer"]
    assert loaded == [office["signer"]]
