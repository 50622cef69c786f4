"""Publication of the items of a batch, two hundred at a time, through the same gate as any page."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, Revision

from cms.approval.gate.admission import NotApproved, admitted, obstacle_of
from cms.approval.gate.contents import is_same
from cms.approval.gate.fingerprint import fingerprint, fingerprint_of_revision
from cms.approval.gate.parts import whole_pages
from cms.approval.gate.privacy import read_once
from cms.approval.gate.shelf import write_many
from cms.approval.log.many import enter_batch
from cms.approval.log.turns import lock_pages
from cms.approval.models import Approval, BatchItem
from cms.content.placement import ancestor_paths
from cms.content.relocation import list_published


@transaction.atomic
@read_once()
def publish_items(batch, items):
    """Publish what is still as it was prepared; the rest is marked as changed and stays a draft.

    A page whose only revision is the approved one, and whose row holds the same, is published as a matter of columns;
    any other goes through Wagtail's own publication of the revision.
    """
    lock_pages([item.page_id for item in items])
    pages = _specific_pages(items)
    hidden = _hidden_places(pages.values())
    settled = {item.page_id for item in items if _is_as_approved(pages.get(item.page_id), item)}
    obstacles = {item.pk: _obstacle(item, pages.get(item.page_id), settled, hidden) for item in items}
    sound = [item for item in items if not obstacles[item.pk]]
    _approve(batch, sound)
    fresh = _fresh([item for item in sound if item.page_id in settled], pages)
    _publish_rows(batch, fresh, pages)
    published = {item.pk for item in fresh}
    for item in sound:
        if item.pk not in published:
            obstacles[item.pk] = _publish_one(batch, item)
    _record(items, obstacles)


def _record(items, obstacles):
    done = [item.pk for item in items if not obstacles[item.pk]]
    BatchItem.objects.filter(pk__in=done).update(outcome=BatchItem.Outcome.PUBLISHED)
    refused = [item for item in items if obstacles[item.pk]]
    for item in refused:
        item.outcome, item.reason = BatchItem.Outcome.CHANGED, obstacles[item.pk][:300]
    BatchItem.objects.bulk_update(refused, ["outcome", "reason"])


def _approve(batch, items):
    Approval.objects.bulk_create(
        Approval(
            page_id=item.page_id,
            revision_id=item.revision_id,
            fingerprint=item.fingerprint,
            batch=batch,
            reviewed_by_id=batch.reviewed_by_id,
            signed_by_id=batch.signed_by_id,
        )
        for item in items
    )


def _specific_pages(items):
    """The pages of the items, whole, by number."""
    by_type = defaultdict(list)
    for item in items:
        if item.page_id and item.revision:
            by_type[item.revision.content_type_id].append(item.page_id)
    found = {}
    for type_id, ids in by_type.items():
        found |= whole_pages(ContentType.objects.get_for_id(type_id).model_class(), ids)
    return found


def _hidden_places(pages):
    """Tree paths above the pages that are not public; what stands below them cannot be reached."""
    above = {path for page in pages for path in ancestor_paths(page.path)[1:]}
    return dict(Page.objects.filter(path__in=above, live=False).values_list("path", "title"))


def _obstacle(item, page, settled, hidden):
    """Why an item cannot be published, '' when it can. What can be opens its place to those below it.

    `settled` are the numbers of the pages whose row is what was approved; of the others the revision is judged.
    """
    if page is None or item.revision is None:
        return _("The page was deleted.")
    if page.latest_revision_id != item.revision_id or fingerprint_of_revision(item.revision) != item.fingerprint:
        return _("The text was changed after it was prepared.")
    obstacle = obstacle_of(page if page.pk in settled else item.revision.as_object())
    if obstacle:
        return obstacle
    for path in ancestor_paths(page.path):
        if path in hidden:
            return _("“%(title)s” is not public yet, so nothing below it can be published.") % {"title": hidden[path]}
    hidden.pop(page.path, None)
    return ""


def _fresh(items, pages):
    """Those of the items, whose rows hold what was approved, that were never public and wait for no date."""
    drafts = [item for item in items if not pages[item.page_id].live]
    revisions = dict(
        Revision.objects.filter(
            object_id__in=[str(item.page_id) for item in drafts],
            base_content_type=ContentType.objects.get_for_model(Page),
        )
        .values_list("object_id")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return [item for item in drafts if revisions.get(str(item.page_id)) == 1 and pages[item.page_id].go_live_at is None]


def _is_as_approved(page, item):
    """Whether the row holds what was approved; word for word is quicker to see than to hash."""
    if page is None or item.revision is None:
        return False
    return is_same(page, item.revision.content) or fingerprint(page) == item.fingerprint


def _publish_one(batch, item):
    """Publish one page the ordinary way; the reason, where its own rules refuse it now, else ''."""
    try:
        with transaction.atomic():
            item.revision.publish(user=batch.signed_by, skip_permission_checks=True)
    except NotApproved as refusal:
        reason = str(refusal)
    except ValidationError as error:
        reason = " ".join(error.messages)
    else:
        return ""
    Approval.objects.filter(batch=batch, page=item.page_id, revision=item.revision_id).delete()
    return reason


def _publish_rows(batch, items, pages):
    """Publish pages whose row is their approved revision."""
    ids = [item.page_id for item in items]
    if not ids:
        return
    with admitted({item.page_id: item.fingerprint for item in items}):
        dates = enter_batch(batch, items, pages)
        now = dates.now
        public = {
            "live": True,
            "has_unpublished_changes": False,
            "expired": False,
            "last_published_at": now,
            "live_revision": F("latest_revision"),
        }
        # What keeps an earlier date has it in its row already; every other date is the log's.
        Page.objects.filter(pk__in=dates.fresh).order_by().update(first_published_at=now, **public)
        Page.objects.filter(pk__in=dates.dated).order_by().update(**public)
        list_published(ids)
        write_many({item.page_id: (type(pages[item.page_id]), item.revision.content) for item in items})
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            content_type_id=pages[item.page_id].content_type_id,
            label=pages[item.page_id].title[:255],
            action="wagtail.publish",
            data={"batch": batch.pk},
            timestamp=now,
            uuid=None,
            user=batch.signed_by,
            revision_id=item.revision_id,
            content_changed=True,
            deleted=False,
            page_id=item.page_id,
        )
        for item in items
    )
