from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from cms.approval.forms import DecisionForm

APPROVE, RETURN, FORWARD = "approve", "reject", "forward"


def _on_key(key):
    """Attributes by which the focus moves to a control at the press of a key."""
    return {"data-key": "focus", "aria-keyshortcuts": key}


class StepForm(DecisionForm):
    """A decision about the text that waits, or the passing on of it to a colleague."""

    decision = forms.ChoiceField(
        choices=[(APPROVE, _("Approve")), (RETURN, _("Return")), (FORWARD, _("Pass on"))], widget=forms.HiddenInput
    )
    to = forms.ModelChoiceField(
        queryset=get_user_model().objects.none(),
        required=False,
        label=_("Colleague"),
        empty_label=_("Choose a colleague"),
        widget=forms.Select(_on_key("f")),
    )

    def __init__(self, *args, colleagues=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].widget.attrs.update(_on_key("r"))
        if colleagues:
            numbers = [user.pk for user in colleagues]
            self.fields["to"].queryset = get_user_model().objects.filter(pk__in=numbers)

    def clean(self):
        """What is passed on goes to somebody."""
        data = super().clean()
        if data.get("decision") == FORWARD and not data.get("to") and "to" not in self.errors:
            self.add_error("to", _("Choose who takes it on."))
        return data
