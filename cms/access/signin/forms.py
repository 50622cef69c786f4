"""The forms of the sign-in."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from cms.access.signin.models import FactorRule
from cms.access.signin.resetting import send_link
from cms.access.signin.words import refused_sign_in


class SignInForm(LoginForm):
    """Name and password. What it says of a wrong one is the same whether the account exists or not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["remember"]
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"

    def get_invalid_login_error(self):
        sentence = refused_sign_in(self.request, _("The name or the password is not right."))
        return forms.ValidationError(sentence, code="invalid_login")


class CodeForm(forms.Form):
    """The code of the telephone, or a recovery code."""

    code = forms.CharField(
        label=_("Code from your telephone"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none"}),
        error_messages={"required": _("Enter the code.")},
    )


class OwnPasswordForm(SetPasswordForm):
    """The password that only the person knows from now on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].widget.attrs["autofocus"] = True


class ResetForm(PasswordResetForm):
    """Whoever asks for a link reads the same, as soon, for every address: what follows happens in the background."""

    def save(self, *args, request=None, **kwargs):
        """Hand the address to the background work."""
        send_link.enqueue(self.cleaned_data["email"])


class RulesForm(forms.Form):
    """Which roles must have a second factor."""

    required = forms.ModelMultipleChoiceField(
        queryset=FactorRule.objects.all(),
        required=False,
        label=_("Roles that must have a second factor"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who has such a role and no second factor sets one up at the next sign-in."),
    )
