"""The forms for absence, departure and urgency."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.approval.procedure.absence import Period, delegate, hand_over
from cms.organisation.roles import is_supervisor


def _accounts():
    return get_user_model().objects.filter(is_active=True).order_by("department", "last_name", "first_name", "pk")


class ActingForm(forms.Form):
    """A form that knows who fills it in."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class DelegationForm(ActingForm):
    """Who is absent, who stands in, on which days. Only the supervising office enters another's absence."""

    absent = forms.ModelChoiceField(queryset=None, label=_("Absent"))
    deputy = forms.ModelChoiceField(queryset=None, label=_("Deputy"))
    first_day = forms.DateField(label=_("First day"), widget=AdminDateInput)
    last_day = forms.DateField(label=_("Last day"), widget=AdminDateInput)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        everybody = is_supervisor(user)
        accounts = _accounts()
        own_office = accounts.filter(department=user.department_id)
        self.fields["absent"].queryset = accounts if everybody else accounts.filter(person=user.person_id)
        self.fields["absent"].initial = None if everybody else user.pk
        self.fields["deputy"].queryset = accounts if everybody else own_office.exclude(person=user.person_id)

    def clean(self):
        """The delegation is made here, so that what refuses it stands beside its field."""
        data = super().clean()
        if not self.errors:
            period = Period(data["first_day"], data["last_day"])
            try:
                delegate(data["absent"], data["deputy"], period, data["reason"], self.user)
            except forms.ValidationError as refusal:
                self.add_error(None, refusal)
        return data


class HandoverForm(ActingForm):
    """Who leaves and who takes over."""

    leaver = forms.ModelChoiceField(queryset=None, label=_("Leaver"))
    successor = forms.ModelChoiceField(queryset=None, label=_("Successor"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["leaver"].queryset = self.fields["successor"].queryset = _accounts()

    def clean(self):
        """The handover is made here, so that what refuses it stands beside its field."""
        data = super().clean()
        if not self.errors:
            try:
                self.handover = hand_over(data["leaver"], data["successor"], data["reason"], self.user)
            except forms.ValidationError as refusal:
                self.add_error(None, refusal)
        return data


class UrgentForm(forms.Form):
    """Why a text is urgent."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Deadlines become shorter; the steps and persons stay the same.")
    )
