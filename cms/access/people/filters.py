"""What narrows the list of accounts: it names departments and roles within reach, and no group."""

from datetime import timedelta

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views.users import UserFilterSet

from cms.access.people.policies import departments_for
from cms.organisation.models import RoleGroup, User
from cms.organisation.roles import Role

LONG_DAYS = 90


def long_unused(days=LONG_DAYS):
    """Open accounts that nobody signed in to for so many days, counted from their making where nobody ever did."""
    since = timezone.now() - timedelta(days=days)
    never = Q(last_login=None, date_joined__lt=since)
    return Q(is_active=True) & (never | Q(last_login__lt=since))


class AccountFilterSet(UserFilterSet):
    """Accounts of a department, with a role, or not used for long."""

    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, method="with_role")
    unused = django_filters.BooleanFilter(
        label=_("Not signed in for 90 days"), method="not_used_for_long", widget=BooleanRadioSelect
    )

    class Meta(UserFilterSet.Meta):
        model = User
        fields = ["department"]

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None, is_searching=False):
        super().__init__(data, queryset, request=request, prefix=prefix, is_searching=is_searching)
        self.filters["department"].queryset = departments_for(request.user)
        del self.filters["group"]
        if not request.user.is_superuser:
            del self.filters["is_superuser"]

    def with_role(self, accounts, name, value):
        """Who holds the role in the account's own department or in the province."""
        rows = RoleGroup.objects.filter(role=value, group__user=OuterRef("pk"))
        return accounts.filter(Exists(rows.filter(Q(department=None) | Q(department=OuterRef("department")))))

    def not_used_for_long(self, accounts, name, value):
        """Open accounts only; a closed one is not used, and shall not be."""
        return accounts.filter(long_unused()) if value else accounts.exclude(long_unused())
