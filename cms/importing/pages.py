"""Drafts as page objects, complete but unsaved."""

import uuid
from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from cms.content.document_numbers import number_key
from cms.content.models import OfficialDocumentPage
from cms.content.models.index_serial import organisation_code, take_index_number_runs
from cms.content.validity import Validity
from cms.importing.draft import is_address

STREAM_BLOCK = OfficialDocumentPage._meta.get_field("body").stream_block


def page_from(draft, column, locale, attachments):
    """The page of a draft in a column."""
    place = draft.place
    for block in draft.blocks:
        block["id"] = str(uuid.uuid4())
    page = OfficialDocumentPage(
        title=draft.title,
        draft_title=draft.title,
        slug=draft.slug,
        locale=locale,
        live=False,
        first_published_at=draft.published,
        is_reprint=place.is_reprint,
        issuer_name=("、".join(draft.issuers) or _("Issuer not stated")) if place.is_reprint else "",
        issuers="\n".join(draft.issuers),
        source_name=draft.source_name if place.is_reprint else "",
        source_url=draft.source_url if is_address(draft.source_url) else "",
        keywords=draft.keywords,
        document_number=draft.number,
        genre=draft.genre,
        written_date=draft.written_date,
        effective_date=draft.effective_date,
        validity=draft.validity,
        validity_cause=_("As stated by the source") if draft.validity != Validity.IN_FORCE else "",
        theme=draft.theme,
        column=column,
        planned_column=column.planned_column,
        department=place.department,
        body=StreamValue(STREAM_BLOCK, draft.blocks, is_lazy=True),
    )
    names = page.issuer_names
    page.number_key = number_key(draft.number, names[0]) if names else None
    page.attachments = attachments
    draft.page = page
    return page


def settle_numbers(pages):
    """A number belongs to one page; what shares it, as versions of one text do by right, goes without its key."""
    keys = {page.number_key for page in pages} - {None}
    taken = set(OfficialDocumentPage.objects.filter(number_key__in=keys).values_list("number_key", flat=True))
    for page in pages:
        if page.number_key in taken:
            page.number_key = None
        elif page.number_key:
            taken.add(page.number_key)


def number_pages(pages):
    """Give out index numbers, a run of them for each organisation and year."""
    groups = defaultdict(list)
    for page in pages:
        day = page.written_date or timezone.localdate(page.first_published_at)
        groups[organisation_code(page.department), day.year].append(page)
    runs = take_index_number_runs({key: len(members) for key, members in groups.items()})
    for key, members in groups.items():
        for page, number in zip(members, runs[key], strict=True):
            page.index_number = number
