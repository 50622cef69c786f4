from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.content.bands import NamedPages, compose
from cms.content.blocks.bands import DepartmentBandsBlock
from cms.content.fields import StreamField
from cms.content.models import SiteHomePage


class DepartmentHomePage(SiteHomePage):
    """The home page of a department's site, composed of the same bands as the portal's. Only the factory makes one.

    Template `department_sites/department_home.html` gets `bands`, a list of cms.content.blocks.bands.Band; a band
    without anything to show is not in it.
    """

    bands = StreamField(DepartmentBandsBlock(required=False), blank=True, verbose_name=_("bands"))

    is_creatable = False
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.ColumnPage"]
    content_panels = [*SiteHomePage.content_panels, FieldPanel("bands")]

    class Meta:
        verbose_name = _("home page of a department")
        verbose_name_plural = _("home pages of departments")

    def get_context(self, request, *args, **kwargs):
        """The bands with what they show."""
        context = super().get_context(request, *args, **kwargs)
        context["bands"] = compose(self.bands, request, NamedPages(self.locale_id))
        return context
