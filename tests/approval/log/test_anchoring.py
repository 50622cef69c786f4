"""Heads outside the database: signed, appended every hour, and believed only as they were written."""

import json
from datetime import timedelta

import pytest

from cms.anchoring.anchors import AnchorError, append_anchor, read_anchors
from cms.anchoring.keys import LogKeyError, new_key, private_key, public_keys, public_text
from cms.approval.jobs import anchor_log
from cms.approval.log.verify import verify
from cms.approval.models import LogEntry
from cms.jobs.registry import registry
from tests.approval.log.helpers import make_chain

pytestmark = pytest.mark.django_db


def lines(anchors):
    return anchors.read_text().splitlines()


def problems(anchors):
    return [number for number, _text in read_anchors(anchors, public_keys()).problems]


def test_job__runs_every_hour():
    assert registry.get("approval.anchor_log").every == timedelta(hours=1)


def test_job__appends_the_heads_of_all_chains(anchors):
    chains = [make_chain(2), make_chain(5)]
    anchor_log()
    heads = {key: (number, digest) for key, number, digest in json.loads(lines(anchors)[0])["heads"]}
    for chain in chains:
        last = LogEntry.objects.filter(chain=chain).latest("number")
        assert heads[str(chain.key)] == (last.number, last.hash)


def test_job__names_only_what_moved_since(anchors):
    make_chain(2)
    anchor_log()
    fresh = make_chain(3)
    anchor_log()
    anchor_log()
    assert [len(json.loads(line)["heads"]) for line in lines(anchors)] == [1, 1, 0]
    assert json.loads(lines(anchors)[1])["heads"][0][0] == str(fresh.key)
    assert verify(with_pages=False).status == "consistent, anchored"


def test_job__refused_when_a_chain_lost_what_was_anchored(anchors, behind_the_back):
    lost, kept = make_chain(4), make_chain(2)
    anchor_log()
    LogEntry.objects.filter(chain=lost, number=4)._raw_delete("default")
    with pytest.raises(AnchorError, match=str(lost.key)):
        anchor_log()
    assert str(lost.key) not in lines(anchors)[1]
    assert str(kept.key) not in lines(anchors)[1]
    assert [finding.kind for finding in verify(with_pages=False).findings] == ["cut"]


@pytest.mark.parametrize("damage", ["head", "time", "signature", "text"])
def test_line__not_believed_when_changed(anchors, damage):
    make_chain(2)
    append_anchor()
    make_chain(2)
    append_anchor()
    first, second = lines(anchors)
    line = json.loads(first)
    if damage == "head":
        line["heads"][0][2] = "0" * 64
    elif damage == "time":
        line["at"] = "2011-01-01T00:00:00.000000+00:00"
    elif damage == "signature":
        line["signature"] = "AA" + line["signature"][2:]
    text = "no line" if damage == "text" else json.dumps(line)
    anchors.write_text(f"{text}\n{second}\n")
    assert problems(anchors)[0] == 1
    assert verify(with_pages=False).status == "tampered"


def test_lines__not_believed_when_removed_or_reordered(anchors):
    for _step in range(3):
        make_chain(1)
        append_anchor()
    one, two, three = lines(anchors)
    anchors.write_text(f"{one}\n{three}\n")
    assert problems(anchors) == [2]
    anchors.write_text(f"{two}\n{one}\n{three}\n")
    assert problems(anchors)


def test_line__not_believed_when_another_key_signed_it(anchors, settings):
    make_chain(2)
    append_anchor()
    settings.PUBLICATION_LOG_KEY = new_key()
    assert problems(anchors) == [1]


def test_line__believed_after_a_change_of_keys_when_the_old_one_is_named(anchors, settings):
    make_chain(2)
    append_anchor()
    old = public_text(private_key().public_key())
    settings.PUBLICATION_LOG_KEY = new_key()
    settings.PUBLICATION_LOG_PUBLIC_KEYS = [old]
    append_anchor()
    assert problems(anchors) == []


def test_file__goes_on_after_a_line_that_was_cut_off(anchors):
    make_chain(2)
    append_anchor()
    with anchors.open("a") as stream:
        stream.write('{"format":1,"hea')
    make_chain(2)
    append_anchor()
    assert problems(anchors) == []
    assert verify(with_pages=False).status == "consistent, anchored"


def test_key__is_made_once_and_readable_for_its_owner_alone(anchors, settings):
    first = private_key().private_bytes_raw()
    assert private_key().private_bytes_raw() == first
    assert (anchors.parent / "log.key").stat().st_mode & 0o077 == 0


def test_key__asked_for_when_none_is_set(anchors, settings):
    settings.PUBLICATION_LOG_KEY_FILE = ""
    with pytest.raises(LogKeyError, match="PUBLICATION_LOG_KEY"):
        append_anchor()


@pytest.mark.parametrize("text", ["short", "不是密钥", "AAAA"])
def test_key__refused_when_it_is_none(settings, text):
    settings.PUBLICATION_LOG_KEY = text
    with pytest.raises(LogKeyError, match="PUBLICATION_LOG_KEY"):
        private_key()


def test_file__said_to_be_unusable_when_its_folder_is(settings, anchors):
    blocked = anchors.parent / "file"
    blocked.write_text("")
    settings.PUBLICATION_ANCHOR_FILE = str(blocked / "anchors.jsonl")
    make_chain(1)
    with pytest.raises(AnchorError):
        append_anchor()
