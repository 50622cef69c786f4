"""Publication of the items of a batch, two hundred at a time, through the same gate as any page."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, Revision

from cms.approval.fingerprint import fingerprint_of_revision
from cms.approval.gate import admit
from cms.approval.models import Approval, BatchItem
from cms.content.relocation import list_published


@transaction.atomic
def publish_items(batch, items):
    """Publish what is still as it was prepared; the rest is marked as changed and stays a draft.

    A page whose only revision is the approved one holds the same content in its row, so publishing it is a matter of
    columns; any other goes through Wagtail's own publication of the revision.
    """
    pages = _specific_pages(items)
    sound, unsound = [], []
    for item in items:
        obstacle = _obstacle(item, pages.get(item.page_id))
        if obstacle:
            item.outcome, item.reason = BatchItem.Outcome.CHANGED, obstacle[:300]
            unsound.append(item)
        else:
            item.outcome = BatchItem.Outcome.PUBLISHED
            sound.append(item)
    Approval.objects.bulk_create(
        Approval(
            page_id=item.page_id,
            revision_id=item.revision_id,
            fingerprint=item.fingerprint,
            batch=batch,
            reviewed_by_id=batch.reviewed_by_id,
            signed_by_id=batch.signed_by_id,
        )
        for item in sound
    )
    BatchItem.objects.bulk_update([*sound, *unsound], ["outcome", "reason"])
    revisions = dict(
        Revision.objects.filter(object_id__in=[str(item.page_id) for item in sound], base_content_type=_page_type())
        .values_list("object_id")
        .annotate(n=Count("pk"))
        .order_by()
    )
    fresh = [item for item in sound if revisions.get(str(item.page_id)) == 1 and not pages[item.page_id].live]
    fresh_ids = {item.pk for item in fresh}
    _publish_rows(batch, fresh, pages)
    for item in sound:
        if item.pk not in fresh_ids:
            item.revision.publish(user=batch.signed_by, skip_permission_checks=True)


def _page_type():
    return ContentType.objects.get_for_model(Page)


def _specific_pages(items):
    ids = [item.page_id for item in items if item.page_id]
    return {page.pk: page for page in Page.objects.filter(pk__in=ids).specific()}


def _obstacle(item, page):
    """Why an item cannot be published, '' when it can."""
    if page is None or item.revision is None:
        return _("The page was deleted.")
    if page.latest_revision_id != item.revision_id or fingerprint_of_revision(item.revision) != item.fingerprint:
        return _("The text was changed after it was prepared.")
    obstacles = page.publication_obstacles() if hasattr(page, "publication_obstacles") else []
    return " ".join(str(obstacle) for obstacle in obstacles)


def _publish_rows(batch, items, pages):
    """Publish pages whose row is their approved revision."""
    ids = [item.page_id for item in items]
    if not ids:
        return
    admit({item.page_id: item.fingerprint for item in items})
    now = timezone.now()
    Page.objects.filter(pk__in=ids).order_by().update(
        live=True,
        has_unpublished_changes=False,
        expired=False,
        first_published_at=Coalesce("first_published_at", now),
        last_published_at=now,
        live_revision=F("latest_revision"),
    )
    list_published(ids)
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
