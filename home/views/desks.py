from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.decision import KEPT_OFF, Decision
from home.models import PortalColumnPage
from home.views.access import ComposersOnly


class DesksView(ComposersOnly, WagtailAdminTemplateMixin, TemplateView):
    """Every column of the portal with what waits for its editors; the way to each column's desk."""

    template_name = "home/admin/desks.html"
    page_title = _("Columns of the portal")
    header_icon = "tasks"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def columns(self):
        """The columns with the numbers of their offers and decisions, in one statement; offers first."""
        return (
            PortalColumnPage.objects.annotate(
                offered=Count("picks", filter=Q(picks__decision=Decision.OFFERED)),
                adopted=Count("picks", filter=Q(picks__decision=Decision.ADOPTED)),
                kept_off=Count("picks", filter=Q(picks__decision__in=KEPT_OFF)),
            )
            .select_related("locale")
            .order_by("path")
        )

    def get_context_data(self, **kwargs):
        rows = [{"column": column, "url": reverse("portal_column_desk", args=[column.pk])} for column in self.columns]
        return super().get_context_data(rows=rows, **kwargs)
