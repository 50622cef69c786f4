"""Drafts as page objects, complete but unsaved."""

import uuid

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from cms.content.document_numbers import number_key
from cms.content.models import Attachment, OfficialDocumentPage, PageAttachment
from cms.importing.readers import attachment_bytes

STREAM_BLOCK = OfficialDocumentPage._meta.get_field("body").stream_block


def page_from(draft, taken_keys, locale, now):
    """The page of a draft. `taken_keys` are number keys in use; a version of a text already numbered goes without."""
    place = draft.place
    for block in draft.blocks:
        block["id"] = str(uuid.uuid4())
    issuers = "" if not draft.issuer else draft.issuer
    key = number_key(draft.number, draft.issuer)
    page = OfficialDocumentPage(
        title=draft.title,
        draft_title=draft.title,
        slug=draft.slug,
        locale=locale,
        live=False,
        has_unpublished_changes=True,
        first_published_at=draft.published,
        latest_revision_created_at=now,
        is_reprint=place.is_reprint,
        issuer_name=(draft.issuer or _("Issuer not stated")) if place.is_reprint else "",
        issuers=issuers,
        source_name=draft.source_name if place.is_reprint else "",
        source_url=draft.source_url,
        keywords=draft.keywords,
        summary=draft.summary,
        document_number=draft.number,
        number_key=key if key not in taken_keys else None,
        genre=draft.genre,
        written_date=draft.written_date,
        effective_date=draft.effective_date,
        validity=draft.validity,
        validity_cause=_("As stated by the source") if draft.repealed else "",
        validity_changed_on=timezone.localdate(draft.published) if draft.repealed else None,
        theme=draft.theme,
        column=place.column,
        planned_column=place.column.planned_column,
        department=place.department,
        body=StreamValue(STREAM_BLOCK, draft.blocks, is_lazy=True),
    )
    page.attachments = [_attachment(entry, order) for order, entry in enumerate(draft.attachments)]
    draft.page = page
    return page


def _attachment(entry, order):
    """A file that came along is kept; the address of one that stays elsewhere is listed."""
    title = (entry.get("title") or "")[:300]
    content = attachment_bytes(entry)
    if content is None:
        return PageAttachment(external_url=entry["url"][:500], title=title, sort_order=order)
    name = entry.get("name") or title or "attachment"
    attachment = Attachment(title=(title or name)[:255], file=ContentFile(content, name=name))
    attachment.save()
    return PageAttachment(attachment=attachment, title=title, sort_order=order)
