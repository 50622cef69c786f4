"""What is asked with a decision about a step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.approval.procedure.marks import lines_to_marks
from cms.approval.procedure.secrecy import Unanswered, answers, questions


def _text(label, rows=3, **facts):
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), **facts)


class ApprovalForm(forms.Form):
    """An approval may say something."""

    comment = _text(_("Comment"), max_length=1000, required=False)


class SecrecyForm(ApprovalForm):
    """The secrecy review confirms every item of its checklist."""

    checklist = forms.MultipleChoiceField(
        label=_("Checklist"), choices=questions, widget=forms.CheckboxSelectMultiple, required=False
    )

    field_order = ["checklist", "comment"]

    def clean_checklist(self):
        """None may be left out."""
        confirmed = self.cleaned_data["checklist"]
        try:
            answers(confirmed)
        except Unanswered as unanswered:
            raise forms.ValidationError(str(unanswered)) from unanswered
        return confirmed


class ReturnForm(forms.Form):
    """What is sent back says why, and where."""

    comment = _text(_("Reason"), max_length=1000)
    passages = _text(
        _("Marked passages"),
        max_length=5000,
        required=False,
        help_text=_("One a line, copied from the text; a remark may follow behind a bar |."),
    )

    def clean_passages(self):
        """Pairs of passage and remark."""
        return lines_to_marks(self.cleaned_data["passages"])
