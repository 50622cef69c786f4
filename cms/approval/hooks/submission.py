"""Absence, departure, urgency and taking back in the admin's menus and addresses."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from cms.approval.procedure.submission import SubmissionRefused, recall
from cms.approval.views.absence import AbsenceView, HandoverView, RecallView, UrgentView, delegates
from cms.approval.viewsets import ProcedureViewSetGroup
from cms.organisation.roles import is_supervisor


@hooks.register("register_admin_viewset")
def register_procedure():
    """Rules and checklist, for the supervising office."""
    return ProcedureViewSetGroup()


@hooks.register("register_admin_urls")
def submission_urls():
    """The pages for what happens to a submission and to who decides about it."""
    return [
        path("approval/absence/", AbsenceView.as_view(), name="approval_absence"),
        path("approval/handover/", HandoverView.as_view(), name="approval_handover"),
        path("approval/pages/<int:page_id>/urgent/", UrgentView.as_view(), name="approval_urgent"),
        path("approval/pages/<int:page_id>/recall/", RecallView.as_view(), name="approval_recall"),
    ]


class AbsenceMenuItem(MenuItem):
    """An entry for who decides, and for the supervising office."""

    def is_shown(self, request):
        return delegates(request.user)


class HandoverMenuItem(MenuItem):
    """An entry for the supervising office."""

    def is_shown(self, request):
        return is_supervisor(request.user)


@hooks.register("register_settings_menu_item")
def absence_menu_item():
    """Who stands in for whom."""
    return AbsenceMenuItem(_("Absence and deputies"), reverse("approval_absence"), icon_name="user", order=210)


@hooks.register("register_settings_menu_item")
def handover_menu_item():
    """Who took over from whom."""
    return HandoverMenuItem(_("Handing over"), reverse("approval_handover"), icon_name="user", order=220)


@hooks.register("register_page_header_buttons")
def buttons_of_what_waits(page, user, view_name, next_url=None):
    """In the editor of a text that waits."""
    if view_name == "edit" and page.current_workflow_task is not None:
        yield Button(_("Make urgent"), reverse("approval_urgent", args=[page.pk]), icon_name="warning", priority=60)
        yield Button(
            _("Take the submission back"), reverse("approval_recall", args=[page.pk]), icon_name="undo", priority=65
        )


@hooks.register("before_edit_page")
def take_back_by_our_rule(request, page):
    """Wagtail lets whoever may approve cancel without a word; here who submitted takes back, who decides returns."""
    if request.method != "POST" or "action-cancel-workflow" not in request.POST:
        return None
    try:
        recall(page, request.user)
    except SubmissionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(title)s” is a draft again.") % {"title": page.draft_title})
    return redirect("wagtailadmin_pages:edit", page.pk)
