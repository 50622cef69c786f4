"""Two working days for what changed at its source (plan §3): what begins the clock, what ends it, kept or missed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.approval.corrections.clock import give_notice, set_aside, settle
from cms.approval.models import Correction
from cms.approval.release.withdrawal import withdraw
from cms.content.models import ArticlePage
from cms.jobs.registry import registry
from cms.organisation.models import CalendarDay, Threshold
from tests.approval.corrections.conftest import at
from tests.approval.helpers import decide
from tests.factories import make_article, make_user

END = datetime.time(23, 59, 59)


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)


def edit(page, user=None, **values):
    """A draft is saved with other words."""
    page = fresh(page).get_latest_revision_as_object()
    for name, value in (values or {"summary": "改为每周一至周五"}).items():
        setattr(page, name, value)
    return page.save_revision(user=user)


def outcome(correction=None):
    return Correction.objects.with_outcome().get(**({"pk": correction.pk} if correction else {})).outcome


def publish_corrected(office, **values):
    """The webmaster corrects, two others approve."""
    edit(office.page, office.webmaster, **values)
    page = fresh(office.page)
    page.get_workflow().start(page, office.webmaster)
    decide(page, office.reviewer)
    return decide(page, office.signer)


def test_edit_begun__starts_the_clock_when_the_page_is_public(office):
    edit(office.page, office.webmaster)
    correction = Correction.objects.get()
    assert correction.cause == Correction.Cause.EDIT
    assert correction.department == office.department
    assert correction.opened_by == office.webmaster
    assert correction.due_at == datetime.datetime.combine(at(25), END, at(25).tzinfo)


def test_edit_begun__starts_nothing_when_the_page_is_a_draft(office):
    edit(make_article(office.column, "草稿", live=False))
    assert not Correction.objects.exists()


def test_edit_begun__starts_nothing_when_nothing_was_changed(office):
    fresh(office.page).save_revision(user=office.webmaster)
    assert not Correction.objects.exists()


def test_edit_begun__runs_one_clock_however_often_the_draft_is_saved(office, turn_to):
    edit(office.page)
    turn_to(24)
    edit(office.page, summary="改为周末不办公")
    assert Correction.objects.get().changed_on == datetime.date(2026, 11, 23)


def test_edit_begun__runs_no_second_clock_when_a_notice_is_open(office):
    give_notice(fresh(office.page), office.webmaster, "办公时间已改")
    edit(office.page)
    assert Correction.objects.get().cause == Correction.Cause.NOTICE


def test_edit_begun__seen_when_a_saved_draft_is_rewritten_in_place(office):
    revision = fresh(office.page).save_revision(user=office.webmaster)
    page = fresh(office.page).get_latest_revision_as_object()
    page.summary = "改为每周一至周五"
    page.save_revision(user=office.webmaster, overwrite_revision=revision)
    assert Correction.objects.get().cause == Correction.Cause.EDIT


def test_edit_begun__costs_one_statement_more_when_the_clock_runs(office, django_assert_max_num_queries):
    edit(office.page)
    page = fresh(office.page).get_latest_revision_as_object()
    page.summary = "再改"
    with django_assert_max_num_queries(60) as context:
        page.save_revision()
    assert sum("approval_correction" in query["sql"] for query in context.captured_queries) == 1


def test_notice__starts_the_clock_on_the_day_of_the_change(office, turn_to):
    turn_to(24)
    correction = give_notice(fresh(office.page), office.webmaster, "电话已改", datetime.date(2026, 11, 20))
    assert correction.due_at.astimezone(at(24).tzinfo).date() == datetime.date(2026, 11, 24)
    assert outcome() == "open"


def test_notice__counted_as_overdue_and_logged_when_its_deadline_has_passed(office, caplog):
    give_notice(fresh(office.page), office.webmaster, "电话早已改", datetime.date(2026, 11, 2))
    assert outcome() == "overdue"
    assert "before it was reported" in caplog.text


def test_notice__refused_when_the_person_is_of_another_department(office, other):
    with pytest.raises(PermissionDenied):
        give_notice(fresh(office.page), other.webmaster, "电话已改")
    assert not Correction.objects.exists()


def test_notice__refused_when_the_page_is_a_draft(office):
    with pytest.raises(PermissionDenied):
        give_notice(make_article(office.column, live=False), office.webmaster, "电话已改")


def test_limit__comes_from_the_threshold_in_force(office):
    Threshold.objects.create(
        code="clock-source-replaced", name="期限", value=5, unit="working_day", effective_from=datetime.date(2026, 1, 1)
    )
    edit(office.page)
    assert Correction.objects.get().due_at.astimezone(at(24).tzinfo).date() == datetime.date(2026, 11, 30)


def test_publication__keeps_the_clock_when_it_is_in_time(office, turn_to):
    correction = give_notice(fresh(office.page), office.webmaster, "办公时间已改")
    turn_to(25, 22)
    page = publish_corrected(office)
    correction.refresh_from_db()
    assert correction.closing == Correction.Closing.PUBLISHED
    assert correction.revision_id == page.live_revision_id
    assert outcome() == "kept"


def test_publication__misses_the_clock_when_it_is_late(office, turn_to):
    edit(office.page, office.webmaster)
    turn_to(26, 0)
    assert outcome() == "overdue"
    publish_corrected(office, summary="改为全年无休")
    assert outcome() == "missed"


def test_publication__leaves_the_clock_running_when_the_text_was_written_before_the_notice(office, turn_to):
    edit(office.page, office.webmaster)
    page = fresh(office.page)
    page.get_workflow().start(page, office.webmaster)
    turn_to(24)
    notice = give_notice(fresh(office.page), office.webmaster, "又改了")
    decide(page, office.reviewer)
    decide(page, office.signer)
    assert outcome(notice) == "open"
    assert Correction.objects.open().get() == notice


def test_publication__closes_nothing_of_another_page(office, other):
    edit(other.page)
    publish_corrected(office)
    assert Correction.objects.open().get().department == other.department


def test_withdrawal__ends_the_clock(office, turn_to):
    edit(office.page)
    turn_to(24)
    withdraw(Page.objects.get(pk=office.page.pk), office.signer, "内容有误")
    assert Correction.objects.get().closing == Correction.Closing.TAKEN_OFF
    assert outcome() == "kept"


def test_withdrawal_of_a_column__ends_the_clocks_below_it_at_its_moment(office, turn_to):
    edit(office.page)
    turn_to(24)
    withdraw(Page.objects.get(pk=office.column.pk), office.signer, "栏目调整")
    turn_to(27)
    registry.get("approval.settle_corrections").function()
    assert Correction.objects.get().closed_at == at(24)
    assert outcome() == "kept"


def test_set_aside__recorded_with_person_and_reason(office):
    edit(office.page)
    correction = Correction.objects.get()
    set_aside(correction, office.reviewer, "仅为试改，内容无变化")
    assert (correction.closed_by, correction.closing_note) == (office.reviewer, "仅为试改，内容无变化")
    assert outcome() == "set_aside"


def test_set_aside__refused_when_the_person_is_the_webmaster_or_of_another_department(office, other):
    edit(office.page)
    for person in (office.webmaster, other.reviewer, make_user("root", is_superuser=True)):
        with pytest.raises(PermissionDenied):
            set_aside(Correction.objects.get(), person, "理由")
    assert Correction.objects.open().exists()


def test_set_aside__refused_when_no_reason_is_given(office):
    edit(office.page)
    with pytest.raises(ValueError, match="reason"):
        set_aside(Correction.objects.get(), office.reviewer, " ")


def test_set_aside__refused_when_it_is_closed(office):
    publish_corrected(office)
    with pytest.raises(PermissionDenied):
        set_aside(Correction.objects.get(), office.reviewer, "理由")
    assert outcome() == "kept"


def test_settle__moves_open_deadlines_when_the_calendar_changes(office):
    edit(office.page)
    CalendarDay.objects.create(day=datetime.date(2026, 11, 24), is_working=False, reason="台风停工")
    assert settle() == (0, 1)
    assert Correction.objects.get().due_at.astimezone(at(24).tzinfo).date() == datetime.date(2026, 11, 26)


def test_settle__takes_the_same_statements_at_any_number(office):
    def corrections(number):
        for each in range(number):
            page = make_article(office.column, f"第{each}页")
            give_notice(page, office.webmaster, "已改")
        withdraw(Page.objects.get(pk=page.pk), office.signer, "停用")
        Correction.objects.filter(page=page.pk).update(closed_at=None, closing="")
        CalendarDay.objects.update_or_create(
            day=datetime.date(2026, 11, 24), defaults={"is_working": False, "reason": f"{number}"}
        )
        Correction.objects.open().update(due_at=at(30))

    def statements():
        with CaptureQueriesContext(connection) as queries:
            settle()
        return len(queries)

    corrections(2)
    few = statements()
    corrections(8)
    assert statements() == few
    assert not Correction.objects.filter(due_at=at(30)).exclude(closing=Correction.Closing.TAKEN_OFF).exists()


def test_year_without_data__leaves_the_deadline_open_and_says_so(office, caplog, monkeypatch):
    correction = give_notice(fresh(office.page), office.webmaster, "已改")
    monkeypatch.setattr("cms.workdays.STATE_YEARS", range(2004, 2026))
    edited = make_article(office.column, "另一页")
    edit(edited)
    assert Correction.objects.get(page=edited.pk).due_at is None
    assert "2026" in caplog.text
    assert Correction.objects.with_outcome().get(page=edited.pk).outcome == "open"
    monkeypatch.undo()
    assert correction.due_at


def test_year_without_data__counted_once_it_is_entered(office, monkeypatch):
    give_notice(fresh(office.page), office.webmaster, "已改")
    Correction.objects.update(due_at=None)
    settle()
    assert Correction.objects.get().due_at


def test_edit_begun__set_aside_when_it_was_undone(office):
    before = office.page.summary
    edit(office.page, office.webmaster)
    edit(office.page, office.webmaster, summary=before)
    assert outcome() == Correction.Outcome.SET_ASIDE


def test_notice__stays_open_when_an_edit_was_undone(office):
    before = office.page.summary
    give_notice(office.page, office.webmaster, "已改")
    edit(office.page, office.webmaster)
    edit(office.page, office.webmaster, summary=before)
    assert outcome() == Correction.Outcome.OPEN
