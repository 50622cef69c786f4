"""The working-day calendar: the State's days, the offices' exceptions, and years that nobody knows."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.organisation.models import CalendarDay, CalendarYear
from cms.workdays import UnknownYear, add_workdays, due_at, is_workday, source, unknown_years, workdays_between

pytestmark = pytest.mark.django_db
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
UNKNOWN = 2031


def day(text):
    return datetime.date.fromisoformat(text)


def enter_year(year=UNKNOWN, days_off=range(1, 8)):
    """The first days of January off, and the year declared complete."""
    for number in days_off:
        CalendarDay.objects.create(day=datetime.date(year, 1, number), is_working=False, reason="元旦")
    entered = CalendarYear(year=year, source="国务院办公厅通知")
    entered.full_clean()
    entered.save()


def test_add_workdays__agrees_with_every_real_deadline(real_workdays):
    cases = real_workdays["deadline_cases"]
    wrong = [case for case in cases if add_workdays(day(case["start"]), case["workdays"]) != day(case["end"])]
    assert len(cases) == 200
    assert wrong == []


def test_workdays_between__counts_every_real_deadline_back(real_workdays):
    cases = real_workdays["deadline_cases"]
    wrong = [case for case in cases if workdays_between(day(case["start"]), day(case["end"])) != case["workdays"]]
    assert wrong == []


def test_is_workday__agrees_with_every_moved_day_of_the_state(real_workdays):
    moved = real_workdays["overrides"]
    assert moved
    assert [each for each in moved if is_workday(day(each["date"])) == each["off"]] == []


@pytest.mark.parametrize(
    ("text", "working"),
    [("2026-10-01", False), ("2026-10-08", True), ("2026-10-10", True), ("2026-10-11", False), ("2026-11-23", True)],
)
def test_is_workday__knows_the_days_that_were_moved(text, working):
    assert is_workday(day(text)) is working


def test_is_workday__takes_a_moment_by_the_clock_of_the_province():
    sunday_evening_in_utc = datetime.datetime(2026, 11, 22, 17, 0, tzinfo=datetime.UTC)
    assert is_workday(sunday_evening_in_utc)


def test_add_workdays__stays_on_the_day_when_the_number_is_nought():
    assert add_workdays(day("2026-11-22"), 0) == day("2026-11-22")


@pytest.mark.parametrize("number", [-1, 1.5, True, "2", None])
def test_add_workdays__refused_when_the_number_is_no_count_of_days(number):
    with pytest.raises(ValueError, match="whole numbers"):
        add_workdays(day("2026-11-20"), number)


@pytest.mark.parametrize("n", [0, 1, 2, 5, 15, 20])
def test_workdays_between__is_the_reverse_of_adding(n):
    start = day("2026-09-24")
    assert workdays_between(start, add_workdays(start, n)) == n
    assert workdays_between(add_workdays(start, n), start) == -n


def test_due_at__ends_with_the_day_on_the_clock_of_the_province():
    late_on_friday = datetime.datetime(2026, 11, 20, 23, 30, tzinfo=SHANGHAI)
    assert due_at(late_on_friday, 2) == datetime.datetime(2026, 11, 24, 23, 59, 59, tzinfo=SHANGHAI)
    assert due_at(late_on_friday.astimezone(datetime.UTC), 2) == due_at(late_on_friday, 2)


def test_exception__turns_a_working_day_into_a_day_off():
    CalendarDay.objects.create(day=day("2026-11-23"), is_working=False, reason="台风停工")
    assert not is_workday(day("2026-11-23"))
    assert add_workdays(day("2026-11-22"), 1) == day("2026-11-24")


def test_exception__turns_a_weekend_into_a_working_day():
    CalendarDay.objects.create(day=day("2026-11-28"), is_working=True, reason="补班")
    assert add_workdays(day("2026-11-27"), 1) == day("2026-11-28")


def test_exception__ends_when_it_is_deleted():
    stored = CalendarDay.objects.create(day=day("2026-11-23"), is_working=False, reason="台风停工")
    assert not is_workday(day("2026-11-23"))
    stored.delete()
    assert is_workday(day("2026-11-23"))


def test_exceptions__read_once_however_many_days_are_counted(django_assert_num_queries):
    source.forget()
    with django_assert_num_queries(1):
        add_workdays(day("2026-01-01"), 200)
        workdays_between(day("2025-01-01"), day("2026-11-01"))


def test_unknown_year__refused_with_a_sentence_and_no_wrong_date():
    for count in (
        lambda: is_workday(datetime.date(UNKNOWN, 1, 4)),
        lambda: add_workdays(day("2026-12-30"), 3),
        lambda: workdays_between(day("2026-12-30"), day("2027-01-05")),
        lambda: due_at(datetime.datetime(2026, 12, 31, 9, tzinfo=SHANGHAI), 1),
    ):
        with pytest.raises(UnknownYear, match="工作日"):
            count()


def test_unknown_year__named_in_the_sentence():
    with pytest.raises(UnknownYear, match="2027"):
        add_workdays(day("2026-12-31"), 1)


def test_known_year__counted_to_its_last_day():
    assert add_workdays(day("2026-12-30"), 1) == day("2026-12-31")


def test_entered_year__counted_with_its_days_off():
    enter_year()
    assert add_workdays(datetime.date(UNKNOWN, 1, 1), 1) == datetime.date(UNKNOWN, 1, 8)
    assert not is_workday(datetime.date(UNKNOWN, 1, 11))
    assert unknown_years(datetime.date(UNKNOWN, 1, 1), datetime.date(UNKNOWN, 12, 31)) == []


def test_enter_year__refused_when_its_days_off_are_missing():
    with pytest.raises(ValidationError) as refusal:
        enter_year(days_off=range(1, 3))
    assert set(refusal.value.message_dict) == {"year"}


def test_enter_year__refused_when_the_state_has_said_it():
    with pytest.raises(ValidationError) as refusal:
        enter_year(2026)
    assert set(refusal.value.message_dict) == {"year"}


def test_unknown_years__lists_what_lies_ahead():
    today = timezone.localdate(datetime.datetime(2026, 12, 1, tzinfo=SHANGHAI))
    assert unknown_years(today, today + datetime.timedelta(days=20)) == []
    assert unknown_years(today, today + datetime.timedelta(days=90)) == [2027]
