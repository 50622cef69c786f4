"""What is entered about corrections."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.workdays import local_day


def today():
    """The province's day, whatever time zone a person's profile names."""
    return local_day(timezone.now())


class NoticeForm(forms.Form):
    """A department's notice that the material of a public page has changed."""

    note = forms.CharField(
        label=_("What has changed"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The correction is due two working days after the material changed."),
    )
    changed_on = forms.DateField(label=_("Changed on"), widget=AdminDateInput, initial=today)

    def clean_changed_on(self):
        """Nothing has changed tomorrow."""
        day = self.cleaned_data["changed_on"]
        if day > today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class SetAsideForm(forms.Form):
    """Why nothing needs correction."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))
