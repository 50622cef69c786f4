"""Who decides and who writes, as menus and desks ask. A person of no role has a group of their own making."""

from cms.organisation.roles import DECIDING_ROLES, Role, roles_of

DECIDERS = {*DECIDING_ROLES, Role.SUPERVISOR}
WRITERS = {Role.WEBMASTER, Role.PORTAL_EDITOR}


def decides(user):
    """Whether texts may wait for this person's decision."""
    roles = roles_of(user)
    return not roles or bool(roles & DECIDERS)


def hands_in(user):
    """Whether this person may have handed texts in."""
    roles = roles_of(user)
    return not roles or bool(roles & (WRITERS | DECIDERS))
