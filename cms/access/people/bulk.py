"""Acting on several accounts at once, in place of Wagtail's own actions, which ask about the model and skip records."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from cms.access.audit.elsewhere import record_act
from cms.access.fence.rules import numbers
from cms.access.people.giving import give_role
from cms.access.people.guarding import RoleRefused
from cms.access.people.leaving import Leaving, leave, reopen
from cms.access.people.policies import AccountPolicy, accounts_for
from cms.access.people.rules import gives_anything, may_give, roles_to_give
from cms.access.people.usage import stays, was_used
from cms.organisation.models import User
from cms.organisation.roles import Role


class WithinReach:
    """What the user cannot see does not exist; what the user does not keep is named as such and left alone."""

    permission_policy = AccountPolicy(User)

    def dispatch(self, request, *args, **kwargs):
        if not gives_anything(request.user):
            raise Http404
        wanted = numbers(number for number in request.GET.getlist("id") if number != "all")
        if wanted is None or accounts_for(request.user).filter(pk__in=wanted).count() != len(wanted):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_all_objects_in_listing_query(self, parent_id):
        """“All” are all that the list shows."""
        everything = super().get_all_objects_in_listing_query(parent_id)
        return everything.filter(pk__in=accounts_for(self.request.user).values("pk"))

    def check_perm(self, obj):
        if not hasattr(self, "_kept"):
            self._kept = set(accounts_for(self.request.user, "change").values_list("pk", flat=True))
        return obj.pk in self._kept

    def get_execution_context(self):
        return {**super().get_execution_context(), "by": self.request.user, "request": self.request}


class RoleForm(forms.Form):
    """The roles that the user gives."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class GiveRoleBulkAction(WithinReach, AssignRoleBulkAction):
    """Gives one role to several accounts, each in its own department; who cannot have it is named."""

    display_name = _("Give a role")
    form_class = RoleForm

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        departments = accounts_for(self.request.user).order_by().values_list("department", flat=True).distinct()
        offered = {role for number in departments for role in roles_to_give(self.request.user, number)}
        form.fields["role"].choices = [(role.value, role.label) for role in Role if role in offered]
        return form

    def check_perm(self, obj):
        return super().check_perm(obj) and self._gives(obj)

    def _gives(self, account):
        role = self.cleaned_form.cleaned_data["role"] if self.cleaned_form else None
        return role is None or may_give(self.request.user, role, account.department_id)

    @classmethod
    def execute_action(cls, objects, role=None, by=None, request=None, **kwargs):
        given = 0
        for account in objects:
            try:
                give_role(account, role, by)
            except (RoleRefused, forms.ValidationError) as refusal:
                sentence = " ".join(getattr(refusal, "messages", None) or [str(refusal)])
                messages.error(request, f"{account}: {sentence}")
                continue
            record_act(by, account.department_id, account, gettext("Account or roles changed"))
            given += 1
        return given, 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        if not num_parent_objects:
            return None
        return ngettext(
            "%(number)d account has the role “%(role)s” now.",
            "%(number)d accounts have the role “%(role)s” now.",
            num_parent_objects,
        ) % {"number": num_parent_objects, "role": Role(self.cleaned_form.cleaned_data["role"]).label}


class CloseBulkAction(WithinReach, SetActiveStateBulkAction):
    """Opens accounts again, or closes them without a successor: what they had in hand is named, to be handed over."""

    @classmethod
    def execute_action(cls, objects, mark_as_active=False, by=None, request=None, **kwargs):
        changed = [account for account in objects if account.is_active != mark_as_active]
        for account in changed:
            if mark_as_active:
                reopen(account, by)
                continue
            departed = leave(Leaving(account, by, gettext("Closed together with others")))
            for sentence in departed.stays:
                messages.warning(request, f"{account}: {sentence}")
        return len(changed), 0


class DeleteUnusedBulkAction(WithinReach, DeleteBulkAction):
    """Deletes accounts that nobody ever used."""

    def prepare_action(self, objects, objects_without_access):
        """One that was used keeps all of them."""
        used = [account for account in objects if was_used(account)]
        for account in used:
            messages.error(self.request, stays(account))
        return redirect("wagtailusers_users:index") if used else None

    @classmethod
    def execute_action(cls, objects, by=None, **kwargs):
        for account in objects:
            record_act(by, account.department_id, account, gettext("Account deleted"))
            account.delete()
        return len(objects), 0

    def get_usage_url(self, item):
        """Where an account is used is other departments' business too."""
        return None
