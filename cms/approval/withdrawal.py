"""Taking a page off the public site: one responsible person, at once (idea 3)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from cms.approval.models import Withdrawal
from cms.content.placement import department_at
from cms.organisation.roles import Role, RoleGroup, user_is_supervisor

MAY_WITHDRAW = (Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNER)


def user_can_withdraw(user, page):
    """A reviewer or signer of the page's own department (the portal's own for the portal), or the supervisor."""
    if not page.live or page.depth < 2:
        return False
    held = RoleGroup.objects.held_by(user).filter(role__in=MAY_WITHDRAW, department=department_at(page.path))
    return held.exists() or user_is_supervisor(user)


@transaction.atomic
def withdraw(page, user, reason):
    """Take the page off, and record who did it and why. It comes back only by approval.

    Raises PermissionDenied for a user without the role, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a withdrawal needs a reason")
    if not user_can_withdraw(user, page):
        raise PermissionDenied(_("Only a reviewer or signer of this site, or the supervising office, can withdraw it."))
    UnpublishPageAction(page.specific, user=user).execute(skip_permission_checks=True)
    return Withdrawal.objects.create(page_id=page.pk, reason=reason.strip(), by=user)
