"""Who composes the portal, and who may offer to it."""

from cms.organisation.roles import Role, user_has_role

COMPOSERS = (Role.PORTAL_EDITOR, Role.SUPERVISOR)
OFFERERS = (Role.WEBMASTER,)


def user_composes(user):
    """Portal editors and the supervising office; the technical administrator as well."""
    if not user.is_active or user.is_anonymous:
        return False
    return user.is_superuser or user_has_role(user, *COMPOSERS)


def user_may_offer(user, page):
    """A webmaster of the page's own department."""
    if page.department_id is None:
        return False
    return user_has_role(user, *OFFERERS, department=page.department_id)
