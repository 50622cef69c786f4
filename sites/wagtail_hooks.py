from django.contrib import messages
from django.http import HttpResponsePermanentRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.fence.registry import know
from cms.access.fence.rules import OPEN
from cms.approval.texts.proposals import waiting_words
from cms.organisation.policies import SupervisingOfficePolicy
from sites import panels  # noqa: F401
from sites.models import SiteOpening, SiteSettings
from sites.succession import successor_url
from sites.views.office import CloseView, SitesView, SiteView

# Each of these views lets nobody in but the supervising office.
know(OPEN, "department_sites", "department_site", "department_site_close")


@hooks.register("before_serve_page")
def lead_to_successor(page, request, args, kwargs):
    """On the site of a merged or closed department only the home page, with its notice, is still read."""
    chrome = getattr(request, "chrome", None)
    if not chrome or not chrome.is_closed or page.depth == 2:
        return None
    url = successor_url(chrome, request.path_info)
    return HttpResponsePermanentRedirect(url) if url else None


@hooks.register("register_admin_urls")
def office_urls():
    """The supervising office's pages about departments' sites."""
    return [
        path("department-sites/", SitesView.as_view(), name="department_sites"),
        path("department-sites/<int:department_id>/", SiteView.as_view(), name="department_site"),
        path("department-sites/<int:department_id>/close/", CloseView.as_view(), name="department_site_close"),
    ]


class OfficeMenuItem(MenuItem):
    """An entry that only the supervising office sees."""

    def is_shown(self, request):
        return SupervisingOfficePolicy(SiteOpening).user_has_permission(request.user, "change")


@hooks.register("register_admin_menu_item")
def sites_menu_item():
    """The departments' sites, in the main menu."""
    return OfficeMenuItem(_("Department sites"), reverse("department_sites"), icon_name="site", order=690)


@hooks.register("after_edit_setting")
def say_that_words_wait(request, instance):
    """Who wrote new words for the frame of a site reads what becomes of them."""
    if isinstance(instance, SiteSettings) and waiting_words(instance):
        messages.info(
            request, _("The new words wait for another person's approval; until then visitors read the old ones.")
        )
