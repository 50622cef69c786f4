"""The words of a site's masthead and footer: what the public reads of them was approved by a second person.

Choices need no approval: the colour, the pages that the footer leads to, whether the site is reached by IPv6.
"""

from django.db.models import CharField

from cms.approval.texts.registry import Guarded
from cms.organisation.roles import Role
from sites.models import SiteSettings

CHOICES = ("theme",)


def guarded_frame():
    """Every text and every address of the settings, for their site."""
    fields = SiteSettings._meta.concrete_fields
    words = tuple(each.name for each in fields if isinstance(each, CharField) and each.name not in CHOICES)
    return Guarded(
        SiteSettings,
        words=words,
        bound=("site",),
        owner=department_of_site,
        home=lambda settings: settings.site.root_page,
        provincial=(Role.SUPERVISOR,),
    )


def department_of_site(settings):
    """The department whose site it is; None for the portal."""
    home = getattr(settings.site.root_page, "sitehomepage", None)
    return home.department_id if home else None
