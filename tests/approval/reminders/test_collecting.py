"""Who is reminded of what, and when: at half time, on the day, after it, then the head of the office."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import workdays
from cms.approval.corrections.clock import give_notice
from cms.approval.models import Delegation, Reminder, ReminderChoice, StepClock
from cms.approval.reminders.collecting import collect
from cms.approval.reminders.deadlines import follow_the_calendar
from cms.approval.reminders.stages import office_is_open, stage_reached
from cms.organisation.models import CalendarDay, Threshold
from cms.organisation.roles import Role
from tests.approval.helpers import decide, submit
from tests.approval.reminders.conftest import at, end, waiting
from tests.factories import make_article, make_user

Stage = Reminder.Stage


def said(stage=None):
    """Who was reminded, by name of the account."""
    found = Reminder.objects.filter(stage=stage) if stage else Reminder.objects.all()
    return sorted(found.values_list("user__username", flat=True))


@pytest.mark.parametrize(
    ("due", "now", "stage"),
    [
        (26, 23, None),
        (26, 24, None),
        (25, 24, Stage.HALF),
        (27, 24, None),
        (27, 25, Stage.HALF),
        (26, 25, Stage.HALF),
        (26, 26, Stage.TODAY),
        (26, 27, Stage.AFTER),
        (24, 23, None),
        (24, 24, Stage.TODAY),
        (20, 23, Stage.AFTER),
    ],
)
def test_stage__follows_half_time_the_day_and_what_comes_after(due, now, stage):
    assert stage_reached(at(23, 9), end(due), at(now)) == stage


def test_stage__none_when_no_deadline_is_set():
    assert stage_reached(at(23), None, at(27)) is None


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [(at(23, 8), False), (at(23, 9), True), (at(23, 18), False), (at(22, 10), False), (at(28, 10), False)],
)
def test_office__open_in_working_hours_of_working_days(moment, is_open):
    assert office_is_open(moment) is is_open


def test_collect__reminds_who_can_take_the_step_at_half_time(office, turn_to):
    waiting(office)
    assert collect() == 0
    turn_to(25)
    collect()
    assert said(Stage.HALF) == ["jiaoyu-r", "jiaoyu-r2"]


def test_collect__reminds_on_the_day_and_after_it(office, turn_to):
    waiting(office)
    turn_to(26)
    collect()
    turn_to(27)
    collect()
    assert said(Stage.TODAY) == said(Stage.AFTER) == ["jiaoyu-r", "jiaoyu-r2"]


def test_collect__says_nothing_twice_when_it_is_started_again(office, turn_to):
    waiting(office)
    turn_to(26)
    assert collect() == 2
    turn_to(26, 15)
    assert collect() == 0


def test_collect__says_only_the_latest_when_nothing_ran_for_days(office, turn_to):
    waiting(office)
    turn_to(27)
    collect()
    assert set(Reminder.objects.values_list("stage", flat=True)) == {Stage.AFTER}


def test_collect__keeps_silent_at_night_and_on_days_off(office, turn_to):
    waiting(office, due=27)
    for moment in [(27, 7), (27, 20), (28, 10)]:
        turn_to(*moment)
        assert collect() == 0


def test_collect__leaves_out_who_wrote_the_text(office, turn_to):
    page = make_article(office.column, "两人同写", live=False)
    page.save_revision(user=office.colleague)
    page.get_workflow().start(page, office.webmaster)
    StepClock.objects.update(started_at=at(23), due_at=end(26))
    turn_to(26)
    collect()
    assert said() == ["jiaoyu-r"]


def test_collect__reminds_of_the_next_step_once_the_first_is_taken(office, turn_to):
    page = waiting(office)
    decide(page, office.reviewer)
    StepClock.objects.update(started_at=at(23), due_at=end(26))
    turn_to(26)
    collect()
    assert said() == ["jiaoyu-s"]


def test_collect__reminds_nobody_of_another_department(office, other, turn_to):
    waiting(office)
    turn_to(26)
    collect()
    assert not Reminder.objects.filter(user__department=other.department).exists()


def test_collect__reminds_the_deputy_of_who_is_absent(office, turn_to):
    deputy = make_user("deputy", office.department, email="d@example.org")
    Delegation.objects.create(
        absent=office.reviewer,
        deputy=deputy,
        first_day=datetime.date(2026, 11, 20),
        last_day=datetime.date(2026, 11, 30),
        reason="休假",
    )
    waiting(office)
    turn_to(26)
    collect()
    assert "deputy" in said(Stage.TODAY)


def test_collect__leaves_out_closed_accounts(office, turn_to):
    office.colleague.is_active = False
    office.colleague.save()
    waiting(office)
    turn_to(26)
    collect()
    assert said() == ["jiaoyu-r"]


def test_half_time__left_out_for_who_does_not_want_it(office, turn_to):
    ReminderChoice.objects.create(user=office.reviewer, half_time=False)
    waiting(office)
    turn_to(25)
    collect()
    assert said() == ["jiaoyu-r2"]


def test_urgent__said_at_once_at_any_hour(office, turn_to):
    waiting(office, urgent=True)
    turn_to(23, 22)
    collect()
    assert said(Stage.URGENT) == ["jiaoyu-r", "jiaoyu-r2"]


def test_escalation__tells_the_head_of_the_office_two_working_days_after(office, turn_to):
    waiting(office, due=24)
    turn_to(25)
    collect()
    assert said(Stage.ESCALATED) == []
    turn_to(26)
    collect()
    assert said(Stage.ESCALATED) == ["jiaoyu-head"]


def test_escalation__follows_the_threshold(office, turn_to):
    Threshold.objects.create(
        code="reminder-escalation", name="上报", value=1, unit="working_day", effective_from=datetime.date(2026, 1, 1)
    )
    waiting(office, due=24)
    turn_to(25)
    collect()
    assert said(Stage.ESCALATED) == ["jiaoyu-head"]


def test_escalation__goes_to_the_supervising_office_when_no_head_is_named(other, supervisor, turn_to):
    waiting(other, due=24)
    turn_to(26)
    collect()
    assert said(Stage.ESCALATED) == ["office"]


def test_group_without_members__said_to_the_supervising_office_at_once(office, supervisor, caplog):
    page = waiting(office)
    office.reviewer.groups.clear()
    office.colleague.groups.clear()
    collect()
    assert said(Stage.NOBODY) == ["office"]
    assert "开学通知" in caplog.text
    assert page.current_workflow_state


def test_group_without_other_members__said_to_the_supervising_office(office, supervisor):
    office.colleague.groups.clear()
    page = make_article(office.column, "一人写", live=False)
    page.save_revision(user=office.reviewer)
    page.get_workflow().start(page, office.webmaster)
    collect()
    assert said(Stage.NOBODY) == ["office"]


def test_deadline_before_its_beginning__logged_and_treated_as_overdue(office, caplog):
    waiting(office, due=20)
    collect()
    assert said(Stage.AFTER) == ["jiaoyu-r", "jiaoyu-r2"]
    assert "before its beginning" in caplog.text


def test_deadline_not_set__reminds_nobody_and_breaks_nothing(office, other, turn_to):
    waiting(office, due=None)
    waiting(other, due=26)
    turn_to(26)
    collect()
    assert said() == ["caizheng-r", "caizheng-r2"]


def test_deleted_account__leaves_the_rest_of_the_running_procedure_in_peace(office, turn_to):
    page = waiting(office)
    submitter = make_user("gone", office.department, Role.WEBMASTER)
    page.current_workflow_state.__class__.objects.filter(pk=page.current_workflow_state.pk).update(
        requested_by=submitter
    )
    submitter.delete()
    turn_to(26)
    collect()
    assert said() == ["jiaoyu-r", "jiaoyu-r2"]


def test_correction__reminds_the_webmaster_and_tells_the_head(office, turn_to):
    give_notice(make_article(office.column, "办事时间"), office.webmaster, "已改")
    for day in (24, 25, 26, 27):
        turn_to(day)
        collect()
    assert said(Stage.HALF) == said(Stage.TODAY) == said(Stage.AFTER) == ["jiaoyu-w"]
    assert said(Stage.ESCALATED) == ["jiaoyu-head"]


def test_decided__is_no_longer_current(office, turn_to):
    page = waiting(office)
    turn_to(26)
    collect()
    decide(page, office.reviewer)
    assert not Reminder.objects.current().exists()


def test_collect__takes_the_same_statements_at_any_number(office, supervisor, turn_to):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            collect()
        return len(queries)

    waiting(office)
    give_notice(make_article(office.column), office.webmaster, "已改")
    turn_to(26)
    collect()
    Reminder.objects.all().delete()
    few = statements()
    turn_to(23)
    for number in range(6):
        waiting(office, f"第{number}篇")
        give_notice(make_article(office.column), office.webmaster, "已改")
    Group.objects.create(name="无关")
    turn_to(26)
    Reminder.objects.all().delete()
    assert statements() == few


def test_missing_deadline__counted_once_the_calendar_is_entered(office, monkeypatch):
    monkeypatch.setattr("cms.workdays.STATE_YEARS", range(2004, 2026))
    submit(make_article(office.column, "跨年的通知", live=False), office.webmaster)
    assert StepClock.objects.get().due_at is None
    assert follow_the_calendar() == 0
    monkeypatch.setattr("cms.workdays.STATE_YEARS", range(2004, 2027))
    assert follow_the_calendar() == 1
    assert StepClock.objects.get().due_at == end(24)


def test_deadline__follows_the_calendar_when_a_day_off_is_entered(office):
    submit(make_article(office.column, "台风停工前的通知", live=False), office.webmaster)
    assert StepClock.objects.get().due_at == end(24)
    CalendarDay.objects.create(day=datetime.date(2026, 11, 24), is_working=False, reason="台风停工")
    workdays.source.forget()
    assert follow_the_calendar() == 1
    assert StepClock.objects.get().due_at == end(25)
    assert follow_the_calendar() == 0
