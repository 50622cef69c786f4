"""Publication at a time that was approved with the text, and expiry."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.approval.gate import NotApproved

logger = logging.getLogger(__name__)


def publish_due():
    """Publish the revisions whose time has come, and take off the pages that have expired, each for itself.

    Wagtail's own command ends at the first refusal. Here what the gate refuses loses its schedule, is logged, and the
    rest goes on. Returns the numbers published, refused and expired.
    """
    now = timezone.now()
    expired = expire(now)
    published = refused = 0
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    for revision in due:
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
        except (NotApproved, ValidationError) as refusal:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            logger.warning("Scheduled publication of page %s was refused: %s", revision.object_id, refusal)
            refused += 1
        else:
            published += 1
    return published, refused, expired


def expire(now):
    """Take off the pages whose last day has passed."""
    pages = list(Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at").specific())
    for page in pages:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return len(pages)
