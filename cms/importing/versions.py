"""Versions of one text are relations between pages, not duplicates (domain §7)."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from wagtail.models import Revision

from cms.approval.gate.fingerprint import fingerprint_of_revision
from cms.approval.gate.privacy import read_once
from cms.approval.models import BatchItem
from cms.content.document_numbers import number_key
from cms.content.models import OfficialDocumentPage, PageRelation
from cms.content.relation_types import RelationType
from cms.importing.inserting import insert
from cms.importing.references import index_relations

CHUNK = 50


@dataclass(frozen=True)
class Version:
    """A page of a group of versions."""

    page: int
    is_new: bool
    order: tuple
    number_key: str | None
    holds_number: bool


def relate_versions(batch):
    """Relate the drafts of a batch that are versions of one text: to the newest of them, and that to one here before.

    The relation is part of what is approved, so the drafts' revisions and fingerprints are written anew; nobody has
    seen them yet, since the batch is still being filled. Pages of earlier batches stay as they were approved.
    """
    relations = [
        PageRelation(page_id=page, target_id=target, type=RelationType.VERSION_OF, sort_order=order)
        for versions in _groups(batch)
        for page, targets in _targets(versions).items()
        for order, target in enumerate(targets)
    ]
    insert(PageRelation, relations)
    index_relations(relations)
    by_page = defaultdict(list)
    for relation in relations:
        by_page[relation.page_id].append(relation)
    numbers = list(by_page)
    for start in range(0, len(numbers), CHUNK):
        _rewrite(batch, {number: by_page[number] for number in numbers[start : start + CHUNK]})


def _groups(batch):
    """Versions by group, for groups of which the batch brings a version and that have more than one."""
    items = BatchItem.objects.filter(outcome__in=[BatchItem.Outcome.DRAFT, BatchItem.Outcome.PUBLISHED])
    ours = items.filter(batch=batch).exclude(version_group="").exclude(page=None).order_by()
    names = set(ours.values_list("version_group", flat=True))
    shared = items.filter(version_group__in=names).order_by().values("version_group")
    several = [row["version_group"] for row in shared.annotate(pages=Count("page", distinct=True)) if row["pages"] > 1]
    rows = list(items.filter(version_group__in=several).values_list("version_group", "page", "batch"))
    facts = ("pk", "first_published_at", "document_number", "issuers", "issuer_name", "number_key")
    pages = OfficialDocumentPage.objects.filter(pk__in=[page for _group, page, _batch in rows])
    pages = {pk: known for pk, *known in pages.order_by().values_list(*facts)}
    groups = defaultdict(list)
    for group, page, owner in rows:
        if page in pages:
            published, number, issuers, issuer_name, holds = pages[page]
            lead = issuers.partition("\n")[0] or issuer_name
            key = number_key(number, lead)
            groups[group].append(Version(page, owner == batch.pk, (published, page), key, bool(holds)))
    return groups.values()


def _targets(versions):
    """The pages that each new version names: the newest, and the one that carries the number that both have."""
    new = [version for version in versions if version.is_new]
    newest = max(new, key=lambda version: version.order)
    before = [version for version in versions if not version.is_new]
    holders = {version.number_key: version.page for version in versions if version.holds_number and version.number_key}
    found = {}
    for version in sorted(new, key=lambda version: version.order):
        targets = {}
        if version is not newest:
            targets[newest.page] = None
        elif before:
            targets[max(before, key=lambda each: each.order).page] = None
        holder = holders.get(version.number_key, version.page)
        if holder != version.page and version.page not in found.get(holder, ()):
            targets[holder] = None
        if targets:
            found[version.page] = list(targets)
    return found


@read_once()
def _rewrite(batch, relations):
    """Put the relations into the drafts' revisions, and take their fingerprints anew."""
    drafts = batch.items.filter(page__in=relations, outcome=BatchItem.Outcome.DRAFT)
    items = list(drafts.select_related("revision"))
    for item in items:
        item.revision.content["relations"] = [
            {
                "pk": relation.pk,
                "sort_order": relation.sort_order,
                "page": relation.page_id,
                "type": relation.type,
                "target": relation.target_id,
            }
            for relation in relations[item.page_id]
        ]
        item.fingerprint = fingerprint_of_revision(item.revision)
    Revision.objects.bulk_update([item.revision for item in items], ["content"])
    BatchItem.objects.bulk_update(items, ["fingerprint"])
