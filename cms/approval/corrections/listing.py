"""The list of corrections, with its filters and its spreadsheet."""

import datetime

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from cms.approval.corrections.access import visible_corrections
from cms.approval.models import Correction
from cms.organisation.models import Department
from cms.templatetags.due import due_words

# What a spreadsheet would take for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def departments_with_corrections(request):
    """The departments that the person can choose from: those of the corrections that the person may read."""
    mine = visible_corrections(request.user).order_by()
    return Department.objects.filter(pk__in=mine.values("department"))


class CorrectionFilterSet(WagtailFilterSet):
    """By what became of it, why it began, department, and day."""

    outcome = django_filters.ChoiceFilter(label=_("Outcome"), choices=Correction.Outcome.choices)
    department = django_filters.ModelChoiceFilter(label=_("Department"), queryset=departments_with_corrections)
    changed_on = django_filters.DateFromToRangeFilter(label=_("Changed on"), widget=DateRangePickerWidget)

    class Meta:
        model = Correction
        fields = ["outcome", "cause", "department", "changed_on"]


def state_in_words(correction):
    """An open one by its deadline, a closed one by its outcome."""
    if correction.closed_at is None:
        return due_words(correction.due_at)
    return correction.outcome_label


def changed_on_in_words(correction):
    """A day, not how many hours ago it began."""
    return date_format(correction.changed_on, "Y-m-d")


def plain(value):
    """A text that no spreadsheet runs as a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def local(value):
    """A moment as the clock on the wall showed it."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


class CorrectionsView(ReportView):
    """The corrections of one's own department; all of them for the supervising office."""

    page_title = _("Corrections")
    header_icon = "history"
    index_url_name = "approval_corrections"
    index_results_url_name = "approval_corrections_results"
    filterset_class = CorrectionFilterSet
    default_ordering = ("-opened_at", "-pk")
    verbose_name_plural = Correction._meta.verbose_name_plural
    columns = [
        TitleColumn(
            "title",
            label=_("Page"),
            get_url=lambda correction: reverse("approval_correction", args=[correction.pk]),
        ),
        Column("department", label=_("Department"), accessor=lambda each: each.department or gettext("Portal")),
        Column("cause", label=_("Cause"), accessor="get_cause_display"),
        Column("changed_on", label=_("Changed on"), accessor=changed_on_in_words, sort_key="changed_on"),
        Column("due", label=_("State"), accessor=state_in_words, sort_key="due_at"),
        DateColumn("closed_at", label=_("Closed")),
    ]
    list_export = [
        "title",
        "department",
        "get_cause_display",
        "note",
        "changed_on",
        "opened_at",
        "due_at",
        "closed_at",
        "outcome_label",
        "closing_note",
    ]
    export_headings = {
        "get_cause_display": _("Cause"),
        "outcome_label": _("Outcome"),
        "closing_note": _("Reason"),
    }
    custom_field_preprocess = {name: {ReportView.FORMAT_CSV: plain} for name in ("title", "note", "closing_note")} | {
        "department": {fmt: lambda each: str(each or gettext("Portal")) for fmt in ReportView.FORMATS}
    }
    custom_value_preprocess = {datetime.datetime: dict.fromkeys(ReportView.FORMATS, local)}

    @cached_property
    def header_buttons(self):
        return [
            HeaderButton(
                gettext("Kept and missed"), reverse("approval_correction_figures"), icon_name="table", priority=10
            )
        ]

    def get_base_queryset(self):
        return visible_corrections(self.request.user).with_outcome().select_related("department")

    def get_filename(self):
        return f"corrections-{timezone.localdate():%Y-%m-%d}"

    def stream_csv(self, queryset):
        """With the mark of UTF-8 at its head, so that Chinese opens as Chinese."""
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)
