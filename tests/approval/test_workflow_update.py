"""Sites that stand get the steps of the procedure; what runs in them goes on, and nothing is approved by it."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import TaskState, Workflow, WorkflowTask

from cms.approval.models import ReviewStepTask, StepClock, StepDecision, Submission
from cms.approval.procedure.workflows import assign_workflow
from cms.organisation.models import RoleGroup
from cms.organisation.roles import Role
from tests.approval.helpers import clear, decide, submit, waits_for
from tests.factories import make_article, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_site(site):
    """A site of before: review and sign-off, and no group for the other steps."""
    Group.objects.filter(role_group__role__in=[Role.SECOND_REVIEWER, Role.SECRECY_REVIEWER]).delete()
    workflow = Workflow.objects.create(name="旧流程")
    for order, (step, role) in enumerate((("review", Role.REVIEWER), ("sign_off", Role.SIGNER))):
        task = ReviewStepTask.objects.create(name=step, step=step)
        task.groups.add(site.groups[role])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    assign_workflow(workflow, site.home)
    return site


def update():
    call_command("update_procedures", stdout=StringIO())


def forget_what_is_new():
    """As texts were submitted before persons and clocks were noted."""
    for model in (StepDecision, StepClock, Submission):
        model.objects.all().delete()


def steps_of(site):
    return [task.specific.step for task in site.home.get_workflow().tasks]


def test_update__adds_the_steps_and_groups_that_are_missing(old_site):
    update()
    assert steps_of(old_site) == ["review", "second_review", "secrecy", "sign_off"]
    assert RoleGroup.objects.filter(role=Role.SECRECY_REVIEWER, department=old_site.department).exists()


def test_update__changes_nothing_when_run_again(old_site):
    update()
    before = list(WorkflowTask.objects.order_by("pk").values()), list(ReviewStepTask.objects.order_by("pk").values())
    update()
    after = list(WorkflowTask.objects.order_by("pk").values()), list(ReviewStepTask.objects.order_by("pk").values())
    assert after == before


def test_update__keeps_what_was_approved_of_a_text_that_waits(old_site, column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    decide(page, people["reviewer"])
    forget_what_is_new()
    update()
    assert waits_for(page) == "sign_off"
    assert decide(page, people["signer"]).live


def test_update__leads_a_document_that_waits_for_the_last_step_through_the_new_ones(old_site, column, office):
    page = submit(make_document(column, live=False), office["webmaster"])
    decide(page, office["reviewer"])
    forget_what_is_new()
    update()
    for name, role in (("second", Role.SECOND_REVIEWER), ("secrecy", Role.SECRECY_REVIEWER)):
        office[name].groups.add(RoleGroup.objects.get(role=role, department=old_site.department).group)
    assert waits_for(page) == "second_review"
    assert TaskState.objects.filter(status="cancelled").count() == 1
    decide(page, office["second"])
    clear(page, office["secrecy"])
    assert decide(page, office["signer"]).live


def test_update__publishes_nothing(old_site, column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    update()
    update()
    assert not type(page).objects.get(pk=page.pk).live
    assert waits_for(page) == "review"
