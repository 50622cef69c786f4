"""Who composes the portal, and who may offer to it."""

from cms.organisation.roles import Role, RoleGroup, roles_held

COMPOSERS = (Role.PORTAL_EDITOR, Role.SUPERVISOR)
OFFERERS = (Role.WEBMASTER,)


def user_composes(user):
    """Portal editors and the supervising office; the technical administrator as well."""
    if not user.is_active or user.is_anonymous:
        return False
    return user.is_superuser or any((role, None) in roles_held(user) for role in COMPOSERS)


def user_may_offer(user, page):
    """A webmaster of the page's own department."""
    if page.department_id is None:
        return False
    return RoleGroup.objects.held_by(user).filter(role__in=OFFERERS, department=page.department_id).exists()
