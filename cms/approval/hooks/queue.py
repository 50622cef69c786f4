"""The review desk in the admin: its pages, its entries in the menu, its panels on the start page."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.approval import panels  # noqa: F401 (its panels register themselves)
from cms.approval.roles import WRITERS, decides
from cms.approval.views.queue import QueueView, SubmissionsView
from cms.approval.views.step import StepView
from cms.approval.views.under_approval import PreviewView
from cms.organisation.roles import roles_of


@hooks.register("register_admin_urls")
def queue_urls():
    """The desk, one text that waits, and what was handed in."""
    return [
        path("approval/queue/", QueueView.as_view(), name="approval_queue"),
        path("approval/submissions/", SubmissionsView.as_view(), name="approval_submissions"),
        path("approval/pages/<int:page_id>/", StepView.as_view(), name="approval_step"),
        path("approval/pages/<int:page_id>/preview/", PreviewView.as_view(), name="approval_preview"),
    ]


class DecidersMenuItem(MenuItem):
    """An entry for who decides, in one of the roles or in a task of their own group."""

    def is_shown(self, request):
        return decides(request.user)


class WritersMenuItem(MenuItem):
    """An entry for who hands texts in."""

    def is_shown(self, request):
        return request.user.is_superuser or bool(roles_of(request.user) & WRITERS)


@hooks.register("register_admin_menu_item")
def queue_menu_item():
    """The review desk, at the head of the main menu."""
    return DecidersMenuItem(_("Review desk"), reverse("approval_queue"), icon_name="clipboard-list", order=50)


@hooks.register("register_admin_menu_item")
def submissions_menu_item():
    """What was handed in, in the main menu."""
    return WritersMenuItem(_("Handed in"), reverse("approval_submissions"), icon_name="upload", order=60)
