"""Reads the files that found pages show, beside the requests that publish them, and lets their words be found."""

from django.db.models import Exists, F, OuterRef

from cms.content.models import Attachment
from search.attachments.models import AttachedFile, FileText
from search.files.reading import parts_of
from search.files.reasons import Unreadable
from search.indexing import keep_numbers


def unread():
    """Files of found pages that were not read as they are now."""
    shown = AttachedFile.objects.filter(attachment=OuterRef("pk"))
    return Attachment.objects.filter(Exists(shown)).exclude(search_text__sha256=F("sha256")).order_by("pk")


def read_files(progress=lambda attachment, problem: None):
    """Read what is unread, file by file; what cannot be read is noted with its reason and not tried again."""
    last = 0
    while attachment := unread().filter(pk__gt=last).first():
        last = attachment.pk
        problem = _read(attachment)
        keep_numbers(list(AttachedFile.objects.filter(attachment=last).values_list("entry", flat=True)))
        progress(attachment, problem)


def _read(attachment):
    """Keep what a file says; returns why it cannot be read, '' where it can."""
    parts, problem = [], None
    try:
        parts = [[part.kind, part.number, part.text] for part in parts_of(attachment.file, attachment.file_extension)]
    except Unreadable as unreadable:
        problem = unreadable
    FileText.objects.update_or_create(
        attachment=attachment,
        defaults={"sha256": attachment.sha256, "parts": parts, "problem": problem.code if problem else ""},
    )
    return problem.reason if problem else ""
