"""Verification: does every chain still say what was written, and what was anchored?

The chains are read once, in their order. A chain in which all is right costs one hash an entry; where something is
wrong, cms/approval/log/diagnosis.py finds out what was done to it.
"""

from dataclasses import dataclass, field

from django.db import DatabaseError
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from cms.anchoring.anchors import anchor_path, read_anchors
from cms.anchoring.keys import public_keys
from cms.approval.log.canonical import FIELDS, MOMENTS, origin
from cms.approval.log.chain import is_key
from cms.approval.log.content import pages_against_content
from cms.approval.log.diagnosis import diagnose
from cms.approval.log.pages import PageDates, pages_against_log
from cms.approval.log.rows import row_of
from cms.approval.log.shared import texts_against_log
from cms.approval.models.log import LogChain, LogEntry

CHUNK = 2000


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written: of which kind, in which chain, at which entry, and in words."""

    kind: str
    chain: str
    number: int | None
    text: str


@dataclass
class Report:
    """What a verification found. `anchored` is False where there was no file to compare with."""

    chains: int = 0
    entries: int = 0
    anchored: bool = False
    anchors: int = 0
    last_anchor: str = ""
    findings: list = field(default_factory=list)

    @property
    def is_consistent(self):
        """Whether everything is as it was written."""
        return not self.findings

    @property
    def status(self):
        """The result as an operator's script reads it; it is the same in every language."""
        if self.findings:
            return "tampered"
        return "consistent, anchored" if self.anchored else "consistent, not anchored"


def verify(path=None, with_pages=True, with_content=False):
    """Compare the log with itself, with the anchors outside the database, and with what is public.

    `with_content` reads every public page as well and compares it with what its newest entry says was approved.

    Raises AnchorError where the file cannot be read, LogKeyError where a key is not one.
    """
    report = Report()
    anchors = read_anchors(path or anchor_path(), public_keys())
    keys = dict(LogChain.objects.order_by("pk").values_list("pk", "key"))
    dates = PageDates()
    try:
        for chain_id, rows in _chains(dict(keys)):
            report.chains += 1
            report.entries += len(rows)
            key = keys.pop(chain_id, chain_id)
            _verify_chain(report, key, rows, _anchored(anchors, key), dates)
    except DatabaseError as error:
        # SQLite stores what is no text in a column of text, and fails to read it.
        text = _("An entry was changed into what cannot be read: %(error)s")
        report.findings.append(Finding("changed", "", None, text % {"error": error}))
        return report
    for key in keys.values():
        _verify_chain(report, key, [], _anchored(anchors, key), dates)
    _verify_anchors(report, anchors, {str(key) for key in LogChain.objects.values_list("key", flat=True)})
    if with_pages:
        public = (*pages_against_log(), *texts_against_log())
        report.findings += [Finding(kind, "", None, text) for kind, text in public]
    if with_content:
        report.findings += [Finding("content", "", None, text) for text in pages_against_content()]
    return report


def _chains(keys):
    """The chains one after the other, each with its rows in the order of their numbers, unchanged by any conversion."""
    moments = {f"{name}_text": Cast(name, TextField()) for name in MOMENTS}
    columns = [f"{name}_text" if name in MOMENTS else name for name in FIELDS]
    entries = LogEntry.objects.annotate(**moments).order_by("chain_id", "number", "pk")
    current, rows = None, []
    for chain_id, pk, digest, *values in entries.values_list("chain_id", "pk", "hash", *columns).iterator(CHUNK):
        if chain_id != current and rows:
            yield current, rows
            rows = []
        current = chain_id
        rows.append(row_of(keys.get(chain_id, chain_id), pk, digest, values))
    if rows:
        yield current, rows


def _anchored(anchors, key):
    """Numbers and hashes of the chain that were anchored, in their order."""
    lines = anchors.lines if anchors else ()
    return [(number, digest) for line in lines for name, number, digest in line["heads"] if name == str(key)]


def _verify_chain(report, key, rows, anchored, dates):
    """One chain: its links, its dates, and its anchored heads."""
    before, expected, sound = origin(key), 1, True
    for row in rows:
        sound = sound and row.fits and row.number == expected and row.previous == before
        before, expected = row.hash, expected + 1
    found = dates.of_chain(rows) if sound else diagnose(key, rows)
    found += list(_against_anchors(rows, anchored))
    report.findings += [Finding(kind, str(key), number, text) for kind, number, text in found]


def _against_anchors(rows, anchored):
    """A tail that was cut off, or a chain that was rewritten as a whole, shows against what was anchored."""
    by_number = {row.number: row.hash for row in rows}
    last = max((number for number in by_number if isinstance(number, int)), default=0)
    right = 0
    for number, digest in anchored:
        if number > last:
            text = _("Entries %(first)d to %(last)d were removed from the end: the last was anchored.")
            yield "cut", last + 1, text % {"first": last + 1, "last": max(each for each, _hash in anchored)}
            return
        if by_number.get(number) != digest:
            text = _("Entries between %(first)d and %(last)d were rewritten: entry %(last)d was anchored otherwise.")
            yield "rewritten", right + 1, text % {"first": right + 1, "last": number}
            return
        right = max(right, number)


def _verify_anchors(report, anchors, keys):
    """The file itself, and chains that it names and that are gone."""
    if anchors is None:
        return
    report.anchored = bool(anchors.lines)
    report.anchors = len(anchors.lines)
    report.last_anchor = anchors.lines[-1]["at"] if anchors.lines else ""
    for number, problem in anchors.problems:
        text = _("Line %(number)d of the anchor file %(problem)s.")
        report.findings.append(Finding("anchor", "", number, text % {"number": number, "problem": problem}))
    for key, (number, _digest) in anchors.latest().items():
        if is_key(key) and key not in keys:
            text = _("The whole chain was removed: %(number)d entries were anchored.") % {"number": number}
            report.findings.append(Finding("cut", key, 1, text))
