from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.content.bands import compose
from cms.content.blocks.bands import PortalBandsBlock
from cms.content.fields import StreamField
from cms.content.models import SiteHomePage
from home.named_pages import PortalPages


class PortalHomePage(SiteHomePage):
    """The portal's home page: bands, each answering a question of the visitor.

    Template `home/portal_home.html` gets `bands`, a list of cms.content.blocks.bands.Band. A band without anything to
    show is not in it.
    """

    bands = StreamField(PortalBandsBlock(required=False), blank=True, verbose_name=_("bands"))

    is_creatable = True
    max_count_per_parent = None
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*SiteHomePage.content_panels, FieldPanel("bands")]

    class Meta:
        verbose_name = _("portal home page")
        verbose_name_plural = _("portal home pages")

    def get_context(self, request, *args, **kwargs):
        """The bands with what they show."""
        context = super().get_context(request, *args, **kwargs)
        context["bands"] = compose(self.bands, request, PortalPages(self.locale_id))
        return context
