"""Nothing is passed over in silence: hits beyond the shown ones, rows of the page, time that ran out, old files."""

import pytest

from cms.approval.checks.findings import decide, undecided_blocking
from cms.approval.checks.parameters import DEFAULTS
from cms.approval.checks.rules.files import PROBLEMS
from cms.approval.models import Decision
from cms.content.models import PageAttachment
from tests.checks.helpers import check, draft, hits
from tests.checks.papers import identity_number
from tests.content.files import make_attachment

pytestmark = pytest.mark.django_db


def test_hits__all_shown_when_they_hold_up(column):
    numbers = [identity_number(f"440105199003{day:02d}123") for day in range(1, 16)]
    assert sorted(hits(draft(column, *numbers), "identity")) == sorted(numbers)


def test_decision__does_not_carry_over_when_the_hidden_passages_changed(column, people, monkeypatch):
    monkeypatch.setitem(DEFAULTS, "check-hits-decided", 1)
    shown = identity_number("44010519900301123")
    page = draft(column, shown, identity_number("44010519910302123"))
    for finding in check(page):
        decide(finding, people["webmaster"], Decision.ACCEPT, "已核实")
    other = draft(column, shown, identity_number("44010519920303123"))
    page.body = other.body
    check(page)
    page.refresh_from_db()
    assert [finding.facts["number"] for finding in undecided_blocking(page.latest_revision)] == [1]


def test_rows__the_title_of_an_attachment_is_checked(column):
    page = draft(column, "正文。")
    number = identity_number("44010519900307123")
    page.attachments.add(
        PageAttachment(attachment=make_attachment("a.txt", b"text"), title=f"{number}的申请表（秘密）")
    )
    found = {finding.check_code: finding.passage for finding in check(page)}
    assert (found["identity"], found["secrets"]) == (number, "（秘密）")


def test_check__says_so_when_its_time_ran_out(column, monkeypatch):
    monkeypatch.setitem(DEFAULTS, "check-seconds", -1)
    said = [finding for finding in check(draft(column, "机密★10年")) if finding.check_code == "secrets"]
    assert [(f.has_failed, f.is_blocking, "took too long" in f.message) for f in said] == [(True, False, True)]


def test_old_files__need_a_decision():
    assert PROBLEMS["old"][1]
