"""Who is a tenant of the admin: everyone who does not work for the whole province."""

from cms.organisation.roles import is_supervisor


def sees_every_department(user):
    """Whether the user may see what belongs to any department: the supervising office, and the technical superuser."""
    return user.is_active and (user.is_superuser or is_supervisor(user))


def is_tenant(user):
    """Whether what other departments own does not exist for this user."""
    return not sees_every_department(user)
