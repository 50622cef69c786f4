"""Versions of one text are relations between pages, not duplicates (domain §7)."""

from collections import defaultdict

from wagtail.models import Revision

from cms.approval.fingerprint import fingerprint_of_revision
from cms.approval.models import BatchItem
from cms.content.models import OfficialDocumentPage, PageRelation
from cms.content.models.page_parts import RelationType


def relate_versions(batch):
    """Relate the drafts of a batch that are versions of one text: each older one to the newest.

    The relation is part of what is approved, so the drafts' revisions and fingerprints are written anew; nobody has
    seen them yet, since the batch is still being filled.
    """
    groups = defaultdict(list)
    items = batch.items.filter(outcome=BatchItem.Outcome.DRAFT).exclude(version_group="")
    for item in items.select_related("revision"):
        groups[item.version_group].append(item)
    dates = dict(OfficialDocumentPage.objects.filter(batch_items__in=items).values_list("pk", "first_published_at"))
    relations, changed = [], []
    for members in groups.values():
        members.sort(key=lambda item: (dates[item.page_id], item.page_id))
        *older, newest = members
        for item in older:
            relation = PageRelation(
                page_id=item.page_id, target_id=newest.page_id, type=RelationType.VERSION_OF, sort_order=0
            )
            relations.append(relation)
            item.revision.content["relations"] = [
                {"pk": None, "sort_order": 0, "page": item.page_id, "type": relation.type, "target": newest.page_id}
            ]
            item.fingerprint = fingerprint_of_revision(item.revision)
            changed.append(item)
    PageRelation.objects.bulk_create(relations)
    Revision.objects.bulk_update([item.revision for item in changed], ["content"], batch_size=50)
    BatchItem.objects.bulk_update(changed, ["fingerprint"], batch_size=200)
