"""Emergency publication: two named people instead of the procedure, seen at once and reviewed afterwards (plan §4).

It shortens the way, never the four eyes: the second person is a signer of the site or of the supervising office, was
named by the first, and neither proposed nor wrote the text. What may never be public stays so.
"""

import logging
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Page

from cms.approval.checks.findings import undecided_blocking
from cms.approval.checks.running import run_checks
from cms.approval.gate.admission import obstacle_of
from cms.approval.gate.fingerprint import fingerprint_of_revision
from cms.approval.log.actors import actor
from cms.approval.log.occasion import EMERGENCY, REVIEW, occasion
from cms.approval.log.recorder import record
from cms.approval.log.turns import lock_below
from cms.approval.models import Approval, Emergency, LogEvent
from cms.approval.procedure.people import editors_since_publication
from cms.approval.release.publishing import require_public_ancestors
from cms.approval.release.withdrawal import withdraw
from cms.content.placement import department_at
from cms.organisation.models import Threshold
from cms.organisation.roles import Role, RoleGroup, is_supervisor, supervisors, user_has_role
from cms.workdays import UnknownYear, due_at, local_day

logger = logging.getLogger(__name__)
PROPOSERS = (Role.WEBMASTER, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNER)
# What the product begins with where no threshold was loaded (fixtures/organisation).
REVIEW_WORKDAYS = ("clock-emergency-review", 1)


class EmergencyRefused(PermissionDenied):
    """An emergency publication, or a step of it, that is not possible; the text says why."""


def may_propose(user, page):
    """Whoever has a role on the page's site, and the supervising office."""
    if page.depth < 2 or not user.is_active:
        return False
    return user_has_role(user, *PROPOSERS, department=department_at(page.path)) or is_supervisor(user)


def second_people(user, page):
    """Who can be the second person: signers of the site and the supervising office, but for who wrote the text."""
    groups = RoleGroup.objects.filter(
        Q(role=Role.SIGNER, department=department_at(page.path)) | Q(role=Role.SUPERVISOR, department=None)
    )
    members = get_user_model().objects.filter(groups__role_group__in=groups, is_active=True)
    took_part = editors_since_publication(page) | {user.person_id}
    return members.exclude(person__in=took_part).order_by("pk").distinct()


@transaction.atomic
def propose(page, user, second, reason):
    """Name the text, the reason and the second person; nothing is public yet.

    Raises EmergencyRefused for who has no role on the site, for a second person who cannot be it, without a reason, and
    for a page that could not become public.
    """
    reason = reason.strip()
    if not reason:
        raise EmergencyRefused(_("Say why it cannot wait for the procedure."))
    if not may_propose(user, page):
        raise EmergencyRefused(_("Only who has a role on this site can ask for an emergency publication."))
    if not second_people(user, page).filter(pk=second.pk).exists():
        raise EmergencyRefused(_("The second person is another signer of this site, or of the supervising office."))
    revision = page.get_latest_revision() or page.save_revision(user=user)
    _require_publishable(page, revision)
    run_checks(revision)
    Emergency.objects.proposed().filter(page=page.pk).update(refused_at=timezone.now())
    return Emergency.objects.create(
        page_id=page.pk,
        title=revision.object_str[:255],
        department_id=department_at(page.path),
        revision=revision,
        fingerprint=fingerprint_of_revision(revision),
        reason=reason[:500],
        proposed_by=user,
        second=second,
    )


@transaction.atomic
def confirm(emergency, user):
    """The second person agrees: exactly the text that was named is public at once.

    Raises EmergencyRefused for anybody else, when it was decided or the text changed meanwhile, and where the page
    cannot become public.
    """
    emergency = Emergency.objects.select_for_update(of=("self",)).get(pk=emergency.pk)
    if user.pk != emergency.second_id:
        raise EmergencyRefused(_("Only the person named for it confirms an emergency publication."))
    if not emergency.is_proposed:
        raise EmergencyRefused(_("This emergency publication was decided in the meantime."))
    held = Page.objects.select_for_update().filter(pk=emergency.page_id).first()
    page, revision = held and held.specific, emergency.revision
    if page is None or revision is None:
        raise EmergencyRefused(_("The page was deleted."))
    if page.latest_revision_id != revision.pk or fingerprint_of_revision(revision) != emergency.fingerprint:
        raise EmergencyRefused(_("The text was changed after it was proposed; it has to be proposed again."))
    if not second_people(emergency.proposed_by, page).filter(pk=user.pk).exists():
        raise EmergencyRefused(_("The second person is another signer of this site, or of the supervising office."))
    _require_publishable(page, revision)
    if undecided_blocking(revision):
        raise EmergencyRefused(
            _("The checks found something. Say on the page of this publication what becomes of it, then confirm.")
        )
    now = timezone.now()
    emergency.approval = Approval.objects.create(
        page_id=page.pk,
        revision=revision,
        fingerprint=emergency.fingerprint,
        reviewed_by=emergency.proposed_by,
        signed_by=user,
    )
    emergency.confirmed_at, emergency.due_at = now, review_due(now)
    emergency.save()
    people = [actor("propose", emergency.proposed_by, emergency.proposed_at), actor("confirm", user, now)]
    with occasion(event=LogEvent.EMERGENCY, actors=people, procedure=EMERGENCY, reason=emergency.reason):
        revision.publish(user=user, skip_permission_checks=True)
    transaction.on_commit(lambda: inform(emergency.pk))
    return emergency


def refuse(emergency, user):
    """The second person does not agree: the text goes the ordinary way.

    Raises EmergencyRefused for anybody but the two, or when it was decided in the meantime.
    """
    if user.pk not in (emergency.second_id, emergency.proposed_by_id):
        raise EmergencyRefused(_("Only the person named for it decides about an emergency publication."))
    if not Emergency.objects.proposed().filter(pk=emergency.pk).update(refused_at=timezone.now()):
        raise EmergencyRefused(_("This emergency publication was decided in the meantime."))


def review_due(moment):
    """Within one working day, or as the office keeps it.

    A year whose days nobody entered yet counts as working throughout, the stricter way.
    """
    code, first = REVIEW_WORKDAYS
    days = int(Threshold.objects.number_on(code, local_day(moment), first))
    try:
        return due_at(moment, days)
    except UnknownYear as error:
        logger.warning("The review of an emergency publication is due on the next day: %s", error)
        return moment + timedelta(days=days)


def _require_publishable(page, revision):
    """Raises EmergencyRefused or NotApproved, with the sentence, for a page that no approval could make public."""
    coming = revision.as_object()
    obstacle = obstacle_of(coming)
    if obstacle:
        raise EmergencyRefused(obstacle)
    if coming.go_live_at and coming.go_live_at > timezone.now():
        raise EmergencyRefused(_("This text is to appear at a later time. Take that time out first."))
    require_public_ancestors(page)


def may_review(user, emergency):
    """The supervising office, but not one of the two who published."""
    the_two = {emergency.proposed_by.person_id, emergency.second.person_id}
    return is_supervisor(user) and user.person_id not in the_two


@transaction.atomic
def review(emergency, user, outcome, note):
    """The supervising office says afterwards whether it was right; what was wrong is withdrawn with the same step.

    Raises EmergencyRefused for one of the two, for anybody outside the office, and when it was reviewed already.
    """
    emergency = Emergency.objects.select_for_update(of=("self",)).get(pk=emergency.pk)
    if not may_review(user, emergency):
        raise EmergencyRefused(_("Another person of the supervising office reviews it, not one of the two."))
    if not emergency.is_to_review:
        raise EmergencyRefused(_("This emergency publication does not wait for a review."))
    note = note.strip()
    if outcome == Emergency.Outcome.WITHDRAWN and not note:
        raise EmergencyRefused(_("Say why it is withdrawn."))
    emergency.reviewed_by, emergency.reviewed_at = user, timezone.now()
    emergency.outcome, emergency.note = outcome, note[:500]
    emergency.save()
    page = emergency.page
    if page is None:
        return emergency
    lock_below(page.path)
    people = [actor("check", user, emergency.reviewed_at)]
    record(page, LogEvent.REVIEWED, emergency.revision_id, emergency.fingerprint, people, REVIEW, reason=note)
    if outcome == Emergency.Outcome.WITHDRAWN and page.live:
        withdraw(page, user, note[:300])
    return emergency


def inform(number):
    """Tell the supervising office by mail, at once; the list in the admin tells it in any case."""
    emergency = Emergency.objects.select_related("proposed_by", "second", "department").get(pk=number)
    addresses = sorted(set(supervisors().exclude(email="").values_list("email", flat=True)))
    if not addresses:
        return
    text = _(
        "“%(title)s” (%(department)s) was published in an emergency by %(first)s and %(second)s.\n\n"
        "Reason: %(reason)s\n\nThe review is due by %(due)s: %(url)s"
    ) % {
        "title": emergency.title,
        "department": emergency.department or _("Portal"),
        "first": emergency.proposed_by,
        "second": emergency.second,
        "reason": emergency.reason,
        "due": timezone.localtime(emergency.due_at).strftime("%Y-%m-%d %H:%M"),
        "url": f"{get_admin_base_url()}{reverse('approval_emergency', args=[emergency.pk])}",
    }
    subject = _("Emergency publication: %(title)s") % {"title": " ".join(emergency.title.split())}
    try:
        send_mail(subject[:200], text, None, addresses)
    except OSError as error:
        logger.error("The supervising office could not be told of emergency publication %s: %s", number, error)
        return
    Emergency.objects.filter(pk=number).update(informed_at=timezone.now())
