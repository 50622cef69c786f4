import csv
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.content.blocks.statistics import StatisticsTableBlock, number_of
from cms.content.fields import StreamField
from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind

MAX_CHARTS = 8
CSV_PART = "csv"
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Point:
    """One value of a chart."""

    label: str
    value: Decimal


@dataclass(frozen=True)
class Series:
    """The values of one indicator, in the order of the table."""

    title: str
    unit: str
    kind: str
    points: list


class StatisticsPage(ContentPage):
    """Figures (统计数据). The table is the source; the chart and the CSV file are made of it at each request."""

    class Chart(models.TextChoices):
        NONE = "none", _("No chart")
        BAR = "bar", _("Bars")
        LINE = "line", _("Line")

    KINDS = (ContentKind.STATISTICS,)
    is_creatable = True
    page_description = _("A table of figures with a chart and a CSV file made of it.")

    period = models.CharField(_("period"), max_length=60, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    chart = models.CharField(_("chart"), max_length=4, choices=Chart, default=Chart.BAR)
    figures = StreamField(
        [("table", StatisticsTableBlock())], max_num=1, block_counts={}, blank=True, verbose_name=_("table of figures")
    )

    content_panels = content_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("period"), FieldPanel("unit"), FieldPanel("chart")]),
                FieldPanel("figures"),
            ],
            heading=_("Figures"),
        )
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("figures")]

    served_parts = (CSV_PART,)
    csv_url = f"{CSV_PART}/"

    class Meta:
        verbose_name = _("statistics")
        verbose_name_plural = _("statistics")

    @cached_property
    def table(self):
        """The value of the table, None where there is none."""
        return self.figures[0].value if self.figures else None

    @property
    def columns(self):
        """The heads of the columns, that of the names first."""
        return self.table["data"][0] if self.table else []

    @property
    def rows(self):
        """The rows: a name, then its values as they were entered."""
        return self.table["data"][1:] if self.table else []

    @property
    def indicator_names(self):
        """What the rows count."""
        return [row[0] for row in self.rows]

    @cached_property
    def series(self):
        """What is drawn: a table with one column of values is one series, any other has one for each row."""
        if self.chart == self.Chart.NONE or not self.table:
            return []
        if len(self.columns) == 2:
            points = [(row[0], row[1]) for row in self.rows]
            return self._drawable([self._series(self.title, points)])
        heads = self.columns[1:]
        return self._drawable([self._series(row[0], zip(heads, row[1:], strict=False)) for row in self.rows])

    def _series(self, title, cells):
        points = [Point(str(label), number) for label, text in cells if (number := number_of(text)) is not None]
        return Series(str(title), self.unit, self.chart, points)

    @staticmethod
    def _drawable(series):
        """Charts begin at nought, so a series with values below it stays in the table; so does a single value."""
        sound = [one for one in series if len(one.points) > 1 and all(point.value >= 0 for point in one.points)]
        return sound[:MAX_CHARTS]

    def publication_obstacles(self):
        """Figures without a table say nothing."""
        missing = [] if self.figures else [_("A page of statistics needs its table.")]
        return [*missing, *super().publication_obstacles()]

    def serve(self, request, *args, **kwargs):
        """The page, or below its address the table as a file."""
        if getattr(request, "served_part", "") == CSV_PART:
            return self.csv_response()
        return super().serve(request, *args, **kwargs)

    def csv_response(self):
        """The table as CSV; the byte order mark tells spreadsheets that it is UTF-8."""
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, f"{self.title}.csv")
        response.write(BYTE_ORDER_MARK)
        csv.writer(response).writerows([self.columns, *self.rows] if self.table else [])
        return response
