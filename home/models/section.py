from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Site
from wagtail.search import index

from cms.content.blocks.bands.base import Band, Newest
from cms.content.blocks.bands.topics import ITEMS_EACH, topic_entry
from cms.content.labels import Labels, column_labels
from cms.content.listing.cards import fetch_cards
from cms.content.models.site_page import SitePage
from cms.organisation.models import Block
from home.named_pages import PortalPages

NEWEST_EACH = 6


class SectionPage(SitePage):
    """A block of the portal (板块, plan §2): its columns with their newest pages, its topics, its other pages.

    Template `home/section.html` gets, in the order of the tree, `columns` [{title, url, description, cards}] (pages
    that list nothing themselves, such as a directory, with empty cards; a column without any page is left out),
    `topics` [{title, url, summary, image, image_alt, cards}], and `bands`: the columns with cards as bands.
    """

    block = models.CharField(_("block"), max_length=20, choices=Block)
    summary = models.CharField(_("summary"), max_length=300, blank=True)

    parent_page_types = ["home.PortalHomePage"]
    show_in_menus_default = True
    content_panels = [*SitePage.content_panels, FieldPanel("block"), FieldPanel("summary")]
    search_fields = [*SitePage.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request, *args, **kwargs):
        """What stands in the section, read in two statements."""
        context = super().get_context(request, *args, **kwargs)
        site = Site.find_for_request(request)
        site_id = site.pk if site else None
        targets = PortalPages(self.locale_id).below(self, site_id)
        cards = fetch_cards(self._branches(targets), site_id)
        lists = [target for target in targets if not target.is_topic]
        context["columns"] = [
            {
                "title": target.title,
                "url": target.url,
                "description": target.summary,
                "cards": cards.get(target.id, []),
            }
            for target in lists
            if target.source is None or cards.get(target.id)
        ]
        context["topics"] = [topic_entry(target, cards.get(target.id, [])) for target in targets if target.is_topic]
        context["bands"] = [
            Band("content/bands/list.html", column["title"], column["url"], column["cards"])
            for column in context["columns"]
            if column["cards"]
        ]
        return context

    def _branches(self, targets):
        for target in targets:
            if target.source is not None:
                yield Newest.of(target.source, ITEMS_EACH if target.is_topic else NEWEST_EACH).branch(target.id)

    def label_set(self):
        """A section is a column to the readers of page labels."""
        return Labels(column=column_labels(self.title, self.summary, "", str(self.get_block_display())))
