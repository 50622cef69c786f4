"""The log as a file: CSV for a spreadsheet, JSON lines for whoever wants to compute the chain anew."""

import csv
import json

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.approval.log.actors import role_label
from cms.approval.log.canonical import FIELDS, MOMENTS, moment_text
from cms.approval.log.reading import site_names
from cms.approval.views.batch_rows import MARK, Echo, harmless

CHUNK = 2000
NAME = "publication-log"


def as_json_lines(entries):
    """One entry a line, with every value in the form in which it was hashed, the oldest first."""

    def lines():
        for entry in _ordered(entries):
            facts = {name: getattr(entry, name) for name in FIELDS}
            facts |= {name: moment_text(facts[name]) for name in MOMENTS}
            yield json.dumps({"chain": str(entry.key), **facts, "hash": entry.hash}, ensure_ascii=False) + "\n"

    return _file(lines(), "application/x-ndjson", "jsonl")


def as_csv(entries):
    """The entries in words, the oldest first: UTF-8 with its mark, so that Chinese opens as Chinese."""
    writer = csv.writer(Echo())
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

    def lines():
        names = site_names()
        yield MARK + writer.writerow(head)
        for entry in _ordered(entries):
            yield writer.writerow([harmless(str(cell)) for cell in _cells(entry, names)])

    return _file(lines(), "text/csv; charset=utf-8", "csv")


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


def _file(lines, content_type, extension):
    response = StreamingHttpResponse(lines, content_type=content_type)
    name = f"{NAME}-{timezone.localdate():%Y-%m-%d}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
