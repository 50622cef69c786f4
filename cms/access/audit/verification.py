"""Verification: does the audit still say what was written, and what was anchored?"""

from dataclasses import dataclass, field

from django.db import DatabaseError
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from cms.access.audit.chain import FIELDS, KEY, ORIGIN, hash_of
from cms.access.audit.models import AuditEntry
from cms.access.audit.sealing import broken_seals
from cms.anchoring.anchors import anchor_path, read_anchors
from cms.anchoring.canonical import stored_moment
from cms.anchoring.keys import public_keys

CHUNK = 2000


@dataclass
class Report:
    """What a verification found, in sentences. `anchored` is False where nothing outside the database was there."""

    entries: int = 0
    anchored: bool = False
    findings: list = field(default_factory=list)

    @property
    def status(self):
        """The result as an operator's script reads it; it is the same in every language."""
        if self.findings:
            return "tampered"
        return "consistent, anchored" if self.anchored else "consistent, not anchored"


def verify(path=None):
    """Compare the chain with itself, with the anchors outside the database, and with the history that it seals.

    Raises AnchorError where the file cannot be read, LogKeyError where a key is not one.
    """
    report = Report()
    anchors = read_anchors(path or anchor_path(), public_keys())
    anchored = {}
    for line in anchors.lines if anchors else ():
        anchored |= {number: digest for key, number, digest in line["heads"] if key == KEY}
    report.anchored = bool(anchored)
    try:
        last = _read_chain(report, anchored)
    except DatabaseError as error:
        # SQLite stores what is no text in a column of text, and fails to read it.
        report.findings.append(_("An entry was changed into what cannot be read: %(error)s") % {"error": error})
        return report
    missing = [number for number in anchored if number > last]
    if missing:
        text = _("Entries %(first)d to %(last)d were removed from the end: the last was anchored.")
        report.findings.append(text % {"first": last + 1, "last": max(missing)})
    report.findings += broken_seals()
    return report


def _read_chain(report, anchored):
    """Every entry in its order; returns the last number."""
    names = ["moment" if name == "at" else name for name in FIELDS]
    rows = AuditEntry.objects.annotate(moment=Cast("at", TextField())).order_by("number", "pk")
    expected, before = 1, ORIGIN
    for digest, *values in rows.values_list("hash", *names).iterator(CHUNK):
        report.entries += 1
        number, previous = values[0], values[-1]
        values[FIELDS.index("at")] = stored_moment(values[FIELDS.index("at")])
        if number != expected:
            text = _("Entries are missing before entry %(number)s, or stand in another order.")
            report.findings.append(text % {"number": number})
        if hash_of(values) != digest:
            report.findings.append(_("Entry %(number)s was changed.") % {"number": number})
        elif previous != before:
            text = _("Entry %(number)s does not follow the entry before it.")
            report.findings.append(text % {"number": number})
        if anchored.get(number, digest) != digest:
            text = _("Entry %(number)s was anchored otherwise: what stands before it was rewritten.")
            report.findings.append(text % {"number": number})
        expected, before = (number if isinstance(number, int) else expected) + 1, digest
    return expected - 1
