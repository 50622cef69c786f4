"""The emergency publication's places in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button

from cms.approval.models import Emergency
from cms.approval.release.emergency import may_propose
from cms.approval.views.emergency import EmergenciesView, EmergencyTextView, EmergencyView, ProposeView
from cms.approval.views.log import reads_log
from cms.organisation.roles import is_supervisor

SHOWN = 20


class EmergencyPanel(Component):
    """What the person is to confirm, and what the supervising office is to review: seen at once."""

    name = "approval_emergencies"
    template_name = "approval/admin/emergency_panel.html"
    order = 90

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        rows = Emergency.objects.select_related("proposed_by", "second", "department")
        return {
            "to_confirm": rows.proposed().filter(second=user).order_by("pk")[:SHOWN],
            "to_review": rows.to_review()[:SHOWN] if is_supervisor(user) else [],
        }


@hooks.register("register_admin_urls")
def emergency_urls():
    """Asking for one, one of them, its text, all of them."""
    return [
        path("approval/emergencies/", EmergenciesView.as_view(), name="approval_emergencies"),
        path("approval/emergencies/<int:number>/", EmergencyView.as_view(), name="approval_emergency"),
        path("approval/emergencies/<int:number>/text/", EmergencyTextView.as_view(), name="approval_emergency_text"),
        path("approval/pages/<int:page_id>/emergency/", ProposeView.as_view(), name="approval_emergency_propose"),
    ]


@hooks.register("construct_homepage_panels")
def show_emergencies(request, panels):
    """First of all, where there is one."""
    panels.append(EmergencyPanel())


class EmergenciesMenuItem(MenuItem):
    """An entry for whoever has a role on a site."""

    def is_shown(self, request):
        return reads_log(request.user)


@hooks.register("register_reports_menu_item")
def emergencies_menu_item():
    """The list, among the reports."""
    return EmergenciesMenuItem(
        _("Emergency publications"), reverse("approval_emergencies"), icon_name="warning", order=60
    )


@hooks.register("register_page_header_buttons")
def emergency_header_button(page, user, view_name, next_url=None):
    """In a page's own menu, where there is something to publish."""
    if page.depth > 1 and (page.has_unpublished_changes or not page.live) and may_propose(user, page):
        url = reverse("approval_emergency_propose", args=[page.pk])
        yield Button(_("Emergency publication"), url, icon_name="warning", priority=90)
