"""To whom a right is granted: an account, a role, or all people of a department."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from cms.access.sharing.models import DepartmentGroup
from cms.organisation.models import Department, RoleGroup, User
from cms.organisation.roles import roles_of


@dataclass(frozen=True)
class Holder:
    """Exactly one of the four; a group alone is one that has lost its role."""

    account: User | None = None
    role: RoleGroup | None = None
    whole: Department | None = None
    group: Group | None = None

    @property
    def kind(self):
        """Which of them."""
        return next(name for name in ("account", "role", "whole", "group") if getattr(self, name))

    @property
    def field(self):
        """The field of the form beside which an objection to it stands."""
        return "department" if self.whole else self.kind

    @property
    def number(self):
        """Its number, for the history."""
        return getattr(self, self.kind).pk

    @property
    def department(self):
        """Where the holder belongs; None for the province."""
        if self.account:
            return self.account.department
        return self.role.department if self.role else self.whole

    def __str__(self):
        if self.account:
            return f"{self.account} ({self.account.get_username()})"
        if self.whole:
            return _("All people of %(department)s") % {"department": self.whole}
        return str(self.role or self.group)

    def members(self):
        """The accounts that the holder stands for."""
        accounts = get_user_model().objects.all()
        if self.account:
            return accounts.filter(pk=self.account.pk)
        return accounts.filter(department=self.whole) if self.whole else accounts.filter(groups=self._group())

    def keys(self):
        """How a row of the tables names it; a department's group is made when it is first granted something."""
        if self.account:
            return {"user": self.account}
        return {"group": DepartmentGroup.objects.group_for(self.whole) if self.whole else self._group()}

    def can_have_role(self, roles):
        """Whether it can be somebody with one of the roles; among a department's people somebody may be."""
        if self.account:
            return bool(roles_of(self.account) & set(roles))
        return self.role.role in roles if self.role else self.whole is not None

    def _group(self):
        return self.role.group if self.role else self.group


def holder_of(row):
    """Who holds the grant."""
    return Holder(account=row.user) if row.kind == "account" else holder_of_group(row.group)


def holder_of_group(group):
    """Whom a group stands for."""
    whole = getattr(group, "member_department", None)
    if whole is not None:
        return Holder(whole=whole.department)
    role = getattr(group, "role_group", None)
    return Holder(role=role) if role is not None else Holder(group=group)
