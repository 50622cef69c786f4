"""What is searched for and not found, for the supervising office and for each department."""

import datetime

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.exporting import csv_file, dated
from cms.workbench.period import PeriodForm
from search.models import SearchedTerm
from search.terms.access import readable_sites

PAGE_SIZE = 50
MONTH = datetime.timedelta(days=29)


class TermsForm(PeriodForm):
    """The period, the site, and whether only what was asked in vain is shown."""

    site = forms.TypedChoiceField(label=gettext_lazy("Site"), coerce=int, required=False, empty_value=None)
    in_vain = forms.BooleanField(label=gettext_lazy("Only what was asked in vain"), required=False)

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(number, department.short_name if department else _("Portal")) for number, department in sites]
        self.fields["site"].choices = [("", _("All")), *names]


class TermsView(WagtailAdminTemplateMixin, TemplateView):
    """Terms by how often they were asked for, in a period, on a page and as CSV."""

    template_name = "search/admin/terms.html"
    page_title = gettext_lazy("Searches of visitors")
    header_icon = "search"

    def dispatch(self, request, *args, **kwargs):
        self.sites = readable_sites(request.user)
        if not self.sites:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        today = timezone.localdate()
        asked = request.GET if "first" in request.GET else {"first": today - MONTH, "last": today}
        form = TermsForm(asked, sites=self.sites)
        rows = self._rows(form.cleaned_data) if form.is_valid() else SearchedTerm.objects.none().summed()
        if form.is_valid() and request.GET.get("format") == "csv":
            head = [_("Words"), _("Asked for"), _("In vain")]
            return csv_file(
                dated("searches"), head, ((row["term"], row["asked"], row["in_vain"]) for row in rows.iterator())
            )
        page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
        return self.render_to_response(self.get_context_data(form=form, rows=page))

    def _rows(self, asked):
        found = SearchedTerm.objects.between(asked["first"], asked["last"])
        numbers = [number for number, _department in self.sites]
        found = found.filter(site__in=numbers) if asked["site"] is None else found.on_site(asked["site"])
        rows = found.summed()
        return rows.filter(in_vain__gt=0).order_by("-in_vain", "term") if asked["in_vain"] else rows
