"""Importing accounts: each row of a file is judged by itself, with a sentence for whatever stands against it."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from cms.access.people.naming import name_is_taken, split_name
from cms.access.people.policies import accounts_for, departments_for, makes_accounts_without_department
from cms.access.people.rules import clash, objection_to_giving, owner_of
from cms.access.people.sheets import role_names
from cms.organisation.models import RoleGroup, User
from cms.organisation.roles import Role

# What begins a formula in a spreadsheet begins nobody's name.
NO_NAME = "=+-@'"


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass
class Plan:
    """What one row does: to which account, which roles come and go, or why it is refused."""

    row: object
    outcome: Outcome = Outcome.SAME
    account: object = None
    department: object = None
    given: list = field(default_factory=list)
    taken: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    reasons: list = field(default_factory=list)

    @property
    def label(self):
        """The outcome in words."""
        return outcome_label(self.outcome)


def outcome_label(outcome):
    """An outcome in words."""
    return {
        Outcome.NEW: _("New"),
        Outcome.CHANGED: _("Changed"),
        Outcome.SAME: _("Unchanged"),
        Outcome.REFUSED: _("Cannot be imported"),
    }[outcome]


class Planner:
    """Judges rows for one user. All that it needs is read in a fixed number of statements.

    `repeats` names, by its line, each row whose account an earlier line names already (see `repeated`).
    """

    def __init__(self, user, rows, repeats):
        self.user, self.rows, self.repeats = user, rows, repeats
        self.departments = {department.slug: department for department in departments_for(user)}
        names = {row.account.lower() for row in rows}
        found = User.objects.annotate(lower=Lower("username")).filter(lower__in=names)
        accounts = {account.pk: account for account in found.select_related("department", "person")}
        self.accounts = {account.username: account for account in accounts.values()}
        self.taken = {account.username.lower() for account in accounts.values()}
        self.kept = set(accounts_for(user, "change").filter(pk__in=accounts).values_list("pk", flat=True))
        self.roles = role_names()
        self.groups = {(row.role, row.department_id): row.group for row in RoleGroup.objects.select_related("group")}
        held = RoleGroup.objects.filter(group__user__in=accounts).values_list("group__user", "role")
        self.held, self.elsewhere = {}, {}
        for number, role in held:
            self.held.setdefault(number, set()).add(Role(role))
        others = User.objects.filter(person__accounts__in=accounts, groups__role_group__role__isnull=False)
        for person, number, role in others.values_list("person", "pk", "groups__role_group__role").distinct():
            self.elsewhere.setdefault(person, set()).add((number, role))

    def _roles_elsewhere(self, account):
        """The roles of the same person in other accounts."""
        return {role for number, role in self.elsewhere.get(account.person_id, ()) if number != account.pk}

    def plans(self):
        """A plan for each row."""
        return [self.plan(row) for row in self.rows]

    def plan(self, row):
        """What the row does."""
        plan = Plan(row)
        if row.line in self.repeats:
            plan.reasons.append(_("Line %(line)d names the same account.") % {"line": self.repeats[row.line]})
        plan.account = self.accounts.get(row.account)
        self._judge_account(plan)
        self._judge_values(plan)
        if not plan.reasons:
            self._judge_roles(plan)
        if plan.reasons:
            plan.outcome = Outcome.REFUSED
        elif plan.account is None:
            plan.outcome = Outcome.NEW
        elif plan.changes or plan.given or plan.taken:
            plan.outcome = Outcome.CHANGED
        return plan

    def _judge_account(self, plan):
        row, account = plan.row, plan.account
        if row.department:
            plan.department = self.departments.get(row.department)
            if plan.department is None:
                plan.reasons.append(_("You keep no accounts of a department “%(slug)s”.") % {"slug": row.department})
        elif not makes_accounts_without_department(self.user):
            plan.reasons.append(_("Name the department."))
        if account is None:
            if row.account.lower() in self.taken:
                plan.reasons.append(name_is_taken())
            return
        if account.person_id == self.user.person_id:
            plan.reasons.append(_("This is an account of your own."))
        elif account.pk not in self.kept:
            plan.reasons.append(name_is_taken())
        elif not plan.reasons and account.department_id != (plan.department.pk if plan.department else None):
            plan.reasons.append(_("An account moves to another department by closing and handing over."))
        elif not account.is_active:
            plan.reasons.append(_("This account is closed. Open it first."))

    def _judge_values(self, plan):
        row, account = plan.row, plan.account
        first, last = split_name(row.name)
        if not row.name:
            plan.reasons.append(_("The name is missing."))
        if not row.account:
            plan.reasons.append(_("The account name is missing."))
        for check, value in ((validate_email, row.mail), *((each, row.account) for each in _name_checks())):
            try:
                check(value)
            except ValidationError as refusal:
                plan.reasons += refusal.messages
        if row.name and (row.name[0] in NO_NAME or not row.name.isprintable()):
            plan.reasons.append(_("“%(name)s” is no name.") % {"name": row.name})
        if max(len(first), len(last), len(row.account)) > 150 or len(row.mail) > 254:
            plan.reasons.append(_("A value is too long."))
        if account is not None and not plan.reasons:
            if str(account) != row.name:
                plan.changes.append(_("Name: %(before)s → %(after)s") % {"before": account, "after": row.name})
            if account.email != row.mail:
                plan.changes.append(_("Mail: %(before)s → %(after)s") % {"before": account.email, "after": row.mail})

    def _judge_roles(self, plan):
        unknown = [name for name in plan.row.roles if name not in self.roles]
        if unknown:
            plan.reasons.append(_("There is no role “%(role)s”.") % {"role": "、".join(unknown)})
            return
        wanted = {self.roles[name] for name in plan.row.roles}
        held = self.held.get(plan.account.pk, set()) if plan.account else set()
        number = plan.department.pk if plan.department else None
        account = plan.account or User(department=plan.department)
        for role in Role:
            if (role in wanted) == (role in held):
                continue
            owner = owner_of(role, number)
            refusal = objection_to_giving(self.user, account, role, owner)
            if not refusal and (role.value, owner) not in self.groups:
                refusal = _("There is no group for the role “%(role)s” yet. Make the site first.") % {
                    "role": role.label
                }
            if refusal:
                plan.reasons.append(refusal)
            else:
                (plan.given if role in wanted else plan.taken).append(role)
        others = self._roles_elsewhere(plan.account) if plan.given and plan.account else set()
        refusal = clash(wanted | others)
        if refusal:
            plan.reasons.append(refusal)

    def group(self, role, department):
        """The group of the role for accounts of the department."""
        return self.groups[role.value, owner_of(role, department.pk if department else None)]


def repeated(rows):
    """For the line of each row that names an account again, the line that names it first."""
    first = {}
    lines = ((row.line, first.setdefault(row.account.lower(), row.line)) for row in rows)
    return {line: earlier for line, earlier in lines if line != earlier}


def digest_of(plans):
    """What was shown, in short: if it is something else at the confirmation, it is shown again."""
    lines = [
        f"{plan.row}|{plan.outcome}|{plan.account.pk if plan.account else ''}|{plan.given}|{plan.taken}|{plan.changes}"
        for plan in plans
    ]
    return hashlib.sha256("\n".join(lines).encode(errors="backslashreplace")).hexdigest()


def _name_checks():
    return User._meta.get_field("username").validators
