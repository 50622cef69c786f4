"""Whether a text is here already: by its source's number, by document number and issuer, by its words."""

from django.utils.translation import gettext as _

from cms.approval.models import BatchItem
from cms.content.document_numbers import number_key
from cms.content.models import ContentPage, OfficialDocumentPage
from cms.importing.cleaner import comparable_hash


class Duplicates:
    """What a group of drafts repeats, asked of the database in four statements for the whole group."""

    def __init__(self, drafts):
        self.drafts = drafts
        ids = [draft.source_id for draft in drafts]
        hashes = [draft.text_hash for draft in drafts]
        keys = [key for draft in drafts if (key := number_key(draft.number, draft.issuer))]
        items = BatchItem.objects.exclude(page=None)
        self.by_id = dict(items.filter(source_id__in=ids).values_list("source_id", "page"))
        self.by_text = dict(items.filter(source_hash__in=hashes).values_list("source_hash", "page"))
        self.by_number = dict(OfficialDocumentPage.objects.filter(number_key__in=keys).values_list("number_key", "pk"))
        self.by_text |= self._same_title_and_text()
        self.versions = dict(
            OfficialDocumentPage.objects.filter(number_key__in=keys).values_list("number_key", "title")
        )

    def _same_title_and_text(self):
        """Pages written here by hand keep no hash; those with one of the titles are compared by their words."""
        titles = {draft.title for draft in self.drafts}
        pages = ContentPage.objects.filter(title__in=titles, batch_items=None).only("pk", "body")
        return {comparable_hash(list(page.body.raw_data)): page.pk for page in pages}

    def of(self, draft):
        """(page, reason) of the page that the draft repeats; (None, '') for a new text.

        The page is its number, or the draft itself where that stands earlier in the same group.
        """
        if draft.source_id in self.by_id:
            return self.by_id[draft.source_id], _("The same source number")
        if draft.text_hash in self.by_text:
            return self.by_text[draft.text_hash], _("The same text")
        key = number_key(draft.number, draft.issuer)
        if key in self.by_number and not self._is_version(draft, key):
            return self.by_number[key], _("The same document number and issuer")
        self.by_id[draft.source_id] = self.by_text[draft.text_hash] = draft
        if key and key not in self.by_number:
            self.by_number[key] = draft
        return None, ""

    def _is_version(self, draft, key):
        """Versions of one text share its number by right; they are relations, not duplicates (domain §7)."""
        return bool(draft.version_group)
