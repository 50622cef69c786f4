"""The audit in the admin, as a list or as a file."""

import json

from django import forms
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.audit.chain import FIELDS
from cms.access.audit.events import ELSEWHERE, Event
from cms.access.audit.reading import is_auditor, reads_audit, visible_entries
from cms.access.audit.recording import record
from cms.anchoring.canonical import moment_text
from cms.exporting import csv_file, dated, json_lines_file

ENTRIES_A_PAGE = 50
CHUNK = 2000
NAME = "audit"


class AuditFilterForm(forms.Form):
    """What narrows the list, and the file that is made of it."""

    event = forms.ChoiceField(label=_("Event"), required=False)
    account = forms.CharField(label=_("Account or name"), max_length=100, required=False)
    department = forms.CharField(label=_("Department"), max_length=100, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args, events, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [("", _("All")), *((event.value, event.label) for event in events)]

    def clean(self):
        """The period does not end before it begins."""
        data = super().clean()
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("The period ends before it begins."))
        return data

    def narrowed(self, entries):
        """The entries asked for; what was not understood narrows nothing."""
        data = self.cleaned_data
        conditions = {
            "event": data.get("event"),
            "department__icontains": data.get("department"),
            "at__date__gte": data.get("since"),
            "at__date__lte": data.get("until"),
        }
        entries = entries.filter(**{name: value for name, value in conditions.items() if value})
        if account := data.get("account"):
            entries = entries.filter(Q(account__icontains=account) | Q(name__icontains=account))
        return entries


class AuditView(WagtailAdminTemplateMixin, TemplateView):
    """The entries that the user may read, the newest first. Who takes them away as a file is recorded too."""

    template_name = "audit/audit.html"
    page_title = _("Audit records")
    header_icon = "history"

    def dispatch(self, request, *args, **kwargs):
        if not reads_audit(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self):
        """The filter, as it was sent."""
        return AuditFilterForm(self.request.GET, events=Event if is_auditor(self.request.user) else ELSEWHERE)

    @cached_property
    def entries(self):
        """What the user may read of what was asked for."""
        self.form.is_valid()
        return self.form.narrowed(visible_entries(self.request.user))

    def get(self, request, *args, **kwargs):
        export = {"csv": as_csv, "jsonl": as_json_lines}.get(request.GET.get("format"))
        if export and self.form.is_valid():
            record(Event.EXPORTED, request.user, target_label=gettext("Audit records"), facts=dict(request.GET.items()))
            return export(self.entries)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        paginator = WagtailPaginator(self.entries, ENTRIES_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        query = self.request.GET.copy()
        query.pop("format", None)
        query.pop("p", None)
        return super().get_context_data(
            form=self.form,
            page=page,
            entries=page.object_list,
            elided_page_range=paginator.get_elided_page_range(page.number),
            query=query.urlencode(),
            **kwargs,
        )


def as_json_lines(entries):
    """One entry a line, with every value in the form in which it was hashed, the oldest first."""

    def lines():
        for entry in entries.order_by("number").iterator(CHUNK):
            facts = {name: getattr(entry, name) for name in FIELDS}
            yield json.dumps({**facts, "at": moment_text(entry.at), "hash": entry.hash}, ensure_ascii=False) + "\n"

    return json_lines_file(dated(NAME), lines())


def as_csv(entries):
    """The entries in words, the oldest first."""
    head = [str(entries.model._meta.get_field(name).verbose_name) for name in (*FIELDS, "hash")]
    return csv_file(dated(NAME), head, (_cells(entry) for entry in entries.order_by("number").iterator(CHUNK)))


def _cells(entry):
    words = {"event": entry.get_event_display(), "at": timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")}
    values = [words.get(name, getattr(entry, name)) for name in (*FIELDS, "hash")]
    return ["" if value is None else value for value in values]
