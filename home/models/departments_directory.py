from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Site

from cms.content.labels import Labels, column_labels
from cms.content.models.site_page import SitePage
from home.directory import by_kind, listed_departments


class DepartmentsDirectoryPage(SitePage):
    """The directory of departments (政府机构): every one with its function and the way to its site.

    Template `home/departments_directory.html` gets `groups` [{kind, in_office, departments}] in the order of the
    kinds, last of all (kind '', not in office) those that were merged or closed; and `departments`, all of them in
    their order: [{name, short_name, url, is_external, function, address, phone, kind, in_office, status, status_label,
    successor, successor_url}]. `url` is '' where there is no site to lead to (yet); of a
    merged or closed department `successor` names who answers for its matters; `page.summary`.
    """

    summary = models.CharField(_("summary"), max_length=300, blank=True)

    parent_page_types = ["home.SectionPage", "home.PortalHomePage"]
    subpage_types = []
    show_in_menus_default = False
    content_panels = [*SitePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("directory of departments")
        verbose_name_plural = _("directories of departments")

    def get_context(self, request, *args, **kwargs):
        """The departments, in one statement."""
        context = super().get_context(request, *args, **kwargs)
        site = Site.find_for_request(request)
        departments = listed_departments(site.pk if site else None, self.locale_id)
        context["departments"] = departments
        context["groups"] = by_kind(departments)
        return context

    def label_set(self):
        """The directory is a column to the readers of page labels."""
        return Labels(column=column_labels(self.title, self.summary, "", ""))
