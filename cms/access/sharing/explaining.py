"""Who has what on one object, and why: the roles of the owning department, the province's, and every grant."""

import datetime
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cms.access.sharing.actions import Action
from cms.access.sharing.addresses import revocation_url
from cms.access.sharing.holders import holder_of
from cms.access.sharing.registry import shared_for
from cms.access.sharing.rules import may_revoke
from cms.organisation.models import RoleGroup
from cms.organisation.roles import DEPARTMENT_ROLES, Role

NAMES = 8
MOST_MEMBERS = 500


@dataclass(frozen=True)
class Standing:
    """One way by which people have rights on the object."""

    holder: str
    rights: tuple
    why: str
    people: tuple = ()
    number: int = 0
    until: datetime.date | None = None
    granter: str = ""
    since: datetime.datetime | None = None
    reason: str = ""
    revoke_url: str = ""

    @property
    def more(self):
        """How many people are not named."""
        return self.number - len(self.people)


def standings(instance, user):
    """Every way, roles first; as many statements for any number of grants."""
    shared = shared_for(type(instance))
    roles = list(_role_groups(shared, instance))
    grants = list(_grants(shared, instance))
    groups = {row.group_id for row, _rights in roles} | {row.group_id for row in grants if row.kind == "group"}
    members, departments = _members(groups), _sizes(grants)
    return [
        *(_of_role(row, rights, members, instance) for row, rights in roles),
        *(_of_grant(row, user, members, departments) for row in grants),
    ]


def _role_groups(shared, instance):
    """The role groups that have rights by the site rule, with these rights in their order."""
    own = Q(department=instance.department_id, role__in=DEPARTMENT_ROLES)
    rows = RoleGroup.objects.filter(own | Q(department=None)).select_related("department", "group")
    order = list(Role)
    for row in sorted(rows, key=lambda row: order.index(row.role)):
        is_own = row.role in DEPARTMENT_ROLES
        if is_own and row.department_id != instance.department_id:
            continue
        found = set(shared.policy.rights_of_role(row.role, is_provincial=not is_own)) & set(shared.actions)
        found |= shared.policy.rights_by_publicity(row.role, instance) if row.department_id is None else set()
        if is_own and row.role in shared.approvers:
            found.add(Action.APPROVE)
        if found:
            yield row, _in_order(found)


def _in_order(rights):
    return tuple(right.label for right in Action if right in rights)


def _grants(shared, instance):
    related = {
        "account": ("user__department",),
        "group": ("group__role_group__department", "group__member_department__department"),
    }
    for table in shared.tables:
        rows = table.objects.valid().filter(content_object=instance.pk)
        for row in rows.select_related("permission", "granted_by", *related[table.kind]).order_by("pk"):
            row.content_object = instance
            yield row


def _members(groups):
    """The names of the members of each group, in one statement."""
    through = get_user_model().groups.through.objects.filter(group__in=groups, user__is_active=True)
    found = {}
    for row in through.select_related("user").order_by("group", "user")[:MOST_MEMBERS]:
        found.setdefault(row.group_id, []).append(str(row.user))
    return found


def _sizes(grants):
    """The number of people of each department to which something was granted, in one statement."""
    wanted = {holder.whole.pk for row in grants if row.kind == "group" and (holder := holder_of(row)).whole}
    accounts = get_user_model().objects.filter(department__in=wanted, is_active=True).order_by()
    return dict(accounts.values_list("department").annotate(number=Count("pk")))


def _of_role(row, rights, members, instance):
    names = members.get(row.group_id, [])
    why = _("Role in the owning department") if row.role in DEPARTMENT_ROLES else _("Role of the province")
    if shared_for(type(instance)).policy.rights_by_publicity(row.role, instance):
        why = _("It is public, so the portal may show it")
    return Standing(str(row), rights, why, tuple(names[:NAMES]), len(names))


def _of_grant(row, user, members, departments):
    holder = holder_of(row)
    names, number, why = [], 0, _("Granted to the account")
    if holder.whole:
        number, why = departments.get(holder.whole.pk, 0), _("Granted to a department; its people inherit it")
    elif not holder.account:
        names, why = members.get(row.group_id, []), _("Granted to a role; its members inherit it")
        number = len(names)
    return Standing(
        holder=str(holder),
        rights=(row.action.label,),
        why=why,
        people=tuple(names[:NAMES]),
        number=number,
        until=row.until,
        granter=str(row.granted_by),
        since=row.granted_at,
        reason=row.reason,
        revoke_url=revocation_url(row) if may_revoke(user, row) else "",
    )
