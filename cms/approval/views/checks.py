from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, WorkflowState

from cms.approval.checks.findings import checked
from cms.approval.checks.outside_tasks import look_outside
from cms.approval.checks.running import run_checks
from cms.approval.views.hits import hit_forms, save_decisions


class ChecksView(WagtailAdminTemplateMixin, TemplateView):
    """What the checks found in the text as it was last saved, and a decision about each hit."""

    template_name = "approval/admin/checks.html"
    page_title = gettext_lazy("Checks")
    header_icon = "circle-check"
    forms = None

    @cached_property
    def page(self):
        """The page that the address names, for who edits it or decides about it; else it is a 404."""
        page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific
        if not page.permissions_for_user(self.request.user).can_edit():
            raise Http404
        return page

    @cached_property
    def revision(self):
        """The text that was last saved; None for a page that has no revision."""
        return self.page.get_latest_revision()

    @cached_property
    def findings(self):
        """What was found in it."""
        return checked(self.revision) if self.revision else None

    def get_page_subtitle(self):
        return self.page.draft_title

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        text = {"url": edit, "label": self.page.draft_title}
        return [*self.breadcrumbs_items, text, {"url": "", "label": _("Checks")}]

    def get_context_data(self, **kwargs):
        forms = self.forms or hit_forms(self.findings)
        held_up = len(self.findings.blocking) if self.findings else 0
        return super().get_context_data(
            checked_page=self.page,
            findings=self.findings,
            forms=forms,
            held_up=held_up,
            may_submit=self._may_submit() and not held_up,
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            **kwargs,
        )

    def _may_submit(self):
        rights = self.page.permissions_for_user(self.request.user)
        waits = self.page.current_workflow_task is not None
        news = self.page.has_unpublished_changes or not self.page.live
        return news and not waits and rights.can_submit_for_moderation()

    def post(self, request, page_id):
        """Save the decisions, make the checks again, or submit what is decided."""
        actions = {"decide": self.save_decisions, "check": self.check_again, "submit": self.submit}
        action = actions.get(request.POST.get("action"))
        if action is None or self.revision is None:
            raise PermissionDenied
        return action() or redirect("approval_checks", self.page.pk)

    def save_decisions(self):
        """Every decision that was entered and is complete; the others stay on the page with what they lack."""
        forms = hit_forms(self.findings, self.request.POST)
        if save_decisions(self.request, forms):
            return None
        self.forms = forms
        return self.render_to_response(self.get_context_data())

    def check_again(self):
        """After a list, a linked page or a file has changed."""
        run_checks(self.revision)
        look_outside.enqueue(self.revision.pk)

    def submit(self):
        """Hand the text to the first step of its procedure; what is undecided refuses it."""
        if not self._may_submit():
            raise PermissionDenied
        state = self.page.current_workflow_state
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(self.request.user)
        else:
            self.page.get_workflow().start(self.page, self.request.user)
        messages.success(
            self.request, _("“%(title)s” is submitted for approval.") % {"title": self.page.get_admin_display_title()}
        )
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)
