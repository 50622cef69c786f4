"""What the supervising office enters on the pages of the sites."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.organisation.forms import ENDS
from cms.organisation.models import Department


class OpeningForm(forms.Form):
    """The reason to open a site although something mandatory is missing."""

    reason = forms.CharField(
        label=_("Reason to open it all the same"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClosingForm(forms.ModelForm):
    """How a department ends, who answers for its matters then, and why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Recorded with every page that is taken off.")
    )

    class Meta:
        model = Department
        fields = ["status", "successor"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [(status.value, status.label) for status in Department.Status if status in ENDS]
        self.fields["successor"].queryset = Department.objects.in_office()
        self.fields["successor"].required = False

    @property
    def ending(self):
        """What the form says, for `close_department`."""
        return {
            "status": self.cleaned_data["status"],
            "successor": self.cleaned_data["successor"],
            "reason": self.cleaned_data["reason"],
        }
