"""Closing an account, or moving it, and handing over: first what would happen, then one confirmation."""

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages

from cms.access.people.leaving import PORTAL, Leaving, leave, preview
from cms.access.people.policies import accounts_for, departments_for, makes_accounts_without_department
from cms.access.people.views.base import AccountMixin
from cms.organisation.models import User


class LeavingForm(forms.Form):
    """Who takes over, where the account goes, and why."""

    successor = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        label=_("Who takes over"),
        help_text=_("Somebody of the same office. Empty: nothing is handed over now; it can be done later."),
        error_messages={"invalid_choice": _("Choose an open account of the same office.")},
    )
    roles = forms.BooleanField(
        required=False,
        label=_("The successor gets the roles as well"),
        help_text=_("As far as you give them and the successor can hold them."),
    )
    destination = forms.ChoiceField(
        required=False,
        label=_("Afterwards"),
        error_messages={"invalid_choice": _("You keep no accounts of this department.")},
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, account, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.account, self.user = account, user
        colleagues = User.objects.filter(is_active=True, department=account.department_id, is_superuser=False)
        if account.department_id is None:
            colleagues = colleagues.filter(pk__in=accounts_for(user).values("pk"))
        self.fields["successor"].queryset = colleagues.exclude(person=account.person_id).order_by("username")
        self.fields["destination"].choices = [("", _("The account is closed")), *self._destinations()]

    def _destinations(self):
        """Where else the user keeps accounts."""
        if self.account.is_superuser:
            return
        if self.account.department_id is not None and makes_accounts_without_department(self.user):
            yield PORTAL, _("It moves to the portal")
        for department in departments_for(self.user).exclude(pk=self.account.department_id):
            yield str(department.pk), _("It moves to %(department)s") % {"department": department}

    def leaving(self):
        """What was asked for."""
        data = self.cleaned_data
        destination = data["destination"] or None
        if destination not in (None, PORTAL):
            destination = departments_for(self.user).get(pk=destination)
        return Leaving(self.account, self.user, data["reason"], data["successor"], destination, data["roles"])

    def outcome(self, function):
        """What the function of a Leaving returns; None where it refuses, with a message beside the field."""
        try:
            return function(self.leaving())
        except forms.ValidationError as refusal:
            for field, sentences in refusal.message_dict.items():
                self.add_error(field if field in self.fields else None, sentences)
        return None


class LeavingView(AccountMixin, FormView):
    """Shows what would be handed over and what would stay, and does it when that is confirmed."""

    guarded_action = "close"
    template_name = "people/leaving.html"
    form_class = LeavingForm
    page_title = _("Close or move, and hand over")
    header_icon = "logout"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "account": self.account, "user": self.request.user}

    def form_valid(self, form):
        if not self.request.POST.get("confirmed"):
            departed = form.outcome(preview)
            return self.render_to_response(self.get_context_data(form=form, departed=departed))
        departed = form.outcome(leave)
        if departed is None:
            return self.form_invalid(form)
        for sentence in departed.stays:
            messages.warning(self.request, sentence)
        text = (
            gettext("The account of %(name)s is moved.")
            if form.cleaned_data["destination"]
            else gettext("The account of %(name)s is closed.")
        )
        messages.success(self.request, text % {"name": self.account})
        return redirect("wagtailusers_users:index")
