"""Whether a text is here already: by its source's number, by document number and issuer, by its words."""

from collections import defaultdict

from django.utils.translation import gettext as _

from cms.approval.models import BatchItem
from cms.content.document_numbers import number_key
from cms.content.models import ContentPage, OfficialDocumentPage
from cms.importing.cleaner import comparable_hash
from cms.importing.draft import Draft

CHUNK = 200


def texts_by_hand():
    """Hashes of the texts of pages that were written here: those that came by an import keep theirs on their item."""
    imported = BatchItem.objects.exclude(source_hash="").exclude(page=None).values("page")
    pages = ContentPage.objects.exclude(pk__in=imported).order_by().values_list("pk", "body")
    return {
        comparable_hash(list(body.raw_data)): pk for pk, body in pages.iterator(chunk_size=CHUNK) if len(body.raw_data)
    }


class Duplicates:
    """What the drafts of a group repeat, asked of the database in a few statements for the whole group."""

    def __init__(self, drafts, source, by_hand):
        self.source = source
        items = BatchItem.objects.exclude(page=None)
        self.by_id = defaultdict(list)
        facts = ("source_id", "page", "page__title", "source_url", "batch__source")
        for source_id, *known in items.filter(source_id__in=[draft.source_id for draft in drafts]).values_list(*facts):
            self.by_id[source_id].append(known)
        hashes = [draft.text_hash for draft in drafts]
        self.by_text = {text_hash: by_hand[text_hash] for text_hash in hashes if text_hash in by_hand}
        self.by_text |= dict(items.filter(source_hash__in=hashes).values_list("source_hash", "page"))
        keys = [key for draft in drafts if (key := key_of(draft))]
        self.by_number = dict(OfficialDocumentPage.objects.filter(number_key__in=keys).values_list("number_key", "pk"))
        versions = items.filter(page__in=self.by_number.values()).exclude(version_group="")
        self.groups = dict(versions.values_list("page", "version_group"))

    def of(self, draft):
        """(page, reason) of the page that the draft repeats; (None, '') for a new text.

        The page is its number, or the draft itself where that stands earlier in the same group.
        """
        original = self._same_source(draft)
        if original:
            return original, _("The same source number")
        if draft.text_hash in self.by_text:
            return self.by_text[draft.text_hash], _("The same text")
        key = key_of(draft)
        if key in self.by_number and not self._are_versions(draft, self.by_number[key]):
            return self.by_number[key], _("The same document number and issuer")
        self.by_id[draft.source_id].append((draft, draft.title, draft.source_url, self.source))
        self.by_text[draft.text_hash] = draft
        if key:
            self.by_number.setdefault(key, draft)
        return None, ""

    def _same_source(self, draft):
        """The page of the same source number; of another source, only if title or address is the same as well."""
        for page, title, url, source in self.by_id.get(draft.source_id, ()):
            same_source = file_name(source) == file_name(self.source)
            if same_source or title == draft.title or (url and url == draft.source_url):
                return page
        return None

    def _are_versions(self, draft, holder):
        """Versions of one text share its number by right; they are relations, not duplicates (domain §7)."""
        group = holder.version_group if isinstance(holder, Draft) else self.groups.get(holder, "")
        return bool(group) and group == draft.version_group


def key_of(draft):
    """What makes the draft's number unique; None without issuer, or for a form that repeats by right."""
    return number_key(draft.number, draft.lead_issuer)


def file_name(source):
    """The name of the file in the description of a source that a batch keeps."""
    return source.partition(" sha256:")[0]
