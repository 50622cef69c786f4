import csv
import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.organisation.models import Department
from cms.workbench.period import PeriodForm
from home.querysets import counts_per_department
from home.views.access import ComposersOnly

COLUMNS = ("offered", "adopted", "held", "refused")


class PickReportView(ComposersOnly, WagtailAdminTemplateMixin, TemplateView):
    """What each department offered to the portal in a period and what became of it, on a page and as CSV."""

    template_name = "home/admin/pick_report.html"
    page_title = _("Offers of the departments")
    header_icon = "table"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        today = timezone.localdate()
        asked = {"first": request.GET.get("first"), "last": request.GET.get("last")}
        form = PeriodForm(asked if any(asked.values()) else {"first": today.replace(day=1), "last": today})
        rows = self._rows(form.cleaned_data) if form.is_valid() else []
        if form.is_valid() and request.GET.get("format") == "csv":
            return self._csv(rows, form.cleaned_data)
        totals = {name: sum(getattr(row, name) for row in rows) for name in COLUMNS}
        return self.render_to_response(self.get_context_data(form=form, rows=rows, totals=totals))

    def _rows(self, period):
        zone = timezone.get_default_timezone()
        first, last = (datetime.datetime.combine(period[name], datetime.time.min, zone) for name in ("first", "last"))
        return list(counts_per_department(Department.objects.all(), first, last + datetime.timedelta(days=1)))

    def _csv(self, rows, period):
        """The table for a spreadsheet: UTF-8 with its mark, so that Chinese opens as Chinese."""
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        name = f"picks-{period['first']}-{period['last']}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        writer = csv.writer(response)
        writer.writerow(
            [gettext("Department"), gettext("Offered"), gettext("Adopted"), gettext("Held"), gettext("Refused")]
        )
        writer.writerows([row.name, *(getattr(row, name) for name in COLUMNS)] for row in rows)
        return response
