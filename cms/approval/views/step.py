from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from cms.approval.checks.findings import findings_for
from cms.approval.compare.pages import compare_pages
from cms.approval.models import Forwarding
from cms.approval.procedure.together import mark_read
from cms.approval.queue.forms import FORWARD, StepForm
from cms.approval.queue.forwarding import forward
from cms.approval.queue.items import following, item_of, queue_of
from cms.approval.queue.sentences import meanwhile, outcome
from cms.approval.views.refusal import came_from
from cms.approval.views.under_approval import PageUnderApproval

NAMES_SHOWN = 10


@dataclass(frozen=True)
class Step:
    """One thing that was done in this run of the procedure."""

    name: str
    status: str
    person: object
    at: object
    comment: str
    is_return: bool = False
    passages: tuple = ()


class StepView(PageUnderApproval, WagtailAdminTemplateMixin, FormView):
    """The text that waits: what it changes, how it will look, what was said; and the decision for who may."""

    template_name = "approval/admin/step.html"
    form_class = StepForm
    page_title = gettext_lazy("Decide on a text")
    header_icon = "clipboard-list"

    @cached_property
    def queue(self):
        """What lies on the person's desk."""
        return queue_of(self.request.user)

    @cached_property
    def next_state(self):
        """What comes after this text in the queue, or None."""
        return following(self.queue, self.state.current_task_state) if self.state else self.queue.first()

    def get_page_subtitle(self):
        return self.page.draft_title

    def get_breadcrumbs_items(self):
        desk = {"url": reverse("approval_queue"), "label": _("Review desk")}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        """Whoever opens the text has read exactly this revision."""
        if self.state:
            mark_read(request.user, self.state.current_task_state.revision_id)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "task": self.task, "colleagues": self.colleagues if self.state else []}

    def get_initial(self):
        return {"task_state": self.state.current_task_state_id if self.state else None}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            checked_page=self.page,
            state=self.state,
            skip_url=_address(self.next_state),
            may_edit=self.may_edit(self.page),
            reads_history=self.page.permissions_for_user(self.request.user).can_view_revisions(),
            **kwargs,
        )
        if self.state:
            context |= {
                "task": self.task,
                "item": item_of(self.state.current_task_state_id),
                "revision": self.revision,
                "refusal": self.refusal,
                "conflict": self.conflict,
                "deciders": self.colleagues[:NAMES_SHOWN] if self.refusal else [],
                "has_colleagues": bool(self.colleagues) and not self.refusal,
                "steps": self._steps(),
                "comparison": self._comparison(),
                "findings": findings_for(self.revision),
                "preview_url": reverse("approval_preview", args=[self.page.pk]),
                "waiting": self.queue.count(),
            }
        return context

    def _comparison(self):
        """New against published; of a page that is not public, all that it says."""
        return compare_pages(self.page if self.page.live else None, self.revision.as_object(), self.request)

    def _steps(self):
        """What was done in this run, in order, with what was said."""
        states = self.state.task_states.exclude(status=TaskState.STATUS_SKIPPED).prefetch_related("passages")
        states = states.select_related("task__reviewsteptask", "finished_by", "decision__on_behalf_of")
        passed = Forwarding.objects.filter(task_state__workflow_state=self.state).select_related("by", "to")
        done = [_step(each) for each in states.order_by("started_at", "pk")]
        done += [Step(_("Passed on"), _("to %(person)s") % {"person": p.to}, p.by, p.at, p.note) for p in passed]
        return sorted(done, key=lambda step: (step.at is None, step.at))

    def form_valid(self, form):
        """Take the step; what refuses it says so beside the form, and what was typed stays."""
        upcoming = self.next_state
        if not self.state or self.state.current_task_state_id != form.cleaned_data["task_state"]:
            return self._decided_meanwhile(form.cleaned_data["task_state"], upcoming)
        waiting = TaskState.objects.get(pk=form.cleaned_data["task_state"])
        try:
            self._take(waiting, form.cleaned_data)
        except PermissionDenied as refusal:
            if TaskState.objects.get(pk=waiting.pk).status != TaskState.STATUS_IN_PROGRESS:
                return self._decided_meanwhile(waiting.pk, upcoming)
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self._outcome(form.cleaned_data))
        return redirect(self._next_url(upcoming))

    def _decided_meanwhile(self, state_id, upcoming):
        """Say what became of the step, and go on: to the text as it waits now, for who may decide about it, else to
        the next one."""
        messages.warning(self.request, meanwhile(self.page, state_id))
        now = queue_of(self.request.user).filter(workflow_state__object_id=str(self.page.pk)).first()
        return redirect(_address(now) or self._next_url(upcoming))

    def _take(self, waiting, data):
        user, decision = self.request.user, data["decision"]
        if decision == FORWARD:
            forward(waiting, user, data["to"], data["comment"][:300])
        else:
            checklist = data.get("checklist", ())
            self.task.on_action(
                waiting, user, decision, comment=data["comment"], checklist=checklist, passages=data["passages"]
            )

    def _outcome(self, data):
        return outcome(self.page, self.state, data["decision"], data["to"])

    def _next_url(self, upcoming):
        """Where the person came from, or the next text that waits, or the desk."""
        origin = came_from(self.request)
        if origin:
            return origin
        queue = queue_of(self.request.user)
        still = queue.filter(pk=upcoming.pk).first() if upcoming else None
        return _address(still or queue.first()) or reverse("approval_queue")


def _step(state):
    decision = getattr(state, "decision", None)
    absent = decision.on_behalf_of if decision else None
    person = _("%(person)s for %(absent)s") % {"person": state.finished_by, "absent": absent} if absent else None
    return Step(
        state.task.reviewsteptask.get_step_display(),
        state.get_status_display(),
        person or state.finished_by,
        state.finished_at,
        state.comment,
        state.status == TaskState.STATUS_REJECTED,
        tuple(state.passages.all()),
    )


def _address(state):
    """Where the text of a step that waits is decided about."""
    return reverse("approval_step", args=[state.workflow_state.object_id]) if state else ""
