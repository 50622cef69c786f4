"""The log as a file: CSV for a spreadsheet, JSON lines for whoever wants to compute the chain anew."""

import json

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.anchoring.canonical import moment_text
from cms.approval.log.actors import role_label
from cms.approval.log.canonical import FIELDS, MOMENTS
from cms.approval.log.reading import site_names
from cms.exporting import csv_file, dated, json_lines_file

CHUNK = 2000
NAME = "publication-log"


def as_json_lines(entries):
    """One entry a line, with every value in the form in which it was hashed, the oldest first."""

    def lines():
        for entry in _ordered(entries):
            facts = {name: getattr(entry, name) for name in FIELDS}
            facts |= {name: moment_text(facts[name]) for name in MOMENTS}
            yield json.dumps({"chain": str(entry.key), **facts, "hash": entry.hash}, ensure_ascii=False) + "\n"

    return json_lines_file(dated(NAME), lines())


def as_csv(entries):
    """The entries in words, the oldest first."""
    head = (
        _("Site"),
        _("Number"),
        _("Event"),
        _("Moment"),
        _("Shown publication date"),
        _("Page"),
        _("Title"),
        _("Address"),
        _("Who took part"),
        _("Procedure"),
        _("Batch"),
        _("Reason"),
        _("Original address"),
        _("Hash of the original"),
        _("Revision"),
        _("Fingerprint"),
        _("Hashes of the attachments"),
        _("Hash of the entry before"),
        _("Hash"),
    )

    names = site_names()
    return csv_file(dated(NAME), head, (_cells(entry, names) for entry in _ordered(entries)))


def _cells(entry, names):
    people = "; ".join(f"{role_label(each['role'])}: {each['name']} ({each['account']})" for each in entry.actor_list)
    return (
        names.get(str(entry.key), entry.key),
        entry.number,
        entry.get_event_display(),
        _local(entry.at),
        _local(entry.shown_at),
        entry.page_id,
        entry.title,
        entry.address,
        people,
        entry.procedure,
        entry.batch_id or "",
        entry.reason,
        entry.source_url,
        entry.source_hash,
        entry.revision_id or "",
        entry.fingerprint,
        "; ".join(f"{name} {digest}" for name, digest in entry.attachment_list),
        entry.previous_hash,
        entry.hash,
    )


def _ordered(entries):
    return entries.order_by("chain_id", "number").iterator(CHUNK)


def _local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")
