"""Who may grant what, to whom and until when; each objection is a sentence beside its field."""

from django.utils.translation import gettext as _

from cms.access.sharing.actions import Action
from cms.access.sharing.registry import shared_for
from cms.access.tenancy import sees_every_department
from cms.organisation.roles import DEPARTMENT_ROLES, Role, departments_of, user_has_role


def may_grant(user, instance):
    """The supervising office on anything; an administrator on what belongs to the own department."""
    if not user.is_active or user.is_anonymous or shared_for(type(instance)) is None:
        return False
    return sees_every_department(user) or user_has_role(user, Role.ADMINISTRATOR, department=instance.department_id)


def may_revoke(user, row):
    """Who may grant. Who granted it once and has left the department has no business with its objects any more."""
    return may_grant(user, row.content_object)


def sees_rights(user, instance):
    """Who reads who has what on the object: whoever may grant."""
    return may_grant(user, instance)


def keeps_rights(user):
    """Whether the list of grants is for the user."""
    if not user.is_active or user.is_anonymous:
        return False
    return sees_every_department(user) or bool(departments_of(user, Role.ADMINISTRATOR))


def own_rights(shared):
    """What a department itself may do with its objects, so that its administrator cannot give more away."""
    found = {right for role in DEPARTMENT_ROLES for right in shared.policy.rights_of_role(role, is_provincial=False)}
    return found | ({Action.APPROVE} if shared.approvers else set())


def objections(shared, instance, holder, action, granter, until, today):
    """What stands against the grant, by field; empty where nothing does."""
    found = {
        "action": objection_to_action(shared, holder, action, granter),
        "until": _("The last day lies in the past.") if until and until < today else "",
        holder.field: objection_to_holder(instance, holder, granter),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def objection_to_action(shared, holder, action, granter):
    """Only what has an effect on such objects, what one's department has itself, and to whom it can be of use."""
    if action not in shared.actions:
        return _("There is no such right on objects of this kind.")
    if not sees_every_department(granter) and action not in own_rights(shared):
        return _("Your department itself does not have this right, so it cannot give it.")
    if action == Action.APPROVE and not holder.can_have_role(shared.approvers):
        return _("Only who reviews or signs in a department can be let approve: the role has to be there first.")
    return ""


def objection_to_holder(instance, holder, granter):
    """Never oneself, by whichever account or group, and nobody who has left; a department only while it exists."""
    account, department = holder.account, holder.department
    if account and account.person_id == granter.person_id:
        return _("Nobody grants anything to oneself.")
    if account and (not account.is_active or account.person.left_on):
        return _("This account is closed.")
    if department and not department.is_in_office:
        return _("This department is merged or closed.")
    if not account and holder.members().filter(person=granter.person_id).exists():
        return _("You are one of these people, and nobody grants anything to oneself.")
    return ""
