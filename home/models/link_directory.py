from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Site

from cms.content.blocks.links import LinkGroupBlock
from cms.content.fields import StreamField
from cms.content.labels import Labels, column_labels
from cms.content.models.site_page import SitePage
from home.directory import listed_departments


class DepartmentLinksBlock(blocks.StructBlock):
    """The departments of the province; their names and addresses come from the register of departments."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60)

    class Meta:
        icon = "site"
        label = _("Departments")


class LinkDirectoryBlock(blocks.StreamBlock):
    """Groups of links, written by hand or taken from the register."""

    links = LinkGroupBlock()
    departments = DepartmentLinksBlock()


class LinkDirectoryPage(SitePage):
    """The link directory (相关链接, plan §2): groups of links, each in a disclosure.

    Template `home/link_directory.html` gets `groups` [{heading, links: [{text, url, is_external}]}]; `page.summary`.
    A group without a link is left out.
    """

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    groups = StreamField(LinkDirectoryBlock(required=False), blank=True, verbose_name=_("groups"))

    parent_page_types = ["home.SectionPage", "home.PortalHomePage"]
    subpage_types = []
    content_panels = [*SitePage.content_panels, FieldPanel("summary"), FieldPanel("groups")]

    class Meta:
        verbose_name = _("link directory")
        verbose_name_plural = _("link directories")

    def get_context(self, request, *args, **kwargs):
        """The groups; the departments' in one statement."""
        context = super().get_context(request, *args, **kwargs)
        site = Site.find_for_request(request)
        groups = [self._group(part, site.pk if site else None) for part in self.groups]
        context["groups"] = [group for group in groups if group["links"]]
        return context

    def _group(self, part, site_id):
        if part.block_type == "departments":
            departments = listed_departments(site_id, self.locale_id)
            links = [
                {"text": department["name"], "url": department["url"], "is_external": department["is_external"]}
                for department in departments
                if department["url"]
            ]
        else:
            links = [{"text": link["text"], "url": link["url"], "is_external": True} for link in part.value["links"]]
        return {"heading": part.value["heading"], "links": links}

    def label_set(self):
        """The directory is a column to the readers of page labels."""
        return Labels(column=column_labels(self.title, self.summary, "", ""))
