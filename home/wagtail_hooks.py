from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from cms.access.fence.registry import know
from cms.access.fence.rules import OPEN, ReadablePages
from cms.content.models import ContentPage
from home import panels  # noqa: F401
from home.addresses import PagesOfDesk
from home.permissions import user_composes, user_may_offer
from home.views.column_desk import ColumnDeskView
from home.views.desks import DesksView
from home.views.offer import OfferView
from home.views.pick_report import PickReportView
from home.viewsets import PickViewSet

register_snippet(PickViewSet)

know(OPEN, "portal_desks", "portal_pick_report")
know(ReadablePages("page_id"), "portal_offer")
know(PagesOfDesk(), "portal_column_desk")


class ComposersMenuItem(MenuItem):
    """An entry that only the portal's editors and the supervising office see."""

    def is_shown(self, request):
        return user_composes(request.user)


@hooks.register("register_admin_urls")
def portal_urls():
    """The portal's pages in the admin."""
    return [
        path("portal/columns/", DesksView.as_view(), name="portal_desks"),
        path("portal/columns/<int:column_id>/", ColumnDeskView.as_view(), name="portal_column_desk"),
        path("portal/offers/<int:page_id>/", OfferView.as_view(), name="portal_offer"),
        path("portal/report/", PickReportView.as_view(), name="portal_pick_report"),
    ]


@hooks.register("register_admin_menu_item")
def desks_menu_item():
    """The columns' desks, in the main menu."""
    return ComposersMenuItem(_("Columns of the portal"), reverse("portal_desks"), icon_name="tasks", order=150)


@hooks.register("register_reports_menu_item")
def report_menu_item():
    """The departments' offers, among the reports."""
    return ComposersMenuItem(
        _("Offers of the departments"), reverse("portal_pick_report"), icon_name="table", order=900
    )


@hooks.register("register_page_header_buttons")
def offer_button(page, user, view_name, next_url=None):
    """In a published page's own menu: offer it to the portal."""
    page = getattr(page, "specific_deferred", page)
    if isinstance(page, ContentPage) and page.live and user_may_offer(user, page):
        yield Button(_("Offer to the portal"), reverse("portal_offer", args=[page.pk]), icon_name="upload", priority=80)
