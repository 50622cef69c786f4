"""The procedure of a site: review, second review, secrecy review, sign-off, each taken by one group.

Which of the steps a text goes through is decided by the rules when it is submitted, not by the workflow.
"""

from django.db import transaction
from wagtail.models import TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from cms.approval.models import ReviewStepTask, StepClock, StepDecision
from cms.approval.procedure.people import approving_decisions
from cms.approval.procedure.steps import ORDER, ROLE_OF, Step
from cms.approval.procedure.submission import start_clock, submission_of
from cms.organisation.roles import Role


def create_workflow(name, review_group, sign_off_group, second_review_group=None, secrecy_group=None):
    """A workflow of all steps. Where the office has no group for the second and the secrecy review, reviewers take
    them; how many persons it needs stays the same.
    """
    groups = {
        Role.REVIEWER: review_group,
        Role.SECOND_REVIEWER: second_review_group or review_group,
        Role.SECRECY_REVIEWER: secrecy_group or review_group,
        Role.SIGNER: sign_off_group,
    }
    workflow = Workflow.objects.create(name=name)
    for order, step in enumerate(ORDER):
        _add_step(workflow, step, groups[ROLE_OF[step]], order)
    return workflow


def workflow_of_roles(name, groups):
    """A workflow whose steps are taken by the groups of the roles."""
    return create_workflow(
        name,
        groups[Role.REVIEWER],
        groups[Role.SIGNER],
        groups.get(Role.SECOND_REVIEWER),
        groups.get(Role.SECRECY_REVIEWER),
    )


def assign_workflow(workflow, page):
    """The procedure that every page at or below `page` goes through."""
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})


@transaction.atomic
def update_workflow(workflow, groups):
    """Give the workflow the steps that it lacks, in their order, and lead what runs in it through them.

    May be repeated; what people changed (names, groups) stays. What waits keeps its approvals: only a text that waits
    for a step behind one that is new for it goes back to that one. Returns whether anything was changed.
    """
    workflow = Workflow.objects.select_for_update().get(pk=workflow.pk)
    rows = {row.task.specific.step: row for row in _step_rows(workflow)}
    missing = [step for step in ORDER if step not in rows]
    for step in missing:
        rows[step] = _add_step(workflow, step, groups[ROLE_OF[step]], 0)
    moved = _put_in_order(rows)
    for state in _running(workflow):
        _lead_on(state)
    return bool(missing or moved)


def _add_step(workflow, step, group, order):
    task = ReviewStepTask.objects.create(name=f"{workflow.name} · {Step(step).label}"[:255], step=step)
    task.groups.add(group)
    return WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)


def _step_rows(workflow):
    rows = workflow.workflow_tasks.select_related("task").order_by("sort_order")
    return [row for row in rows if isinstance(row.task.specific, ReviewStepTask)]


def _put_in_order(rows):
    moved = []
    for order, step in enumerate(ORDER):
        if rows[step].sort_order != order:
            rows[step].sort_order = order
            moved.append(rows[step])
    WorkflowTask.objects.bulk_update(moved, ["sort_order"])
    return moved


def _running(workflow):
    states = WorkflowState.objects.select_for_update().filter(
        workflow=workflow, status=WorkflowState.STATUS_IN_PROGRESS, current_task_state__isnull=False
    )
    return list(states.order_by("pk"))


def _lead_on(state):
    """What waits gets its submission and clock where it has none; a step that is missing before it comes first."""
    waiting = state.current_task_state
    submission = submission_of(state)
    _note_earlier_decisions(state)
    task = waiting.task.specific
    approved = set(approving_decisions(state, waiting.revision_id).values_list("step", flat=True))
    before = ORDER[: ORDER.index(task.step)]
    if any(step in submission.steps and step not in approved for step in before):
        waiting.cancel()
        return
    if task.step in submission.steps and not StepClock.objects.filter(task_state=waiting).exists():
        start_clock(waiting, task.step, submission, state.content_object)


def _note_earlier_decisions(state):
    """Approvals of before decisions were noted by person."""
    earlier = state.task_states.filter(status=TaskState.STATUS_APPROVED, decision=None).exclude(finished_by=None)
    StepDecision.objects.bulk_create(
        StepDecision(
            task_state=done,
            workflow_state=state,
            revision_id=done.revision_id,
            step=done.task.specific.step,
            outcome=StepDecision.Outcome.APPROVED,
            user=done.finished_by,
            person_id=done.finished_by.person_id,
        )
        for done in earlier.select_related("task", "finished_by")
    )
