"""The publication log's places in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from cms.approval.views.log import LogView, PageLogView, reads_log


@hooks.register("register_admin_urls")
def log_urls():
    """The log as a whole, and that of one page."""
    return [
        path("approval/log/", LogView.as_view(), name="approval_log"),
        path("approval/pages/<int:page_id>/log/", PageLogView.as_view(), name="approval_page_log"),
    ]


class LogMenuItem(MenuItem):
    """An entry for whoever has a role on a site."""

    def is_shown(self, request):
        return reads_log(request.user)


@hooks.register("register_reports_menu_item")
def log_menu_item():
    """The log, among the reports."""
    return LogMenuItem(_("Publication log"), reverse("approval_log"), icon_name="history", order=50)


def _history_button(page):
    url = reverse("approval_page_log", args=[page.pk])
    return Button(_("Who approved what"), url, icon_name="history", priority=66)


@hooks.register("register_page_header_buttons")
def log_header_button(page, user, view_name, next_url=None):
    """In a page's own menu."""
    if page.depth > 1:
        yield _history_button(page)


@hooks.register("register_page_listing_more_buttons")
def log_listing_button(page, user, next_url=None):
    """In the menu of each page of a list."""
    yield _history_button(page)
