"""Publication at a time that was approved with the text, and expiry; and the actions that set and cancel them.

A writer plans the dates of a draft; they are approved with it. Whoever may withdraw a page may also let it end at a
time, never later than it would have ended, and may cancel a publication that waits for its time. More than that comes
by a new approval.
"""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.approval.gate.admission import NotApproved
from cms.approval.log.actors import actor
from cms.approval.log.occasion import EXPIRY
from cms.approval.models import Approval, Expiry, LogEvent
from cms.approval.release.withdrawal import answers_for, take_off

logger = logging.getLogger(__name__)


class ScheduleRefused(PermissionDenied):
    """A date that this person cannot set, or not so; the text says why."""


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
                list(Page.objects.select_for_update().filter(pk=revision.object_id).values_list("pk"))
                revision.publish(log_action="wagtail.publish.scheduled")
        except Exception as refusal:
            if not isinstance(refusal, (NotApproved, ValidationError)):
                logger.exception("Scheduled publication of page %s failed", revision.object_id)
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            logger.warning("Scheduled publication of page %s was refused: %s", revision.object_id, refusal)
            refused += 1
        else:
            published += 1
    return published, refused, expired


def expire(now):
    """Take off the pages whose last moment has passed, each with all below it and for itself; returns how many.

    Like what was withdrawn they come back only by approval.
    """
    due = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    expired = 0
    for number in list(due.values_list("pk", flat=True)):
        try:
            expired += _expire(number)
        except Exception:
            logger.exception("Page %s has expired and could not be taken off", number)
    return expired


@transaction.atomic
def _expire(number):
    """Whether the page was still public; with what stood above it, it may have gone already."""
    page = Page.objects.select_for_update().filter(pk=number, live=True).first()
    if page is None:
        return False
    page = page.specific
    take_off(page, _who_set_it(page), set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _who_set_it(page):
    """What the log notes of an expiry: who set its date, unless it was approved with the text."""
    facts = {"event": LogEvent.EXPIRED, "procedure": EXPIRY}
    own = Expiry.objects.filter(page=page.pk, expires_at=page.expire_at).select_related("by").order_by("-pk").first()
    if own is None:
        return facts
    return {**facts, "actors": [actor("expiry", own.by, own.at)], "reason": own.reason}


def may_plan(user, page):
    """Who writes the page, as long as it does not wait for a decision."""
    return page.permissions_for_user(user).can_write() and not page.workflow_in_progress


def may_end(user, page):
    """Whoever answers for the page: the people who may withdraw it."""
    return answers_for(user, page)


def scheduled_revision(page):
    """The approved revision that waits for its time, or None."""
    return page.revisions.exclude(approved_go_live_at=None).order_by("approved_go_live_at").first()


@transaction.atomic
def plan_dates(page, user, go_live_at, expire_at):
    """Note in a new draft when the text is to appear and to end. Returns the revision.

    Raises ScheduleRefused for who does not write the page, and while it waits for a decision.
    """
    if not may_plan(user, page):
        raise ScheduleRefused(_("The dates of a draft are set by who writes it, before it is submitted."))
    draft = page.get_latest_revision_as_object()
    draft.go_live_at, draft.expire_at = go_live_at, expire_at
    return draft.save_revision(user=user, log_action=True)


@transaction.atomic
def set_expiry(page, user, moment, reason):
    """Let a public page end at a moment, never later than it would end as approved. Returns the record.

    Raises ScheduleRefused for who does not answer for the page, and for a moment that has passed or is later.
    """
    page = Page.objects.select_for_update().get(pk=page.pk)
    if not page.live or not may_end(user, page):
        raise ScheduleRefused(_("Only a reviewer or signer of this site, or the supervising office, can set its end."))
    if moment <= timezone.now():
        raise ScheduleRefused(_("This moment has passed. Withdraw the page to take it off now."))
    if page.expire_at and moment > page.expire_at:
        raise ScheduleRefused(_("The page was approved to end earlier. A later end comes by a new approval."))
    Page.objects.filter(pk=page.pk).update(expire_at=moment)
    log(instance=page, action="wagtail.edit", user=user, data={"expire_at": moment.isoformat()})
    return Expiry.objects.create(page=page, expires_at=moment, reason=reason, by=user)


@transaction.atomic
def unschedule(page, user, reason):
    """Cancel a publication that waits for its time; it has to be approved anew.

    Raises ScheduleRefused for who does not answer for the page, and where nothing waits.
    """
    waiting = scheduled_revision(page)
    if not may_end(user, page):
        raise ScheduleRefused(_("Only a reviewer or signer of this site, or the supervising office, can cancel it."))
    if waiting is None:
        raise ScheduleRefused(_("Nothing of this page waits for its time any more."))
    page.revisions.update(approved_go_live_at=None)
    Approval.objects.in_force().filter(page=page.pk, revision=waiting).update(ended_at=timezone.now())
    log(instance=page, action="wagtail.schedule.cancel", user=user, data={"reason": reason}, revision=waiting)
