"""Review and sign-off: two others decide, and exactly the text that they read becomes public."""

import pytest
from wagtail.models import TaskState, Workflow, WorkflowPage, WorkflowState

from cms.approval.gate.admission import NotApproved
from cms.approval.models import Approval, ReviewStepTask
from cms.approval.models.tasks import StepRefused
from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from tests.approval.helpers import decide, submit
from tests.factories import make_article, make_column, make_user, role_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(column, people):
    """A draft of the webmaster that waits for review."""
    return submit(make_article(column, "开学通知", live=False), people["webmaster"])


def test_steps__publish_when_two_others_approved(draft, people):
    assert not decide(draft, people["reviewer"]).live
    assert decide(draft, people["signer"]).live


def test_steps__record_who_approved_what(draft, people):
    revision = draft.latest_revision
    decide(draft, people["reviewer"])
    decide(draft, people["signer"])
    approval = Approval.objects.get(page=draft.pk)
    assert (approval.revision, approval.reviewed_by, approval.signed_by) == (
        revision,
        people["reviewer"],
        people["signer"],
    )


def test_steps__publish_the_submitted_correction_when_the_page_is_public(column, people):
    page = make_article(column, "原标题")
    page.title = "更正后的标题"
    page = submit(page, people["webmaster"])
    decide(page, people["reviewer"])
    assert ArticlePage.objects.get(pk=page.pk).title == "原标题"
    assert decide(page, people["signer"]).title == "更正后的标题"


@pytest.mark.parametrize("step", ["reviewer", "signer"])
def test_step__refused_when_draft_changed_after_submission(draft, people, step):
    if step == "signer":
        decide(draft, people["reviewer"])
    draft = ArticlePage.objects.get(pk=draft.pk)
    draft.title = "送审后改动"
    draft.save_revision()
    with pytest.raises(StepRefused, match="重新送审|submitted again"):
        decide(draft, people[step])


@pytest.mark.parametrize("extra", [Role.REVIEWER, Role.SIGNER])
def test_step__refused_when_taken_by_the_submitter(draft, people, extra):
    people["webmaster"].groups.add(role_group(extra, draft.department))
    if extra == Role.SIGNER:
        decide(draft, people["reviewer"])
    with pytest.raises(StepRefused):
        decide(draft, people["webmaster"])


def test_step__refused_when_taken_by_an_editor_who_did_not_submit(column, people):
    page = make_article(column, "合写", live=False)
    page.save_revision(user=people["reviewer"])
    page = submit(page, people["webmaster"])
    with pytest.raises(StepRefused):
        decide(page, people["reviewer"])


def test_step__taken_by_an_earlier_editor_when_that_text_is_long_public(column, people):
    page = make_article(column, "旧文", live=False)
    page.save_revision(user=people["reviewer"])
    reviewer = make_user("r9", page.department, Role.REVIEWER)
    page = submit(page, people["webmaster"])
    decide(page, reviewer)
    page = decide(page, people["signer"])
    page.title = "修订"
    page = submit(page, people["webmaster"])
    assert decide(page, people["reviewer"]).current_workflow_task.specific.step == ReviewStepTask.Step.SIGN_OFF


def test_step__refused_when_reviewer_would_sign_too(draft, people):
    people["reviewer"].groups.add(role_group(Role.SIGNER, draft.department))
    decide(draft, people["reviewer"])
    with pytest.raises(StepRefused):
        decide(draft, people["reviewer"])


@pytest.mark.parametrize("person", ["signer", "webmaster", "superuser"])
def test_step__refused_when_person_is_no_member(draft, people, person):
    with pytest.raises(StepRefused):
        decide(draft, people[person])


def test_step__refused_when_person_is_of_another_department(draft, other):
    with pytest.raises(StepRefused):
        decide(draft, other.reviewer)


def test_step__refused_when_superuser_is_member_and_wrote_the_text(column, people):
    people["superuser"].groups.add(role_group(Role.REVIEWER, column.department))
    page = submit(make_article(column, live=False), people["superuser"])
    with pytest.raises(StepRefused):
        decide(page, people["superuser"])


def test_step__refused_when_account_is_closed(draft, people):
    people["reviewer"].is_active = False
    people["reviewer"].save()
    with pytest.raises(StepRefused):
        decide(draft, people["reviewer"])


def test_step__refused_when_somebody_decided_in_the_meantime(draft, people):
    stale = draft.current_workflow_task_state
    colleague = make_user("r9", draft.department, Role.REVIEWER)
    decide(draft, people["reviewer"])
    with pytest.raises(StepRefused):
        stale.task.specific.on_action(stale, colleague, "approve")


def test_step__refused_when_the_task_of_another_page_is_named(draft, column, people, other):
    foreign = submit(make_article(other.column, live=False), other.webmaster)
    state = draft.current_workflow_task_state
    with pytest.raises(StepRefused):
        foreign.current_workflow_task.on_action(state, other.reviewer, "approve")
    assert foreign.current_workflow_task.get_actions(draft, other.reviewer) == []


def test_return__needs_a_reason(draft, people):
    with pytest.raises(StepRefused):
        decide(draft, people["reviewer"], "reject", " ")
    assert decide(draft, people["reviewer"], "reject", "缺附件").current_workflow_state.status == "needs_changes"


def test_return__starts_again_with_the_first_step_when_text_was_changed(draft, people):
    decide(draft, people["reviewer"])
    page = decide(draft, people["signer"], "reject", "日期有误")
    page.title = "改过的通知"
    page.save_revision(user=people["webmaster"])
    page.current_workflow_state.resume(people["webmaster"])
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.current_workflow_task.specific.step == ReviewStepTask.Step.REVIEW
    decide(page, people["reviewer"])
    assert decide(page, people["signer"]).title == "改过的通知"


def test_publication__refused_when_workflow_is_not_the_sites_own(column, people, other):
    page = make_article(column, live=False)
    page.save_revision(user=people["webmaster"])
    other.home.get_workflow().start(page, people["webmaster"])
    decide(page, other.reviewer)
    with pytest.raises(NotApproved):
        decide(page, other.signer)
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_publication__refused_when_workflow_was_taken_from_the_site(draft, people):
    decide(draft, people["reviewer"])
    WorkflowPage.objects.all().delete()
    with pytest.raises(NotApproved):
        decide(draft, people["signer"])


def test_publication__refused_when_only_one_step_is_left(draft, people):
    workflow = draft.get_workflow()
    workflow.workflow_tasks.order_by("sort_order").last().delete()
    with pytest.raises(NotApproved):
        decide(draft, people["reviewer"])
    assert not ArticlePage.objects.get(pk=draft.pk).live


def test_publication__refused_when_one_person_decided_twice_behind_the_steps(draft, people):
    state = draft.current_workflow_state
    decide(draft, people["reviewer"])
    waiting = TaskState.objects.get(workflow_state=state, status="in_progress")
    with pytest.raises(NotApproved):
        waiting.approve(user=people["reviewer"])
    assert WorkflowState.objects.get(pk=state.pk).status == "in_progress"


def test_publication__refused_when_the_column_is_not_public(site, people):
    page = submit(make_article(make_column(site, "ZCWJ", live=False), live=False), people["webmaster"])
    decide(page, people["reviewer"])
    with pytest.raises(NotApproved, match="ZCWJ"):
        decide(page, people["signer"])


def test_group_emptied__leaves_the_text_waiting(draft, people):
    role_group(Role.REVIEWER, draft.department).user_set.clear()
    with pytest.raises(StepRefused):
        decide(draft, people["reviewer"])
    assert ArticlePage.objects.get(pk=draft.pk).current_workflow_task is not None


def test_actions__are_offered_to_who_may_decide_only(draft, people):
    offered = {name: bool(draft.current_workflow_task.get_actions(draft, person)) for name, person in people.items()}
    assert offered == {"webmaster": False, "reviewer": True, "signer": False, "superuser": False}


def test_text__is_frozen_for_everybody_when_it_waits(draft, people):
    assert all(draft.get_lock().for_user(person) for person in people.values())


def test_workflows__belong_to_one_site_each(site, other):
    assert site.home.get_workflow() != other.home.get_workflow()
    assert Workflow.objects.count() >= 2
