"""What is public against what the log says was approved, word for word and file for file."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.approval.gate.fingerprint import fingerprint
from cms.approval.gate.parts import whole_pages
from cms.approval.gate.privacy import any_restriction, for_everybody, read_once
from cms.approval.models.log import LogEntry

CHUNK = 200


def pages_against_content():
    """A sentence for every public page whose content is not the one that its newest entry names.

    Read in parts of two hundred, each in a number of statements that does not grow with the pages in it.
    """
    public = Page.objects.filter(live=True, alias_of=None, depth__gt=1).order_by()
    for type_id in public.values_list("content_type", flat=True).distinct():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is None or model is Page:
            continue
        numbers = list(public.filter(content_type=type_id).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(numbers), CHUNK):
            yield from _differing(model, numbers[start : start + CHUNK])


def _differing(model, numbers):
    entries = LogEntry.objects.latest_of(numbers)
    with read_once():
        for number, page in whole_pages(model, numbers).items():
            entry = entries.get(number)
            if entry is not None and not _is_what_was_entered(page, entry):
                yield _("“%(title)s” (page %(pk)d) does not read as it was approved.") % {
                    "title": page.title,
                    "pk": number,
                }


def _is_what_was_entered(page, entry):
    """What was approved for everybody may be shown to fewer, and what was approved to end may end earlier."""
    if fingerprint(page) == entry.fingerprint:
        return True
    if any_restriction():
        with for_everybody():
            if fingerprint(page) == entry.fingerprint:
                return True
    return _ends_earlier(page) and fingerprint(page) == entry.fingerprint


def _ends_earlier(page):
    """Whether the page was to end later, or never; it is given that day again, in memory alone."""
    approved = page.live_revision.as_object().expire_at if page.live_revision and page.expire_at else None
    if page.expire_at is None or (approved is not None and approved <= page.expire_at):
        return False
    page.expire_at = approved
    return True
