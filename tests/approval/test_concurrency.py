"""Decisions at the same moment: one outcome, never half a publication, on SQLite and on PostgreSQL (bar 7)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from wagtail.models import Revision, TaskState, WorkflowState

from cms.approval.models import Approval, StepDecision
from cms.approval.models.tasks import StepRefused
from cms.approval.procedure.submission import SubmissionRefused, recall
from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from tests.approval.helpers import decide, submit
from tests.e2e.people import ensure_roots
from tests.factories import make_article, make_column, make_department, make_site, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    """A department's site with a text that waits, and two persons for each step."""
    ensure_roots()
    site = make_site(make_department("jiaoyu"))
    site.column = make_column(site, "GZDT")
    site.webmaster = make_user("w", site.department, Role.WEBMASTER)
    site.reviewers = [make_user(f"r{number}", site.department, Role.REVIEWER) for number in range(2)]
    site.signers = [make_user(f"s{number}", site.department, Role.SIGNER) for number in range(2)]
    site.page = submit(make_article(site.column, "开学通知", live=False), site.webmaster)
    return site


def at_once(*actions):
    """Run the actions in threads of their own that begin together; what each returned or raised."""
    barrier = Barrier(len(actions))

    def run(action):
        try:
            barrier.wait(timeout=30)
            return action()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def failures(results):
    return [result for result in results if isinstance(result, Exception)]


def stored(page):
    return ArticlePage.objects.get(pk=page.pk)


def test_two_reviewers__one_decides_when_they_approve_and_return_at_once(office):
    first, second = office.reviewers
    results = at_once(lambda: decide(office.page, first), lambda: decide(office.page, second, "reject", "缺附件"))
    (refusal,) = failures(results)
    assert isinstance(refusal, StepRefused | PermissionDenied)
    assert StepDecision.objects.count() == 1
    decided = TaskState.objects.get(task__reviewsteptask__step="review", finished_by__isnull=False)
    assert StepDecision.objects.get().outcome == ("approved" if decided.status == "approved" else "returned")


def test_two_signers__publish_once_when_they_sign_at_once(office):
    decide(office.page, office.reviewers[0])
    results = at_once(*(lambda signer=signer: decide(office.page, signer) for signer in office.signers))
    assert len(failures(results)) == 1
    assert stored(office.page).live
    assert Approval.objects.filter(page=office.page.pk).count() == 1


def test_editor__keeps_the_new_draft_and_the_public_gets_the_approved_text_when_both_save_at_once(office):
    decide(office.page, office.reviewers[0])
    approved = stored(office.page).latest_revision_id

    def save():
        page = stored(office.page)
        page.title = "编辑者同时保存"
        return page.save_revision(user=office.webmaster)

    results = at_once(lambda: decide(office.page, office.signers[0]), save)
    page = stored(office.page)
    refused = [error for error in failures(results) if not isinstance(error, StepRefused)]
    assert refused == []
    if page.live:
        assert (page.live_revision_id, page.title) == (approved, "开学通知")
    else:
        assert page.current_workflow_task is not None
    assert page.latest_revision_id == Revision.objects.filter(object_id=str(page.pk)).latest("pk").pk


def test_submitter__takes_back_or_the_signer_publishes_but_never_both(office):
    decide(office.page, office.reviewers[0])
    results = at_once(lambda: decide(office.page, office.signers[0]), lambda: recall(office.page, office.webmaster))
    (refusal,) = failures(results)
    assert isinstance(refusal, StepRefused | SubmissionRefused)
    state = WorkflowState.objects.get()
    assert (stored(office.page).live, state.status) in [(True, "approved"), (False, "cancelled")]


class Killed(BaseException):
    """The process dies here."""


def test_worker__leaves_nothing_half_done_when_it_dies_between_approval_and_publication(office, monkeypatch):
    decide(office.page, office.reviewers[0])

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(Revision, "publish", die)
        with pytest.raises(Killed):
            decide(office.page, office.signers[0])
    page = stored(office.page)
    assert not page.live
    assert not Approval.objects.filter(page=page.pk).exists()
    assert page.current_workflow_task.specific.step == "sign_off"
    assert decide(page, office.signers[0]).live
