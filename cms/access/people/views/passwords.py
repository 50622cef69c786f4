"""Resetting the password of another person's account."""

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages

from cms.access.audit.elsewhere import record_act
from cms.access.people.passwords import make_temporary, send_link
from cms.access.people.views.base import AccountMixin

LINK, TEMPORARY = "link", "temporary"


class PasswordForm(forms.Form):
    """How the person comes to a new password."""

    way = forms.ChoiceField(
        label=_("Way"),
        choices=[
            (LINK, _("A link by mail, with which the person chooses a password. It works once.")),
            (TEMPORARY, _("A temporary password that is shown once and has to be changed at the next sign-in.")),
        ],
        widget=forms.RadioSelect,
        initial=LINK,
    )

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_way(self):
        """A link needs an address, and a closed account neither."""
        if not self.account.is_active:
            raise forms.ValidationError(_("This account is closed. Open it first."))
        if self.cleaned_data["way"] == LINK and not self.account.email:
            raise forms.ValidationError(_("The account has no mail address. Enter one, or make a temporary password."))
        return self.cleaned_data["way"]


class PasswordView(AccountMixin, FormView):
    """The old password ends at once, whichever way is chosen."""

    template_name = "people/password.html"
    form_class = PasswordForm
    page_title = _("Reset the password")
    header_icon = "key"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "account": self.account}

    def form_valid(self, form):
        user = self.request.user
        record_act(user, self.account.department_id, self.account, gettext("Password reset"))
        if form.cleaned_data["way"] == TEMPORARY:
            password = make_temporary(self.account, user)
            return self.render_to_response(self.get_context_data(form=form, password=password))
        send_link(self.account, user)
        messages.success(
            self.request, gettext("A mail with the link is on its way to %(name)s.") % {"name": self.account}
        )
        return redirect("wagtailusers_users:index")
