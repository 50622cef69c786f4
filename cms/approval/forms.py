"""What people enter on the pages of the approval."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.approval.models.finding import Decision
from cms.approval.models.withdrawal import Withdrawal
from cms.approval.procedure.decision_forms import SecrecyForm
from cms.approval.procedure.secrecy import Unanswered, answers


def _text(label, rows=3, **facts):
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), **facts)


class WithdrawalForm(forms.Form):
    """Why a page is taken off, and whether the public is told."""

    reason = _text(
        _("Reason"), max_length=300, help_text=_("Kept with the page's history; the public does not see it.")
    )
    notice = forms.BooleanField(
        label=_("Say at the page's address that it was withdrawn"),
        required=False,
        help_text=_("Without it the address answers as if nothing had ever stood there."),
    )
    notice_text = forms.ChoiceField(
        label=_("What the public reads there"),
        choices=[("", _("Nothing more")), *Withdrawal.Notice.choices],
        required=False,
        help_text=_("The withdrawn title is never shown."),
    )


class BatchReviewForm(forms.Form):
    """What the reviewer of a batch wants to have noted."""

    note = _text(_("Note"), max_length=500, required=False)


class BatchReturnForm(forms.Form):
    """Why a batch is sent back."""

    reason = _text(_("Reason"), max_length=500)


class DecisionForm(forms.Form):
    """A decision about a text that waits: which one, and what is said about it."""

    decision = forms.ChoiceField(choices=[("approve", _("Approve")), ("reject", _("Return"))], widget=forms.HiddenInput)
    task_state = forms.IntegerField(widget=forms.HiddenInput)
    comment = _text(
        _("Comment"), max_length=1000, required=False, help_text=_("Necessary only where the text is returned.")
    )
    passages = _text(
        _("Marked passages"),
        max_length=5000,
        required=False,
        help_text=_("Where it is returned: one a line, copied from the text; a remark may follow behind a bar |."),
    )
    checklist = SecrecyForm.base_fields["checklist"]

    def __init__(self, *args, task=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["checklist"])
        if task is None or not task.needs_checklist:
            del self.fields["checklist"]

    def clean(self):
        """What is sent back says why; what is cleared had every question answered."""
        data = super().clean()
        if data.get("decision") == "reject" and not data.get("comment", "").strip():
            self.add_error("comment", _("Say why you return it."))
        if data.get("decision") == "approve" and "checklist" in data:
            try:
                answers(data["checklist"])
            except Unanswered as unanswered:
                self.add_error("checklist", str(unanswered))
        return data


class FindingForm(forms.Form):
    """What becomes of one hit of a check."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.TextInput, max_length=300, required=False)

    def __init__(self, *args, finding, frozen=False, **kwargs):
        self.finding = finding
        initial = {"decision": finding.decision, "reason": finding.reason}
        super().__init__(*args, initial=initial, **kwargs)
        for field in self.fields.values():
            field.disabled = frozen

    @property
    def has_decision(self):
        """Whether something was decided that was not before."""
        return bool(self.cleaned_data.get("decision")) and self.has_changed()

    def clean(self):
        """What is accepted says why."""
        data = super().clean()
        if data.get("decision") == Decision.ACCEPT and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why this can stay."))
        return data
