"""Dates that no calendar has, weekdays that do not fit, and terms that have run out before the text is public."""

import calendar
import datetime
import re

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.hits import Hit, Where, passage_of
from cms.approval.checks.plain_text import plain
from cms.approval.checks.registry import check
from cms.content.models import OfficialDocumentPage
from cms.content.validity import CHANGED

DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d|[一二][九〇零○O0][一二三四五六七八九〇零○]{2})\s*年\s*)?"
    r"(?<!\d)(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]"
    r"(?:\s*[(（]\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\s*[)）])?"
)
DASHED = re.compile(r"(?<![\d.-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d.-])")
CLOCK = re.compile(r"(?<!\d)(?P<hour>\d{1,2})[:：时点](?P<minute>\d{2})(?:分|(?![\d:：年]))")
CLOCK_BEFORE = re.compile(r"(?:日|号|午|晚|晨|[—–~-]|至|\d{4}-\d\d-\d\d)\s*$")
HINT = re.compile(r"月|\d{4}[-/.]\d|\d\s*[:：时点]\s*\d")
NUMERALS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0, "0": 0}
WEEKDAYS = {letter: number for number, letter in enumerate("一二三四五六日")} | {"天": 6}
# What a reader is asked to do by a day: the words stand before the date, or right behind it.
TERM_BEFORE = re.compile(r"(?:截止|截至|期限|最迟|不迟于|不晚于|务必|请于|须于|应于|限于|有效期至)[^。；;]{0,14}$")
TERM_AFTER = re.compile(
    r"^(?:[^。；;,，\d]{0,6})(?:前|以前|之前|止|截止)(?:[^。；;]{0,30}(?:报送|提交|报名|反馈|申报|上报|寄送|发送|登记|办理|缴纳|报))?"
)
ASKED = re.compile("(?:报名|申报|报送|提交|征集|征求|反馈|投标|缴费|受理|上报|寄送|登记|答复|应聘)")


@check("dates", _("Dates"))
def find_wrong_dates(material):
    """Dates of the text and of the page's facts."""
    for segment in material.lines:
        if not HINT.search(segment.text):
            continue
        text = plain(segment.text)
        for start, end, message, facts in wrong_dates(text.text):
            span = text.span(start, end)
            yield Hit(message, facts, where=segment.where, detail=segment.detail, **passage_of(segment.text, *span))
        if material.is_new:
            for start, end in overdue(text.text, material.today):
                span = text.span(start, end)
                yield Hit(
                    gettext_noop("This day is past: what the text asks for can no longer be done."),
                    where=segment.where,
                    detail=segment.detail,
                    **passage_of(segment.text, *span),
                )
    yield from _of_facts(material)


def wrong_dates(text):
    """What is wrong with the dates of a half-width text: start, end, message, its values."""
    for match in [*DATE.finditer(text), *DASHED.finditer(text)]:
        year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
        if month is None or day is None:
            continue
        if not 1 <= month <= 12 or not 1 <= day <= _longest(year, month):
            yield *match.span(), gettext_noop("No calendar has this date."), {}
        elif year and match.re is DATE and match["weekday"]:
            weekday = datetime.date(year, month, day).weekday()
            if weekday != WEEKDAYS[match["weekday"]]:
                facts = {"weekday": "星期" + "一二三四五六日"[weekday]}
                yield *match.span(), gettext_noop("The day of the week does not fit; it would be %(weekday)s."), facts
    for match in CLOCK.finditer(text):
        is_time = CLOCK_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
        hour, minute = int(match["hour"]), int(match["minute"])
        if is_time and (hour > 24 or minute > 59 or (hour == 24 and minute)):
            yield *match.span(), gettext_noop("No clock shows this time."), {}


def overdue(text, today):
    """Places of days that lie in the past and by which the text asks for something."""
    if not ASKED.search(text):
        return
    for match in DATE.finditer(text):
        year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
        if not (year and month and day) or month > 12 or not 1 <= day <= _longest(year, month):
            continue
        is_term = TERM_BEFORE.search(text[: match.start()]) or TERM_AFTER.match(text[match.end() :])
        if is_term and datetime.date(year, month, day) < today:
            yield match.span()


def _of_facts(material):
    page = material.page
    if not isinstance(page, OfficialDocumentPage):
        return
    expiry, effective, written = page.expiry_date, page.effective_date, page.written_date
    if expiry and expiry < material.today and page.validity not in CHANGED:
        yield _fact(
            page, "expiry_date", gettext_noop("The last day in force is past, and the document is said to be in force.")
        )
    if written and written > material.today:
        yield _fact(page, "written_date", gettext_noop("The document is dated in the future."))
    if written and effective and effective < written:
        yield _fact(page, "effective_date", gettext_noop("The document is in force from a day before it was written."))


def _fact(page, name, message):
    label = str(page._meta.get_field(name).verbose_name)
    return Hit(message, where=Where.FACT, detail=label, passage=getattr(page, name).isoformat())


def _longest(year, month):
    """The days of a month; without a year February may have 29."""
    return calendar.monthrange(year or 2024, month)[1]


def _number(text):
    """A number in figures or in Chinese numerals; a year is written figure by figure. None for what is none."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    if len(text) == 4:
        return int("".join(str(NUMERALS.get(letter, 0)) for letter in text))
    if "十" not in text:
        return NUMERALS.get(text) if len(text) == 1 else None
    tens, _ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return NUMERALS.get(tens, 1) * 10 + NUMERALS.get(ones, 0)
