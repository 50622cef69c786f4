"""The clock of corrections: what changed at its source is replaced within two working days (plan §3)."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.approval.corrections.access import may_give_notice, may_set_aside
from cms.approval.models import Correction, Withdrawal
from cms.content.placement import department_at
from cms.organisation.models import Threshold
from cms.workdays import UnknownYear, due_at, local_day

logger = logging.getLogger(__name__)
THRESHOLD = "clock-source-replaced"
# The plan's own figure, where no threshold was loaded yet.
PLANNED_LIMIT = 2


def limit_on(day):
    """The working days that a correction has which began on the day."""
    try:
        return int(Threshold.objects.value_on(THRESHOLD, day))
    except Threshold.DoesNotExist:
        return PLANNED_LIMIT


def deadline(day, limit):
    """When a correction that began on the day is due; None, and a word in the log, while the calendar ends before."""
    try:
        return due_at(day, limit)
    except UnknownYear as unknown:
        logger.warning("The deadline of a correction of %s stays open: %s", day, unknown)
        return None


def give_notice(page, user, note, changed_on=None):
    """A department says that the material of a public page has changed; its correction is due from that day on.

    Raises PermissionDenied for who does not work for the page's department.
    """
    if not may_give_notice(user, page):
        raise PermissionDenied(_("Only who works for the department of this page can report a change of it."))
    correction = _begun(page, Correction.Cause.NOTICE, user, timezone.now(), changed_on)
    correction.note = note.strip()[:500]
    correction.save()
    if correction.due_at and correction.due_at < correction.opened_at:
        logger.warning("The correction of page %s was due on %s, before it was reported", page.pk, correction.due_at)
    return correction


def begin_edit(page, user, moment):
    """A public text is being changed: that is a correction. Returns it, or None where somebody began just before."""
    correction = _begun(page, Correction.Cause.EDIT, user, moment)
    try:
        with transaction.atomic():
            correction.save()
    except IntegrityError:
        return None
    return correction


def _begun(page, cause, user, moment, changed_on=None):
    day = changed_on or local_day(moment)
    limit = limit_on(day)
    return Correction(
        page_id=page.pk,
        title=page.title[:255],
        department_id=department_at(page.path),
        cause=cause,
        changed_on=day,
        opened_at=moment,
        opened_by=user,
        limit=limit,
        due_at=deadline(day, limit),
    )


def close_published(page, revision):
    """What was published may be the correction: it is, where it was written after the correction began.

    A text that was written before, and is only published now, cannot know of the change.
    """
    begun = Correction.objects.open().filter(page=page.pk, opened_at__lte=revision.created_at)
    return begun.update(closed_at=timezone.now(), closing=Correction.Closing.PUBLISHED, revision=revision)


def close_undone(page, user):
    """Who began to change the page put it back as the public reads it: nothing was to be corrected.

    What was begun by a notice stays open; its source has changed whatever the draft says.
    """
    begun = Correction.objects.open().filter(page=page.pk, cause=Correction.Cause.EDIT)
    facts = {"closed_at": timezone.now(), "closing": Correction.Closing.SET_ASIDE}
    return begun.update(**facts, closed_by=user, closing_note=_("The change was undone."))


def close_taken_off(page, moment=None):
    """A page that was taken off shows nothing outdated any more."""
    gone = Correction.objects.open().filter(page=page.pk)
    return gone.update(closed_at=moment or timezone.now(), closing=Correction.Closing.TAKEN_OFF)


def set_aside(correction, user, reason):
    """A reviewer or signer, or the supervising office, finds that nothing needs correction, and says why.

    Raises PermissionDenied for anybody else and for one that is closed, ValueError without a reason.
    """
    reason = reason.strip()
    if not reason:
        raise ValueError("setting a correction aside needs a reason")
    if not may_set_aside(user, correction):
        raise PermissionDenied(_("A reviewer or signer of the department, or the supervising office, sets it aside."))
    changed = Correction.objects.open().filter(pk=correction.pk)
    facts = {"closed_at": timezone.now(), "closing": Correction.Closing.SET_ASIDE}
    if not changed.update(**facts, closed_by=user, closing_note=reason[:300]):
        raise PermissionDenied(_("This correction is closed already."))
    correction.refresh_from_db()


def settle():
    """Close what was taken off with its column or site, and count the deadlines again where the calendar changed.

    Returns the numbers closed and counted anew.
    """
    now = timezone.now()
    gone = list(Correction.objects.open().filter(Q(page=None) | Q(page__live=False)))
    taken_off = dict(
        Withdrawal.objects.filter(page__in=[each.page_id for each in gone if each.page_id])
        .order_by()
        .values_list("page")
        .annotate(last=Max("at"))
    )
    for correction in gone:
        last = taken_off.get(correction.page_id)
        correction.closed_at = last if last and last > correction.opened_at else now
        correction.closing = Correction.Closing.TAKEN_OFF
    Correction.objects.bulk_update(gone, ["closed_at", "closing"], batch_size=200)
    moved = []
    for correction in Correction.objects.filter(Q(closed_at=None) | Q(due_at=None)):
        due = deadline(correction.changed_on, correction.limit)
        if due and due != correction.due_at:
            correction.due_at = due
            moved.append(correction)
    Correction.objects.bulk_update(moved, ["due_at"], batch_size=200)
    return len(gone), len(moved)


def public_page(page_id):
    """The public page of that number, or None; an alias follows its source and is not corrected itself."""
    return Page.objects.filter(pk=page_id, live=True, alias_of=None, depth__gt=1).first()
