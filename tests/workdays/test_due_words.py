"""Deadlines in words."""

import datetime

import pytest
from django.template import engines
from django.utils import translation

from cms.templatetags.due import due_state, due_words

pytestmark = pytest.mark.django_db
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def at(day, hour=10, minute=0):
    """A moment of November 2026: the 20th is a Friday."""
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def end(day):
    return datetime.datetime(2026, 11, day, 23, 59, 59, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("due", "now", "words"),
    [
        (end(24), at(23), "还剩 1 个工作日"),
        (end(25), at(23), "还剩 2 个工作日"),
        (end(23), at(20), "还剩 1 个工作日"),
        (end(23), at(22), "还剩 1 个工作日"),
        (end(23), at(23), "今天到期"),
        (end(23), at(23, 23, 59), "今天到期"),
        (end(23), at(24), "已超期 1 个工作日"),
        (end(20), at(24), "已超期 2 个工作日"),
        (end(20), at(21), "已超期"),
        (at(23, 9), at(23, 10), "已超期"),
        (end(22), at(21), "剩余不足 1 个工作日"),
        (None, at(23), "期限待定"),
    ],
)
def test_due_words__say_how_long_there_is_in_working_days(due, now, words):
    assert due_words(due, now) == words


def test_due_words__give_the_plain_date_when_the_calendar_ends_before():
    due = datetime.datetime(2031, 3, 4, 23, 59, 59, tzinfo=SHANGHAI)
    assert "2031-03-04" in due_words(due, at(23))


def test_due_words__speak_the_language_of_the_reader():
    with translation.override("en"):
        assert due_words(end(24), at(23)) == "1 working day left"
        assert due_words(end(25), at(23)) == "2 working days left"


def test_due_words__stand_in_templates():
    template = engines["django"].from_string("{% load due %}{{ due|due_words:now }} {{ due|due_state:now }}")
    assert template.render({"due": end(24), "now": at(23)}) == "还剩 1 个工作日 later"


@pytest.mark.parametrize(
    ("due", "state"), [(end(22), "overdue"), (end(23), "today"), (end(24), "later"), (None, "unset")]
)
def test_due_state__names_the_urgency(due, state):
    assert due_state(due, at(23)) == state
