"""All grants as one list, cut into pages by the database, whatever the number of shared models."""

import datetime
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.access.sharing.actions import Action, action_of
from cms.access.sharing.addresses import rights_url
from cms.access.sharing.holders import Holder, holder_of_group
from cms.access.sharing.registry import all_shared
from cms.access.sharing.rules import sees_rights
from cms.access.tenancy import sees_every_department
from cms.organisation.models import Department
from cms.organisation.roles import Role, departments_of

SOON = datetime.timedelta(days=14)
NO_END = datetime.date(9999, 12, 31)
COLUMNS = ("label", "kind", "key", "object", "owner", "right", "holder", "ends", "since", "granter", "why")
ROLE_OF_GROUP = ("role_group__department", "member_department__department")


@dataclass(frozen=True)
class Wanted:
    """What narrows the list: a kind of object, a department that gives or receives, days until the end, a direction."""

    label: str = ""
    department: Department | None = None
    ends_within: datetime.timedelta | None = None
    direction: str = ""


@dataclass(frozen=True)
class Line:
    """One grant in the list."""

    kind: str
    title: str
    url: str
    owner: str
    action: Action
    holder: Holder
    until: datetime.date | None
    since: datetime.datetime
    granter: str
    reason: str
    is_soon: bool


def grants_for(user, wanted=None):
    """The grants that hold today and that the user keeps or received, in one statement, what ends first on top."""
    wanted = wanted or Wanted()
    whole, own = sees_every_department(user), departments_of(user, Role.ADMINISTRATOR)
    branches = [
        _branch(shared, table, _condition(table, wanted, None if whole else own))
        for shared in all_shared().values()
        for table in shared.tables
        if wanted.label in ("", shared.label)
    ]
    return branches[0].union(*branches[1:], all=True).order_by("ends", "since", "label", "kind", "key")


def _branch(shared, table, condition):
    facts = {
        "label": Value(shared.label, output_field=CharField()),
        "kind": Value(table.kind, output_field=CharField()),
        "key": F("pk"),
        "object": F("content_object_id"),
        "owner": F("content_object__department_id"),
        "right": F("permission__codename"),
        "holder": F("user_id") if table.kind == "account" else F("group_id"),
        "ends": Coalesce("until", Value(NO_END)),
        "since": F("granted_at"),
        "granter": F("granted_by_id"),
        "why": F("reason"),
    }
    return table.objects.valid().filter(condition).order_by().annotate(**facts).values(*COLUMNS)


def _condition(table, wanted, own):
    """`own` are the departments whose grants the user may read, None for all."""
    given, received = "content_object__department", RECEIVED[table.kind]
    found = Q()
    if wanted.ends_within is not None:
        found &= Q(until__lte=timezone.localdate() + wanted.ends_within)
    if wanted.department is not None:
        found &= _among([given], {wanted.department.pk}) | _among(received, {wanted.department.pk})
    if own is not None:
        sides = {"given": [given], "received": received}.get(wanted.direction, [given, *received])
        found &= _among(sides, own)
    return found


RECEIVED = {
    "account": ["user__department"],
    "group": ["group__role_group__department", "group__member_department__department"],
}


def _among(paths, departments):
    """The condition that one of the paths leads to one of the departments; None among them is the province."""
    found = Q(pk__in=())
    for path in paths:
        found |= Q(**{f"{path}__in": departments - {None}})
        if None in departments and path != "group__member_department__department":
            province = Q(**{f"{path}__isnull": True})
            found |= province & Q(group__role_group__isnull=False) if path.startswith("group") else province
    return found


def lines(rows, user):
    """The rows of a page in words for the user; as many statements for any number of rows."""
    rows = list(rows)
    objects = _objects(rows)
    users = {row["granter"] for row in rows} | {row["holder"] for row in rows if row["kind"] == "account"}
    accounts = get_user_model().objects.select_related("department").in_bulk(users)
    groups = Group.objects.select_related(*ROLE_OF_GROUP).in_bulk(
        {row["holder"] for row in rows if row["kind"] == "group"}
    )
    soon = timezone.localdate() + SOON
    return [_line(row, user, objects, accounts, groups, soon) for row in rows]


def _objects(rows):
    """Objects by label and number, one statement a model."""
    wanted = {}
    for row in rows:
        wanted.setdefault(row["label"], set()).add(row["object"])
    shared = all_shared()
    return {
        (label, key): each
        for label, keys in wanted.items()
        for key, each in shared[label].objects.in_bulk(keys).items()
    }


def _line(row, user, objects, accounts, groups, soon):
    """What was received has no link: the rights on it are the owner's to see."""
    instance = objects[row["label"], row["object"]]
    is_account = row["kind"] == "account"
    return Line(
        kind=instance._meta.verbose_name,
        title=str(instance),
        url=rights_url(instance) if sees_rights(user, instance) else "",
        owner=str(instance.department or ""),
        action=action_of(row["right"]),
        holder=Holder(account=accounts[row["holder"]]) if is_account else holder_of_group(groups[row["holder"]]),
        until=None if row["ends"] == NO_END else row["ends"],
        since=row["since"],
        granter=str(accounts[row["granter"]]),
        reason=row["why"],
        is_soon=row["ends"] <= soon,
    )
