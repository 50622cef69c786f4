from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cms.content.models.site_page import SitePage
from cms.content.relocation import relocate


class SiteHomePage(SitePage):
    """The home page of a site, which says whose tree this is: what stands below belongs to its department.

    The portal's home belongs to the province and has no department.
    """

    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="home_pages",
        verbose_name=_("department"),
    )
    serve_related = (*SitePage.serve_related, "department")
    is_creatable = False

    class Meta:
        verbose_name = _("home page of a site")
        verbose_name_plural = _("home pages of sites")

    def save(self, *args, **kwargs):
        """Hand a change of department on to all that stands below."""
        stored = SiteHomePage.objects.filter(pk=self.pk).values_list("department", flat=True) if self.pk else ()
        changes = any(department != self.department_id for department in stored)
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            if changes:
                relocate(self.path)
        return result
