"""The publication log in the admin: the whole of it, and who approved what of one page."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.access.tenancy import sees_every_department
from cms.approval.log.export import as_csv, as_json_lines
from cms.approval.log.reading import (
    line_of,
    may_read_history,
    sees_in_explorer,
    site_names,
    visible_entries,
)
from cms.approval.models import LogEntry, LogEvent
from cms.organisation.roles import roles_of

ENTRIES_A_PAGE = 50
EXPORTS = {"csv": as_csv, "jsonl": as_json_lines}


def reads_log(user):
    """Whether there is anything in the log for the user."""
    return sees_every_department(user) or bool(roles_of(user))


class LogFilterForm(forms.Form):
    """What narrows the list, and the file that is made of it."""

    event = forms.ChoiceField(label=_("Event"), choices=[("", _("All")), *LogEvent.choices], required=False)
    title = forms.CharField(label=_("Title"), max_length=100, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

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
            "title__icontains": data.get("title"),
            "at__date__gte": data.get("since"),
            "at__date__lte": data.get("until"),
        }
        return entries.filter(**{name: value for name, value in conditions.items() if value})


class LogView(WagtailAdminTemplateMixin, TemplateView):
    """The entries of the user's sites, the newest first; as a list or as a file."""

    template_name = "approval/admin/log.html"
    page_title = _("Publication log")
    header_icon = "history"

    def dispatch(self, request, *args, **kwargs):
        if not reads_log(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self):
        """The filter, as it was sent."""
        return LogFilterForm(self.request.GET or {})

    @cached_property
    def entries(self):
        """What the user may read of what was asked for."""
        entries = visible_entries(self.request.user).annotate(key=F("chain__key"))
        self.form.is_valid()
        return self.form.narrowed(entries)

    def get(self, request, *args, **kwargs):
        export = EXPORTS.get(request.GET.get("format"))
        if export and self.form.is_valid():
            return export(self.entries)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        paginator = WagtailPaginator(self.entries.order_by("-pk"), ENTRIES_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        names = site_names()
        query = self.request.GET.copy()
        query.pop("format", None)
        query.pop("p", None)
        return super().get_context_data(
            form=self.form,
            page=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            rows=[(names.get(str(entry.key), ""), line_of(entry)) for entry in page.object_list],
            query=query.urlencode(),
            **kwargs,
        )


class PageLogView(WagtailAdminTemplateMixin, TemplateView):
    """谁在什么时候批准了什么: the entries of one page, for whoever may see it in the admin."""

    template_name = "approval/admin/page_log.html"
    page_title = _("Who approved what, and when")
    header_icon = "history"

    @cached_property
    def page(self):
        """The page that the address names; one that the user may not see is no different from none."""
        page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"])
        if not may_read_history(self.request.user, page):
            raise Http404
        return page

    def get_page_subtitle(self):
        return self.page.draft_title

    def get_breadcrumbs_items(self):
        seen = sees_in_explorer(self.request.user, self.page)
        explore = reverse("wagtailadmin_explore", args=[self.page.pk]) if seen else ""
        text = {"url": explore, "label": self.page.draft_title}
        return [*self.breadcrumbs_items, text, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        entries = LogEntry.objects.filter(page_id=self.page.pk).order_by("-pk")
        paginator = WagtailPaginator(entries, ENTRIES_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            logged_page=self.page,
            first=entries.last(),
            page=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            rows=[line_of(entry) for entry in page.object_list],
            **kwargs,
        )
