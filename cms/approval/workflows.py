"""The procedure of a site: review, then sign-off."""

from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from cms.approval.models import ReviewStepTask


def create_workflow(name, review_group, sign_off_group):
    """A workflow of two steps, each taken by one group."""
    workflow = Workflow.objects.create(name=name)
    steps = (
        (ReviewStepTask.Step.REVIEW, _("Review"), review_group),
        (ReviewStepTask.Step.SIGN_OFF, _("Sign-off"), sign_off_group),
    )
    for order, (step, label, group) in enumerate(steps):
        task = ReviewStepTask.objects.create(name=f"{name} · {label}"[:255], step=step)
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow


def assign_workflow(workflow, page):
    """The procedure that every page at or below `page` goes through."""
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
