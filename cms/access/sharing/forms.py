"""The forms of rights: to grant, to revoke, to narrow the list."""

import datetime

from django import forms
from django.contrib.auth import get_user_model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cms.access.sharing.holders import Holder
from cms.access.sharing.reading import Wanted
from cms.access.sharing.registry import all_shared
from cms.organisation.models import Department, RoleGroup
from cms.organisation.roles import DEPARTMENT_ROLES, Role

DAYS = (7, 14, 30, 90)


class GrantForm(forms.Form):
    """A right on one object for an account, a department, or a role. The rules are asked when it is granted."""

    account = forms.CharField(
        label=_("Account"), max_length=150, required=False, help_text=_("The name by which the person signs in.")
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=_("None (the province)"),
        help_text=_("Without a role: all people of the department, whoever they are then."),
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, help_text=_("Who holds it in the department, or in the province.")
    )
    action = forms.ChoiceField(
        label=_("Right"),
        error_messages={"invalid_choice": _("There is no such right on objects of this kind.")},
        help_text=_("To change and to approve include to view. To use lets pages show it, and shows no draft of it."),
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("The right ends by itself after it. Empty: no end."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, shared, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [(action.value, action.label) for action in shared.actions]
        self.fields["role"].choices = [("", _("All people")), *Role.choices]
        self.fields["role"].error_messages["invalid_choice"] = _("There is no such role.")

    def clean(self):
        """Whom it is for: exactly one."""
        data = super().clean()
        account, department, role = (data.get(name) for name in ("account", "department", "role"))
        if any(self.errors.get(name) for name in ("account", "department", "role")):
            return data
        if account and (department or role):
            self.add_error("account", _("Give an account, or a department and a role, not both."))
        elif account:
            data["holder"] = self._account(account)
        elif role:
            data["holder"] = self._role(Role(role), department)
        elif department:
            data["holder"] = Holder(whole=department)
        else:
            self.add_error("account", _("Say for whom: an account, a department or a role."))
        return data

    def _account(self, name):
        users = get_user_model().objects.select_related("department", "person")
        found = users.filter(username=name.strip()).first()
        if found is None:
            self.add_error("account", _("There is no account of this name."))
            return None
        return Holder(account=found)

    def _role(self, role, department):
        if role not in DEPARTMENT_ROLES and department is not None:
            self.add_error("role", _("This role is the province’s; leave the department empty."))
            return None
        found = RoleGroup.objects.filter(role=role, department=department).select_related("group", "department").first()
        if found is None:
            self.add_error("role", _("Nobody can hold this role there yet: the site has to be made first."))
            return None
        return Holder(role=found)


class RevocationForm(forms.Form):
    """Why a right is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))


class GrantFilterForm(forms.Form):
    """What narrows the list of grants."""

    model = forms.ChoiceField(label=_("Kind"), required=False)
    ends_within = forms.TypedChoiceField(label=_("Ends"), required=False, coerce=int, empty_value=None)
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.all(), required=False, empty_label=_("All")
    )
    direction = forms.ChoiceField(label=_("Direction"), required=False)

    def __init__(self, *args, sees_all, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(label, capfirst(shared.model._meta.verbose_name)) for label, shared in all_shared().items()]
        self.fields["model"].choices = [("", _("All")), *kinds]
        days = [(number, _("within %(number)d days") % {"number": number}) for number in DAYS]
        self.fields["ends_within"].choices = [("", _("Any day")), *days]
        self.fields["direction"].choices = [("", _("All")), ("given", _("Given")), ("received", _("Received"))]
        if sees_all:
            del self.fields["direction"]

    def wanted(self):
        """What was understood of it; the rest narrows nothing."""
        self.is_valid()
        data = self.cleaned_data
        days = data.get("ends_within")
        return Wanted(
            label=data.get("model", ""),
            department=data.get("department"),
            ends_within=datetime.timedelta(days=days) if days else None,
            direction=data.get("direction", ""),
        )
