"""What whoever keeps accounts finds on the desk: roles that nobody holds, and accounts that nobody uses."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access.people.filters import long_unused
from cms.access.people.policies import accounts_for, seen
from cms.organisation.models import User
from cms.organisation.roles import DEPARTMENT_ROLES, Role, RoleGroup, departments_of, roles_of, user_has_role
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel

SHOWN = 8


def keeps_people(user):
    """Whether accounts are the user's daily work: an administrator's of a department, and security's."""
    return Role.ADMINISTRATOR in roles_of(user) or user_has_role(user, Role.SECURITY_ADMINISTRATOR)


@desk_panel
class PeoplePanel(DeskPanel):
    """Roles that nobody holds, people who have not signed in for long."""

    name = "people"
    heading = gettext_lazy("People and roles")
    more_label = gettext_lazy("All accounts")
    importance = 40

    def is_for_reader(self):
        return keeps_people(self.request.user)

    def load(self):
        user = self.request.user
        missing = list(_missing(departments_of(user, Role.ADMINISTRATOR)))
        unused = accounts_for(user, "close").filter(long_unused()).order_by("last_login", "date_joined", "pk")
        found = list(unused[:SHOWN])
        self.rows = [*missing, *(_unused(account) for account in found)][:SHOWN]
        if not self.rows:
            self.rows = [_all_well(user)]
        self.total = accounts_for(user).count()
        self.more_url = reverse("wagtailusers_users:index")


def _missing(departments):
    """A row for each role of these departments that no open account holds."""
    if not departments:
        return
    rows = RoleGroup.objects.filter(role__in=DEPARTMENT_ROLES).select_related("department")
    rows = rows.exclude(role__in=(Role.ADMINISTRATOR, Role.SECOND_REVIEWER))
    held = set(User.objects.filter(is_active=True).values_list("groups__role_group", flat=True).distinct())
    for row in rows:
        if row.department_id in departments and row.pk not in held:
            title = _("Nobody holds the role “%(role)s”") % {"role": row.get_role_display()}
            facts = (str(row.department or _("Portal")),)
            yield DeskRow(title, reverse("wagtailusers_users:index"), _("Give the role"), facts)


def _unused(account):
    if account.last_login is None:
        text = _("never signed in, made on %(day)s") % {"day": _day(account.date_joined)}
    else:
        text = _("last signed in on %(day)s") % {"day": _day(account.last_login)}
    facts = (account.get_username(), text)
    return DeskRow(str(account), reverse("people_leaving", args=[account.pk]), _("Close the account"), facts)


def _all_well(user):
    numbers = User.objects.filter(seen(user), is_active=True).count()
    facts = (_("%(number)d open accounts") % {"number": numbers},)
    return DeskRow(_("Accounts and roles"), reverse("wagtailusers_users:index"), _("Look"), facts)


def _day(moment):
    return date_format(timezone.localtime(moment), "Y-m-d")
