"""Decisions about the hits of a text, as the pages take them that show the hits."""

from django.contrib import messages
from django.utils.translation import ngettext

from cms.approval.checks.findings import decide
from cms.approval.forms import FindingForm


def hit_forms(findings, data=None, frozen=False):
    """A form for every hit, what needs a decision first; none for a check that could not be made.

    Frozen forms show what was decided to who may not decide.
    """
    rows = [*findings.blocking, *findings.others] if findings else []
    asked = [row for row in rows if not row.has_failed]
    return [FindingForm(data, finding=row, prefix=f"hit-{row.pk}", frozen=frozen) for row in asked]


def save_decisions(request, forms):
    """Record every decision that was entered and is complete; whether all were. The others say what they lack."""
    decided = [form for form in forms if form.is_valid() and form.has_decision]
    for form in decided:
        decide(form.finding, request.user, form.cleaned_data["decision"], form.cleaned_data["reason"])
    if decided:
        number = len(decided)
        text = ngettext("%(number)d decision is recorded.", "%(number)d decisions are recorded.", number)
        messages.success(request, text % {"number": number})
    return not any(form.errors for form in forms)
