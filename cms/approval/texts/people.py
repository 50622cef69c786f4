"""Who decides about a shared text: a reviewer or signer of its department who took no part in writing it."""

from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.access.sharing.actions import Action
from cms.access.sharing.held import NONE, granted, holds
from cms.approval.models.text import TextApproval
from cms.organisation.roles import departments_of, roles_of, user_has_role


def may_decide(user, guarded, department):
    """Whether the user has a role that decides about such texts of the department (None: of the province)."""
    if not user.is_active or user.is_anonymous:
        return False
    own = user_has_role(user, *guarded.deciders, department=department)
    return own or user_has_role(user, *guarded.provincial)


def may_decide_about(user, guarded, instance):
    """Whether the user decides about this text: by a role in its department, or by a granted approval of it.

    A granted approval adds the text to those that a reviewer or signer of another department decides about; it gives
    nobody the role, and four eyes stay four.
    """
    own = may_decide(user, guarded, guarded.owner(instance))
    return own or (_decides_somewhere(user, guarded) and holds(user, instance, (Action.APPROVE,)))


def lent(user, guarded):
    """The condition on texts of other departments that the user decides about by a granted approval."""
    return granted(user, guarded.model, (Action.APPROVE,)) if _decides_somewhere(user, guarded) else NONE


def _decides_somewhere(user, guarded):
    """Whether the user holds a deciding role; only drafts, which a department approves by itself, are lent."""
    if not guarded.has_drafts or not user.is_active or user.is_anonymous:
        return False
    return bool(roles_of(user) & set(guarded.deciders))


def reach(user, guarded):
    """The departments about whose texts the user decides (None among them: the province), and whether about all."""
    if not user.is_active or user.is_anonymous:
        return set(), False
    return departments_of(user, *guarded.deciders), user_has_role(user, *guarded.provincial)


def refusal(user, guarded, instance, authors):
    """Why the user cannot decide, in a sentence; '' for who may. `authors` are numbers of persons."""
    if not may_decide_about(user, guarded, instance):
        return _("A reviewer or signer of the department that this text belongs to decides about it.")
    if user.person_id in authors:
        return _("You wrote or changed this text, so somebody else decides about it.")
    return ""


def authors_of_draft(instance, revision, requested_by=None):
    """Numbers of the persons who changed the object since what was last approved and is in force, and who submitted it.

    The revision's own author counts even if it was approved once before.
    """
    approvals = TextApproval.objects.about(instance).in_force().exclude(revision=None)
    approved = approvals.order_by("-revision").values_list("revision", flat=True).first()
    revisions = Revision.objects.for_instance(instance).exclude(user=None)
    later = revisions.filter(pk__gt=approved) if approved else revisions
    found = set(later.order_by().values_list("user__person", flat=True))
    for user in (revision.user, requested_by):
        found |= {user.person_id} if user else set()
    return found
