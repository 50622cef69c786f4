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

from cms.approval.batches.responsibility import batch_waiting_with, objection_to_step, prepared
from cms.approval.checks.findings import checked
from cms.approval.checks.outside_tasks import look_outside
from cms.approval.checks.running import run_checks
from cms.approval.views.hits import hit_forms, save_decisions
from cms.approval.views.refusal import refused


class ChecksView(WagtailAdminTemplateMixin, TemplateView):
    """What the checks found in the text as it was last saved, and a decision about each hit."""

    template_name = "approval/admin/checks.html"
    page_title = gettext_lazy("Checks")
    header_icon = "circle-check"
    forms = None

    def dispatch(self, request, *args, **kwargs):
        """For who edits the text or decides about it, alone or in a batch; for anybody else it is a 404."""
        if not self.edits and self.batch is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self):
        """The page that the address names."""
        return get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific

    @cached_property
    def edits(self):
        """Whether the user comes from the editor, or from a step that waits for this page alone."""
        return self.page.permissions_for_user(self.request.user).can_edit()

    @cached_property
    def batch(self):
        """The batch with which the text waits, for who may look into it."""
        return batch_waiting_with(self.request.user, self.revision) if self.revision else None

    @cached_property
    def objection(self):
        """Why the user cannot decide about the hits, in a sentence; '' for who may."""
        if self.revision and prepared(self.request.user, self.revision):
            return _("You prepared the batch with this text, so somebody else decides about its hits.")
        return "" if self.edits else objection_to_step(self.request.user, self.batch)

    @property
    def text_url(self):
        """Where the text is read: in the editor, or as an item of its batch."""
        if self.edits:
            return reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return reverse("approval_batch", args=[self.batch.pk])

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
        text = {"url": self.text_url, "label": self.page.draft_title if self.edits else self.batch.title}
        return [*self.breadcrumbs_items, text, {"url": "", "label": _("Checks")}]

    def get_context_data(self, **kwargs):
        forms = self.forms or self._forms()
        held_up = len(self.findings.blocking) if self.findings else 0
        return super().get_context_data(
            checked_page=self.page,
            findings=self.findings,
            forms=forms,
            held_up=held_up,
            may_submit=self._may_submit() and not held_up,
            edit_url=self.text_url,
            batch=None if self.edits else self.batch,
            objection=self.objection,
            **kwargs,
        )

    def _forms(self, data=None):
        return hit_forms(self.findings, data, frozen=bool(self.objection))

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
        if self.objection:
            return refused(self.request, self.objection)
        forms = self._forms(self.request.POST)
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
