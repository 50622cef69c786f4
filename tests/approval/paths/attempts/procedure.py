"""Ways through the procedure itself: other workflows, other texts, other people than those it is made for."""

from wagtail.models import Revision, WorkflowPage

from cms.approval.batches.course import add_to_batch, approve_batch, close_batch, open_batch, review_batch, sign_batch
from cms.approval.models import Batch
from cms.approval.release.publishing import publish_approved
from cms.content.models import ArticlePage
from tests.approval.helpers import decide, submit
from tests.approval.paths.registry import MARK, path
from tests.factories import role_group, three_people


@path("procedure: a text saved after submission")
def after_submission(world, user):
    page = submit(world.draft("送审稿"), world.people["webmaster"])
    page.title = MARK
    page.save_revision(user=user)
    world.approve_rest(page)


@path("procedure: the submitted revision rewritten in place")
def rewritten(world, user):
    page = submit(world.draft("送审稿"), world.people["webmaster"])
    page.title = MARK
    page.save_revision(user=user, overwrite_revision=page.latest_revision)
    world.approve_rest(page)


@path("procedure: the submitted revision rewritten past the models", in_database=True)
def rewritten_by_query(world, user):
    page = submit(world.draft("送审稿"), world.people["webmaster"])
    content = {**page.latest_revision.content, "title": MARK}
    Revision.objects.filter(pk=page.latest_revision_id).update(content=content)
    world.approve_rest(page)


@path("procedure: the approved revision rewritten past the models", in_database=True)
def approved_rewritten(world, user):
    revision = world.public.live_revision
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "title": MARK})
    Revision.objects.get(pk=revision.pk).publish(skip_permission_checks=True)


@path("procedure: another department's workflow")
def foreign_workflow(world, user):
    page = world.draft()
    page.save_revision(user=user)
    world.other.home.get_workflow().start(page, user)
    decide(page, world.foreign.reviewer)
    decide(page, world.foreign.signer)


@path("procedure: a foreign task for one's own page")
def foreign_task(world, user):
    page = submit(world.draft(), world.people["webmaster"])
    foreign = submit(world.draft("别处", parent=world.other.column), world.foreign.webmaster)
    state = page.current_workflow_task_state
    foreign.current_workflow_task.on_action(state, world.foreign.reviewer, "approve")


@path("procedure: the workflow taken from the site while something runs in it")
def unassigned(world, user):
    page = submit(world.draft(), world.people["webmaster"])
    decide(page, world.people["reviewer"])
    WorkflowPage.objects.filter(page=world.site.home).delete()
    decide(page, world.people["signer"])


@path("procedure: a step taken out of the workflow while something runs in it")
def shortened(world, user):
    page = submit(world.draft(), world.people["webmaster"])
    page.get_workflow().workflow_tasks.order_by("sort_order").last().delete()
    decide(page, world.people["reviewer"])


@path("procedure: another workflow assigned while something runs in it")
def reassigned(world, user):
    page = submit(world.draft(), world.people["webmaster"])
    WorkflowPage.objects.filter(page=world.site.home).update(workflow=world.other.home.get_workflow())
    world.approve_rest(page)


@path("procedure: the group of a step emptied")
def emptied_group(world, user):
    page = submit(world.draft(), world.people["webmaster"])
    for role in ("reviewer", "signer"):
        role_group(role, world.site.department).user_set.clear()
    world.approve_rest(page, user)


@path("procedure: every step by one person")
def alone(world, user):
    for role in ("webmaster", "reviewer", "signer"):
        user.groups.add(role_group(role, world.site.department))
    page = submit(world.draft(), user)
    world.approve_rest(page, user)


@path("procedure: the last action called without the steps")
def finish_alone(world, user):
    page = submit(world.draft(), world.people["webmaster"])
    publish_approved(page.current_workflow_state, user)


@path("procedure: a step's state approved behind the step")
def state_approved(world, user):
    page = submit(world.draft(), world.people["webmaster"])
    for _step in range(2):
        state = ArticlePage.objects.get(pk=page.pk).current_workflow_task_state
        state.approve(user=user)


@path("procedure: disclosure on request, approved by everybody")
def on_request(world, user):
    world.approved(world.document(MARK, disclosure="on_request"))


@path("procedure: not disclosed, approved by everybody")
def undisclosed(world, user):
    world.approved(world.document(MARK, disclosure="none", disclosure_reason="工作秘密"))


@path("batch: changed after it was prepared")
def batch_changed(world, user):
    page = world.draft("原稿")
    page.save_revision()
    batch = open_batch(Batch.Kind.IMPORT, "批", prepared_by=user)
    add_to_batch(batch, [page])
    page.title = MARK
    page.save_revision()
    approve_batch(batch, *three_people())


@path("batch: the row changed, the revision not")
def batch_row_changed(world, user):
    page = world.draft("原稿")
    page.save_revision()
    batch = open_batch(Batch.Kind.IMPORT, "批", prepared_by=user)
    add_to_batch(batch, [page])
    ArticlePage.objects.filter(pk=page.pk).update(title=MARK, summary=MARK)
    approve_batch(batch, *three_people())


@path("batch: both steps by who prepared it")
def batch_alone(world, user):
    page = world.draft()
    page.save_revision()
    batch = open_batch(Batch.Kind.IMPORT, "批", prepared_by=user)
    add_to_batch(batch, [page])
    close_batch(batch)
    review_batch(batch, user)
    sign_batch(batch, user)


@path("batch: what is not disclosed")
def batch_undisclosed(world, user):
    page = world.document(MARK, disclosure="on_request")
    page.save_revision()
    batch = open_batch(Batch.Kind.IMPORT, "批", prepared_by=user)
    add_to_batch(batch, [page])
    approve_batch(batch, *three_people())
