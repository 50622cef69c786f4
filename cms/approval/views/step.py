from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, TaskState

from cms.approval.forms import DecisionForm
from cms.approval.people import who_may
from cms.approval.waiting import waiting_for


@dataclass(frozen=True)
class Step:
    """One step of the procedure and what became of it."""

    name: str
    status: str
    person: object
    at: object
    comment: str


class StepView(WagtailAdminTemplateMixin, FormView):
    """The text that waits, who may decide about it, and the decision itself for who may."""

    template_name = "approval/admin/step.html"
    form_class = DecisionForm
    page_title = gettext_lazy("Approval")
    header_icon = "clipboard-list"

    @cached_property
    def page(self):
        """The page that the address names, for who edits it or belongs to the step that waits; else it is a 404."""
        page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific
        if not page.permissions_for_user(self.request.user).can_edit():
            raise Http404
        return page

    @cached_property
    def state(self):
        """The run of the procedure that waits, or None."""
        state = self.page.current_workflow_state
        return state if state and self.page.current_workflow_task else None

    @cached_property
    def task(self):
        """The step that waits."""
        return self.page.current_workflow_task

    @cached_property
    def refusal(self):
        """Why this person cannot decide, '' for who may."""
        return self.task.refusal(self.page, self.request.user, self.state)

    def get_page_subtitle(self):
        return self.page.draft_title

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        text = {"url": edit, "label": self.page.draft_title}
        return [*self.breadcrumbs_items, text, {"url": "", "label": _("Approval")}]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "task": self.task}

    def get_initial(self):
        return {"task_state": self.state.current_task_state_id if self.state else None}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(checked_page=self.page, state=self.state, **kwargs)
        if self.state:
            context |= {
                "task": self.task,
                "submitter": self.state.requested_by,
                "refusal": self.refusal,
                "deciders": who_may(self.page, self.state) if self.refusal else [],
                "steps": self._steps(),
                "compare_url": self._compare_url(),
                "preview_url": reverse("wagtailadmin_pages:workflow_preview", args=[self.page.pk, self.task.pk]),
            }
        return context

    def _steps(self):
        """Every step that was taken in this run, in order, with what was said."""
        states = self.state.task_states.select_related("task", "finished_by").order_by("started_at", "pk")
        return [
            Step(each.task.name, each.get_status_display(), each.finished_by, each.finished_at, each.comment)
            for each in states
        ]

    def _compare_url(self):
        """New against published, where something is published."""
        if not self.page.live:
            return ""
        revision = self.state.current_task_state.revision_id
        return reverse("wagtailadmin_pages:revisions_compare", args=[self.page.pk, "live", revision])

    def form_valid(self, form):
        """Take the step; what refuses it says so beside the form, and what was typed stays."""
        if not self.state or self.state.current_task_state_id != form.cleaned_data["task_state"]:
            form.add_error(None, _("This step was decided in the meantime."))
            return self.form_invalid(form)
        waiting = TaskState.objects.get(pk=form.cleaned_data["task_state"])
        try:
            self.task.on_action(
                waiting,
                self.request.user,
                form.cleaned_data["decision"],
                comment=form.cleaned_data["comment"],
                checklist=form.cleaned_data.get("checklist", ()),
                passages=form.cleaned_data["passages"],
            )
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self._outcome(form.cleaned_data["decision"]))
        return redirect(self._next_url())

    def _outcome(self, decision):
        texts = {
            "reject": _("“%(title)s” is returned to who submitted it."),
            "approve": _("“%(title)s” is approved and goes on to the next step."),
            "published": _("“%(title)s” is approved and published."),
        }
        finished = not Page.objects.get(pk=self.page.pk).current_workflow_state
        key = "published" if decision == "approve" and finished else decision
        return texts[key] % {"title": self.page.draft_title}

    def _next_url(self):
        """Where the person came from, or the next text that waits, or the start page."""
        came_from = get_valid_next_url_from_request(self.request)
        if came_from:
            return came_from
        rows, _total = waiting_for(self.request.user, limit=1)
        return reverse("approval_step", args=[rows[0].page_id]) if rows else reverse("wagtailadmin_home")
