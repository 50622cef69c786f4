"""Validity turns by itself with the calendar, and shows wherever the document is shown."""

import datetime

import pytest

from cms.content.listing.cards import Branch, fetch_cards, pages_of
from cms.content.validity import Validity, validity_on
from tests.factories import make_document

DAY = datetime.date(2026, 11, 22)
BEFORE, AFTER = DAY - datetime.timedelta(days=1), DAY + datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("declared", "effective", "expiry", "state"),
    [
        (Validity.IN_FORCE, None, None, Validity.IN_FORCE),
        (Validity.IN_FORCE, AFTER, None, Validity.NOT_YET),
        (Validity.IN_FORCE, DAY, None, Validity.IN_FORCE),
        (Validity.IN_FORCE, BEFORE, DAY, Validity.IN_FORCE),
        (Validity.IN_FORCE, None, BEFORE, Validity.EXPIRED),
        (Validity.AMENDED, BEFORE, None, Validity.AMENDED),
        (Validity.AMENDED, BEFORE, BEFORE, Validity.EXPIRED),
        (Validity.PARTLY, AFTER, None, Validity.NOT_YET),
        (Validity.REPEALED, AFTER, None, Validity.REPEALED),
        (Validity.EXPIRED, None, AFTER, Validity.EXPIRED),
    ],
)
def test_validity_on__follows_declaration_and_calendar(declared, effective, expiry, state):
    assert validity_on(DAY, declared, effective, expiry) == state


def test_card__turns_by_itself_when_the_first_day_has_come(column):
    page = make_document(column, effective_date=DAY)
    branch = Branch("one", (pages_of([page.pk]),), 1)
    assert fetch_cards([branch], today=BEFORE)["one"][0].validity == Validity.NOT_YET
    assert fetch_cards([branch], today=DAY)["one"][0].validity == Validity.IN_FORCE


def test_card__shows_a_declared_change_when_the_document_was_repealed(column):
    page = make_document(column, validity=Validity.REPEALED, validity_cause="新规定", validity_changed_on=DAY)
    card = fetch_cards([Branch("one", (pages_of([page.pk]),), 1)])["one"][0]
    assert card.validity == Validity.REPEALED
    assert str(card.validity_label) == str(Validity.REPEALED.label)
