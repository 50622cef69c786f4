from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.content.feeds import FEED_PART, ColumnFeed
from cms.content.labels import Labels, column_labels
from cms.content.listing.listing import Listing
from cms.content.listing.protocol import lists_leaders
from cms.content.listing.query import ListingQuery
from cms.content.listing.sources import ColumnSource
from cms.content.listing.views import listing_context
from cms.content.models.site_page import SitePage
from cms.content.placement import department_at
from cms.content.relocation import relocate


class ColumnPage(SitePage):
    """A column of one site: planned (必设) where it points at the plan, its own (自设) where it does not."""

    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="columns",
        verbose_name=_("department"),
    )
    planned_column = models.ForeignKey(
        "organisation.PlannedColumn",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="columns",
        verbose_name=_("planned column"),
        help_text=_("Empty: a column of the site's own."),
    )
    description = models.TextField(_("description"), blank=True)
    keywords = models.CharField(_("keywords"), max_length=200, blank=True)

    derived_fields = ("department",)
    served_parts = (FEED_PART,)
    serve_related = (*SitePage.serve_related, "department", "planned_column")
    exclude_fields_in_copy = ["department"]
    holds_content = True
    show_in_menus_default = True
    page_description = _("A list of pages: one of the column plan, or one of the site's own.")
    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("planned_column"), FieldPanel("description"), FieldPanel("keywords")],
            heading=_("Column"),
            help_text=_("Description and keywords are shown to search engines and inspectors as page labels."),
        ),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("description")]

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    def get_context(self, request, *args, **kwargs):
        """The column's pages as a list that the visitor can narrow and leaf through."""
        context = super().get_context(request, *args, **kwargs)
        listing = Listing(self.listing_source(), ListingQuery.from_request(request))
        context.update(listing_context(listing, request, f"{FEED_PART}/"))
        return context

    def serve(self, request, *args, **kwargs):
        """The column, or its feed."""
        if getattr(request, "served_part", "") == FEED_PART:
            return ColumnFeed(self)(request)
        return super().serve(request, *args, **kwargs)

    def listing_source(self):
        """What the column lists: the public pages that stand in it, newest first; leaders in their order."""
        planned = self.planned_column
        return ColumnSource(self.pk, by_protocol=planned is not None and lists_leaders(planned.content_kinds))

    def save(self, *args, **kwargs):
        """Keep the department true, and what stands in the column when its planned column changes."""
        self.department_id = department_at(self.path)
        stored = type(self).objects.filter(pk=self.pk).values_list("planned_column", flat=True) if self.pk else ()
        changes = any(planned != self.planned_column_id for planned in stored)
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            if changes:
                relocate(self.path)
        return result

    def label_set(self):
        """A column page owes the site's labels and the column's."""
        block = self.planned_column.get_block_display() if self.planned_column else ""
        return Labels(column=column_labels(self.title, self.description, self.keywords, str(block)))
