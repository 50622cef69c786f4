"""Whatever is done to a chain behind the application's back is found, and said in words (bar: 1,000 of 1,000)."""

import random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.anchoring.anchors import append_anchor
from cms.approval.log.canonical import FIELDS, MOMENTS, hash_of_entry, origin
from cms.approval.log.verify import verify
from cms.approval.models import LogEntry
from tests.approval.log.helpers import extend_chain, make_chain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("behind_the_back")]
TABLE = LogEntry._meta.db_table
LENGTH = 24
ENTRIES = st.integers(1, LENGTH)
TEXTS = [name for name in FIELDS if name not in (*MOMENTS, "number", "page_id", "revision_id", "batch_id")]
NUMBERS = ["page_id", "revision_id", "batch_id"]


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def entry(chain, number):
    return LogEntry.objects.get(chain=chain, number=number)


def change_text(chain, number, name, text):
    run(f"UPDATE {TABLE} SET {name} = %s WHERE chain_id = %s AND number = %s", text, chain.pk, number)


def rewrite_from(chain, number):
    """Compute every entry from the number on anew, as who knows the way of hashing would."""
    before = entry(chain, number - 1).hash if number > 1 else origin(chain.key)
    for each in LogEntry.objects.filter(chain=chain, number__gte=number).order_by("number"):
        each.previous_hash = before
        before = hash_of_entry(chain.key, each)
        run(f"UPDATE {TABLE} SET previous_hash = %s, hash = %s WHERE id = %s", each.previous_hash, before, each.pk)


@st.composite
def tamperings(draw):
    """One thing done to a chain of LENGTH entries that was anchored before."""
    kind = draw(st.sampled_from(["text", "number", "moment", "remove", "cut", "swap", "insert", "rewrite", "renumber"]))
    return kind, draw(ENTRIES), draw(ENTRIES), draw(st.integers(0, 2**32))


def tamper(chain, kind, first, second, seed):
    """Do it; returns what a verification has to call it, or None where nothing was changed."""
    chance = random.Random(seed)
    one, two = entry(chain, first), entry(chain, second)
    if kind == "text":
        name = chance.choice([*TEXTS, "hash"])
        value = getattr(one, name)
        place = chance.randrange(len(value) + 1)
        longer = value[:place] + chance.choice("x0伪 ") + value[place:]
        limit = LogEntry._meta.get_field(name).max_length
        text = longer if limit is None or len(longer) <= limit else "f" * 63 + chance.choice("xyz")
        change_text(chain, first, name, text)
        return "changed"
    if kind == "number":
        name = chance.choice(NUMBERS)
        change_text(chain, first, name, (getattr(one, name) or 0) + chance.randrange(1, 1000))
        return "changed"
    if kind == "moment":
        name = chance.choice(MOMENTS)
        moment = getattr(one, name)
        later = moment.replace(microsecond=(moment.microsecond + chance.randrange(1, 10**6)) % 10**6)
        LogEntry.objects.filter(pk=one.pk).update(**{name: later})
        return "changed"
    if kind == "remove":
        run(f"DELETE FROM {TABLE} WHERE id = %s", one.pk)
        return "removed" if first < LENGTH else "cut"
    if kind == "cut":
        run(f"DELETE FROM {TABLE} WHERE chain_id = %s AND number >= %s", chain.pk, first)
        return "cut"
    if kind == "swap":
        if first == second:
            return None
        run(f"UPDATE {TABLE} SET number = 0 WHERE id = %s", one.pk)
        run(f"UPDATE {TABLE} SET number = %s WHERE id = %s", first, two.pk)
        run(f"UPDATE {TABLE} SET number = %s WHERE id = %s", second, one.pk)
        return "reordered"
    if kind == "insert":
        insert_at(chain, first)
        return "inserted"
    if kind == "renumber":
        if first == LENGTH:
            return None
        run(f"DELETE FROM {TABLE} WHERE id = %s", one.pk)
        for each in LogEntry.objects.filter(chain=chain, number__gt=first).order_by("number"):
            run(f"UPDATE {TABLE} SET number = number - 1 WHERE id = %s", each.pk)
        return "removed"
    change_text(chain, first, "title", "改写")
    rewrite_from(chain, first)
    return "rewritten"


def insert_at(chain, number):
    """An entry that fits the one before it, everything after it counted one higher."""
    for each in LogEntry.objects.filter(chain=chain, number__gte=number).order_by("-number"):
        run(f"UPDATE {TABLE} SET number = number + 1 WHERE id = %s", each.pk)
    before = entry(chain, number - 1).hash if number > 1 else origin(chain.key)
    # The place behind the entry before is taken; the forger says so and breaks the link openly, or takes it from it.
    forged = LogEntry.objects.filter(chain=chain).latest("pk")
    forged.pk, forged.number, forged.title = None, number, "夹带"
    forged.previous_hash = before[:-1] + ("0" if before[-1] != "0" else "1")
    forged.hash = hash_of_entry(chain.key, forged)
    forged.save(force_insert=True)


@pytest.fixture
def chain(anchors):
    chain = make_chain(LENGTH)
    make_chain(3)
    append_anchor()
    return chain


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(what=tamperings())
def test_verify__finds_each_of_a_thousand_tamperings(chain, what):
    point = connection.savepoint()
    try:
        kind = tamper(chain, *what)
        report = verify(with_pages=False)
        if kind is None:
            assert report.findings == []
        else:
            assert kind in {finding.kind for finding in report.findings}, (what, report.findings)
            assert {finding.chain for finding in report.findings} == {str(chain.key)}
    finally:
        connection.savepoint_rollback(point)


def found(**options):
    return [(finding.kind, finding.number) for finding in verify(with_pages=False, **options).findings]


def test_verify__says_which_entry_was_changed(chain):
    change_text(chain, 7, "title", "另一个标题")
    assert found() == [("changed", 7)]


def test_verify__says_which_entries_were_removed(chain):
    run(f"DELETE FROM {TABLE} WHERE chain_id = %s AND number IN (5, 6, 7)", chain.pk)
    assert found() == [("removed", 5)]


def test_verify__says_which_entries_changed_places(chain):
    tamper(chain, "swap", 4, 9, 0)
    assert found() == [("reordered", 4), ("reordered", 9)]


def test_verify__says_where_an_entry_was_inserted(chain):
    insert_at(chain, 6)
    assert ("inserted", 6) in found()


def test_verify__says_what_was_cut_off(chain):
    run(f"DELETE FROM {TABLE} WHERE chain_id = %s AND number > 20", chain.pk)
    assert found() == [("cut", 21)]


def test_verify__says_that_a_chain_was_rewritten(chain):
    change_text(chain, 10, "title", "改写")
    rewrite_from(chain, 10)
    assert found() == [("rewritten", 1)]


def test_verify__narrows_a_rewriting_down_to_the_last_right_anchor(anchors):
    chain = make_chain(10)
    append_anchor()
    extend_chain(chain, 10)
    append_anchor()
    change_text(chain, 15, "title", "改写")
    rewrite_from(chain, 15)
    assert found() == [("rewritten", 11)]


def test_verify__finds_a_chain_that_was_removed_as_a_whole(chain):
    run(f"DELETE FROM {TABLE} WHERE chain_id = %s", chain.pk)
    assert found() == [("cut", 1)]
    run("DELETE FROM approval_logchain WHERE id = %s", chain.pk)
    assert found() == [("cut", 1)]


def test_verify__finds_an_entry_that_was_carried_to_another_chain(chain):
    stranger = make_chain(LENGTH)
    run(f"DELETE FROM {TABLE} WHERE chain_id = %s AND number = 5", stranger.pk)
    run(f"UPDATE {TABLE} SET chain_id = %s WHERE chain_id = %s AND number = 5", stranger.pk, chain.pk)
    kinds = {(finding.kind, finding.chain) for finding in verify(with_pages=False).findings}
    assert {("removed", str(chain.key)), ("changed", str(stranger.key))} <= kinds


def test_verify__cannot_see_a_rewriting_without_the_file_and_says_so(chain, anchors):
    change_text(chain, 10, "title", "改写")
    rewrite_from(chain, 10)
    anchors.unlink()
    assert verify(with_pages=False).status == "consistent, not anchored"


def test_verify__finds_a_date_in_the_past_even_in_a_rewritten_chain(chain, anchors):
    anchors.unlink()
    old = entry(chain, 10)
    LogEntry.objects.filter(pk=old.pk).update(shown_at=old.shown_at.replace(year=2011))
    rewrite_from(chain, 10)
    assert found() == [("date", 10)]


@pytest.mark.parametrize("value", ["'kein Tag'", "x'00ff'", "''"])
def test_verify__bears_what_sqlite_lets_one_store(chain, value):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL stores no such values")
    for name in ("at", "page_id", "title", "number"):
        point = connection.savepoint()
        run(f"UPDATE {TABLE} SET {name} = {value} WHERE chain_id = %s AND number = 8", chain.pk)
        kinds = {kind for kind, _number in found()}
        assert kinds == {"reordered" if name == "number" else "changed"}, name
        connection.savepoint_rollback(point)


def test_command__ends_with_an_error_that_says_where(chain, capsys):
    change_text(chain, 7, "title", "另一个标题")
    with pytest.raises(CommandError):
        call_command("verify_publication_log")
    out = capsys.readouterr().out
    assert "status: tampered" in out
    assert "[changed]" in out
    assert "7" in out


def test_command__says_that_it_compared_with_anchors(chain, capsys):
    call_command("verify_publication_log")
    assert "status: consistent, anchored" in capsys.readouterr().out


def test_command__says_consistent_not_anchored_when_there_is_no_file(chain, anchors, capsys):
    anchors.unlink()
    call_command("verify_publication_log")
    assert "consistent, not anchored" in capsys.readouterr().out


def test_command__refused_when_the_named_file_is_not_there(chain, tmp_path):
    with pytest.raises(CommandError, match="missing.jsonl"):
        call_command("verify_publication_log", anchors=str(tmp_path / "missing.jsonl"))
