"""The roles of the domain (domain §2) and the groups that carry them."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does. Roles for content and the administrator's belong to a department or the portal; the rest are
    the province's: editors of the portal, the supervising office, and three administrators who watch each other.
    """

    WEBMASTER = "webmaster", _("Webmaster")
    REVIEWER = "reviewer", _("Reviewer")
    SECOND_REVIEWER = "second_reviewer", _("Second reviewer")
    SECRECY_REVIEWER = "secrecy_reviewer", _("Secrecy reviewer")
    SIGNER = "signer", _("Signer")
    ADMINISTRATOR = "administrator", _("Department administrator")
    PORTAL_EDITOR = "portal_editor", _("Portal editor")
    SUPERVISOR = "supervisor", _("Supervising office")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("System administrator")
    SECURITY_ADMINISTRATOR = "security_administrator", _("Security administrator")
    AUDITOR = "auditor", _("Security auditor")


DECIDING_ROLES = (Role.REVIEWER, Role.SECOND_REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNER)
CONTENT_ROLES = (Role.WEBMASTER, *DECIDING_ROLES)
DEPARTMENT_ROLES = (*CONTENT_ROLES, Role.ADMINISTRATOR)


class RoleGroupQuerySet(models.QuerySet):
    """Which roles a person holds, and where."""

    def held_by(self, user):
        """The role groups that the user is a member of; none for an anonymous or a closed account."""
        if not user.is_active or user.is_anonymous:
            return self.none()
        return self.filter(group__user=user)

    def group_of(self, role, department=None):
        """The group that carries the role for the department (None: for the province)."""
        return Group.objects.get(role_group__role=role, role_group__department=department)


class RoleGroup(models.Model):
    """A group carries one role for one department (or for the province). A row, never a prefix of a name."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role_group", verbose_name=_("group"))
    role = models.CharField(_("role"), max_length=30, choices=Role)
    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="role_groups",
        verbose_name=_("department"),
    )

    objects = RoleGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("role group")
        verbose_name_plural = _("role groups")
        constraints = [
            models.UniqueConstraint(fields=["role", "department"], name="one_group_per_role_and_department"),
            models.UniqueConstraint(
                fields=["role"], condition=models.Q(department=None), name="one_group_per_provincial_role"
            ),
        ]

    def __str__(self):
        return f"{self.department or _('Province')} · {self.get_role_display()}"


def roles_held(user):
    """Pairs of role and number of the department (None: the province), read once a user object: menus ask often."""
    if not hasattr(user, "_roles_held"):
        user._roles_held = frozenset(RoleGroup.objects.held_by(user).values_list("role", "department"))
    return user._roles_held


def forget_roles(sender, instance, **kwargs):
    """A user object whose groups change reads its roles anew."""
    instance.__dict__.pop("_roles_held", None)


def roles_of(user):
    """The roles that the user holds, wherever that is."""
    return {role for role, _department in roles_held(user)}


def departments_of(user, *roles):
    """Numbers of the departments for which the user holds one of the roles; None among them: the portal, the province.

    Who asks for any role names them all (`*Role`); where none is named, the answer is none.
    """
    return {department for role, department in roles_held(user) if role in roles}


def user_has_role(user, *roles, department=None):
    """Whether the user holds one of the roles for the department (None: for the province)."""
    number = department.pk if isinstance(department, models.Model) else department
    return any((role, number) in roles_held(user) for role in roles)


def is_supervisor(user):
    """Whether the user belongs to the supervising office (督促检查)."""
    return user_has_role(user, Role.SUPERVISOR)


def supervisors():
    """The people of the supervising office whose accounts are open."""
    office = {"groups__role_group__role": Role.SUPERVISOR, "groups__role_group__department": None}
    return get_user_model().objects.filter(**office, is_active=True).distinct()
