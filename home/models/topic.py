from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.content.bands import compose
from cms.content.blocks.bands import TopicBandsBlock
from cms.content.fields import StreamField
from cms.content.labels import Labels, column_labels
from cms.content.models.site_page import SitePage
from home.named_pages import PortalPages
from home.sources import TopicSource


class TopicPage(SitePage):
    """A topic (专题): a sentence, a picture and bands that bring together what departments published on it.

    Template `home/topic.html` gets `bands` as the portal's home does; `page.sentence`, `page.lead_image` and
    `page.lead_image_alt` stand at its head.
    """

    sentence = models.CharField(_("one sentence"), max_length=120)
    lead_image = models.ForeignKey(
        "content.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead picture"),
    )
    lead_image_alt = models.CharField(_("alternative text"), max_length=200, blank=True)
    topic = models.ForeignKey(
        "content.Topic",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("subject"),
        help_text=_(
            "Where the topic is listed with its newest pages and no band has a rule, these are of the subject."
        ),
    )
    bands = StreamField(TopicBandsBlock(required=False), blank=True, verbose_name=_("bands"))

    serve_related = (*SitePage.serve_related, "lead_image")
    parent_page_types = ["home.SectionPage", "home.PortalHomePage"]
    subpage_types = []
    show_in_menus_default = False
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("sentence"),
        MultiFieldPanel([FieldPanel("lead_image"), FieldPanel("lead_image_alt")], heading=_("Lead picture")),
        FieldPanel("topic"),
        FieldPanel("bands"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("sentence")]

    class Meta:
        verbose_name = _("topic page")
        verbose_name_plural = _("topic pages")

    def clean(self):
        """A picture needs words for those who do not see it (WCAG 1.1.1)."""
        super().clean()
        if self.lead_image_id and not self.lead_image_alt.strip():
            raise ValidationError({"lead_image_alt": _("Describe the picture for those who cannot see it.")})

    def listing_source(self):
        """Where its newest pages come from, for lists of topics."""
        return TopicSource(self.bands.raw_data, self.topic_id, self.locale_id)

    def get_context(self, request, *args, **kwargs):
        """The bands with what they show."""
        context = super().get_context(request, *args, **kwargs)
        context["bands"] = compose(self.bands, request, PortalPages(self.locale_id))
        return context

    def label_set(self):
        """A topic is a column to the readers of page labels."""
        return Labels(column=column_labels(self.title, self.sentence, "", ""))
