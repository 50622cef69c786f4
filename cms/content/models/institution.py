from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.content.blocks.organisation import OfficeBlock, UnitBlock
from cms.content.fields import StreamField
from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind


class InstitutionPage(ContentPage):
    """What a department is (机构概况): the text says its main functions.

    Name, codes, address, hours and telephones are the department's own and are not entered again.
    """

    KINDS = (ContentKind.INSTITUTION,)
    is_creatable = True
    page_description = _("Functions, offices and subordinate units; codes and address come from the department.")

    head = models.CharField(_("head"), max_length=80, blank=True)
    offices = StreamField([("office", OfficeBlock())], blank=True, verbose_name=_("internal offices"))
    units = StreamField([("unit", UnitBlock())], blank=True, verbose_name=_("directly subordinate units"))

    content_panels = content_panels(
        MultiFieldPanel([FieldPanel("head"), FieldPanel("offices"), FieldPanel("units")], heading=_("Organisation"))
    )
    search_fields = [*ContentPage.search_fields, index.SearchField("offices"), index.SearchField("units")]

    @property
    def has_office_phones(self):
        """Whether any internal office has a telephone of its own."""
        return any(office.value["phone"] for office in self.offices)

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
