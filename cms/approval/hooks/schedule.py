"""The dates of a page in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from cms.approval.release.scheduling import may_end, may_plan
from cms.approval.views.schedule import ScheduleView


@hooks.register("register_admin_urls")
def schedule_urls():
    """The dates of one page."""
    return [path("approval/pages/<int:page_id>/dates/", ScheduleView.as_view(), name="approval_schedule")]


@hooks.register("register_page_header_buttons")
def schedule_header_button(page, user, view_name, next_url=None):
    """In a page's own menu, for who may set a date."""
    if page.depth > 1 and (may_end(user, page) or may_plan(user, page.specific)):
        yield Button(_("Dates"), reverse("approval_schedule", args=[page.pk]), icon_name="calendar-alt", priority=68)
