"""Ways to make a shared card public, or to change a public one."""

import tempfile
from datetime import timedelta
from pathlib import Path as File

from django.core import serializers
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowContentType, WorkflowTask

from cms.approval.models import TextApproval
from cms.approval.release.scheduling import publish_due
from cms.approval.texts.deciding import withdraw_text
from cms.content.models import ContactCard
from tests.approval.paths.registry import MARK, path
from tests.approval.paths.shared import decide_card, submit_card


def card_url(name, *args):
    return reverse(ContactCard.snippet_viewset.get_url_name(name), args=args)


def card_form(card, **values):
    """What the editor's form of a card sends."""
    names = ("name", "address", "phones", "hours", "email", "note")
    return {name: getattr(card, name) for name in names} | {"department": card.department_id, **values}


@path("card: publish in the form")
def publish_in_form(world, user):
    card = world.texts.card("窗口")
    form = card_form(card, address=MARK) | {"action-publish": "1"}
    world.client(user).post(card_url("edit", card.pk), form)


@path("card: create and publish")
def create_and_publish(world, user):
    card = world.texts.hidden_card("样本")
    world.client(user).post(card_url("add"), card_form(card, name=MARK) | {"action-publish": "1"})
    for created in ContactCard.objects.filter(name=MARK):
        world.texts.put_on_page(created)


@path("card: publish a change of a public one")
def publish_change(world, user):
    form = card_form(world.texts.public_card, address=MARK) | {"action-publish": "1"}
    world.client(user).post(card_url("edit", world.texts.public_card.pk), form)


@path("card: approved by who wrote it")
def own_approval(world, user):
    state = submit_card(world.texts.card(MARK), user)
    decide_card(state, user)


@path("card: approved by a second account of the same person")
def second_account(world, user):
    twin = world.texts.twin(user)
    state = submit_card(world.texts.card(MARK), user)
    decide_card(state, twin)


@path("card: approved by another department's people")
def foreign_people(world, user):
    state = submit_card(world.texts.card(MARK), user)
    for person in (world.foreign.webmaster, world.foreign.reviewer, world.foreign.signer):
        with world.suppressed():
            decide_card(state, person)


@path("card: approved in the workflow of another department")
def foreign_workflow(world, user):
    card = world.texts.card(MARK)
    card.save_revision(user=user)
    state = world.other.home.get_workflow().start(card, user)
    decide_card(state, world.foreign.reviewer)


@path("card: a workflow of Wagtail's own tasks put in the place of ours")
def stock_workflow(world, user):
    task = GroupApprovalTask.objects.create(name="任意")
    task.groups.add(*user.groups.all())
    workflow = Workflow.objects.create(name="任意")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.update(workflow=workflow)
    state = submit_card(world.texts.card(MARK), user)
    decide_card(state, user)


@path("card: finished without a decision")
def finished(world, user):
    submit_card(world.texts.card(MARK), user).finish(user=user)


@path("card: a foreign task state under one's own card's address")
def foreign_state(world, user):
    mine = submit_card(world.texts.hidden_card("自家"), world.people["webmaster"])
    card = world.texts.card(MARK)
    theirs = submit_card(card, user)
    url = card_url("workflow_action", int(mine.object_id), "approve", theirs.current_task_state.pk)
    world.client(user).post(url, {"comment": ""})


@path("card: approve with edits")
def approve_with_edits(world, user):
    card = world.texts.card("送审")
    submit_card(card, world.people["webmaster"])
    form = card_form(card, address=MARK) | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    world.client(user).post(card_url("edit", card.pk), form)


@path("card: the submitted text rewritten in place")
def rewritten(world, user):
    card = world.texts.card("送审")
    state = submit_card(card, user)
    card.address = MARK
    with world.suppressed():
        card.save_revision(user=user, overwrite_revision=state.current_task_state.revision)
    decide_card(state, world.people["reviewer"] if user != world.people["reviewer"] else world.people["signer"])


@path("card: the submitted text rewritten by a query", in_database=True)
def rewritten_by_query(world, user):
    card = world.texts.card("送审")
    state = submit_card(card, world.people["webmaster"])
    revision = state.current_task_state.revision
    with world.suppressed():
        Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"address": MARK})
    decide_card(state, world.people["reviewer"])


@path("card: a draft saved after the submission")
def later_draft(world, user):
    card = world.texts.card("送审")
    state = submit_card(card, world.people["webmaster"])
    card.address = MARK
    card.save_revision(user=user)
    decide_card(state, world.people["reviewer"])


@path("card: a revision published by code")
def publish_revision(world, user):
    card = world.texts.card(MARK)
    card.save_revision(user=user).publish(user=user)


@path("card: schedule in the form")
def schedule_in_form(world, user):
    card = world.texts.card(MARK)
    moment = timezone.localtime(timezone.now() - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    world.client(user).post(card_url("edit", card.pk), card_form(card, go_live_at=moment) | {"action-publish": "1"})
    publish_due()


@path("card: a schedule written into a revision", in_database=True)
def schedule_by_query(world, user):
    revision = world.texts.card(MARK).save_revision(user=user)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    publish_due()


@path("card: approved for tomorrow, shown today")
def too_early(world, user):
    card = world.texts.card(MARK)
    card.go_live_at = timezone.now() + timedelta(days=1)
    state = submit_card(card, world.people["webmaster"])
    decide_card(state, world.people["reviewer"])
    Revision.objects.filter(object_id=str(card.pk)).exclude(approved_go_live_at=None).update(
        approved_go_live_at=timezone.now()
    )
    publish_due()


@path("card: expired and set public again")
def expired(world, user):
    card = world.texts.card(MARK)
    card.expire_at = timezone.now() + timedelta(days=1)
    state = submit_card(card, world.people["webmaster"])
    decide_card(state, world.people["reviewer"])
    with world.later():
        world.texts.end()
    card = ContactCard.objects.get(pk=card.pk)
    card.live, card.expire_at = True, None
    card.save()


@path("card: revert to an older text and publish it")
def revert(world, user):
    card = world.texts.public_card
    card.address = MARK
    older = card.save_revision(user=user)
    card.address = "后来的"
    card.save_revision(user=user)
    form = card_form(card, address=MARK) | {"action-publish": "1", "revision": older.pk}
    world.client(user).post(card_url("revisions_revert", card.pk, older.pk), form)


@path("card: an approved text published again after its withdrawal")
def republished(world, user):
    card = world.texts.card(MARK)
    state = submit_card(card, world.people["webmaster"])
    decide_card(state, world.people["reviewer"])
    card = ContactCard.objects.get(pk=card.pk)
    revision = card.live_revision
    withdraw_text(card, world.people["signer"], "有误")
    revision.publish(user=user, skip_permission_checks=True)


@path("card: copied over a public one")
def copied(world, user):
    card = world.texts.public_card
    client = world.client(user)
    client.post(card_url("copy", card.pk), card_form(card, address=MARK) | {"action-publish": "1"})
    for created in ContactCard.objects.filter(address=MARK).exclude(pk=card.pk):
        world.texts.put_on_page(created)


@path("card: unpublish and publish in the admin")
def unpublish(world, user):
    client = world.client(user)
    client.post(card_url("unpublish", world.texts.public_card.pk))
    client.post(
        card_url("edit", world.texts.public_card.pk),
        card_form(world.texts.public_card, note=MARK) | {"action-publish": "1"},
    )


@path("card: public by code")
def live_by_code(world, user):
    card = world.texts.card(MARK)
    card.live = True
    card.save()


@path("card: created public by code")
def created_by_code(world, user):
    world.texts.put_on_page(ContactCard.objects.create(department=world.site.department, name=MARK, live=True))


@path("card: a public one changed by code")
def changed_by_code(world, user):
    card = ContactCard.objects.get(pk=world.texts.public_card.pk)
    card.note = MARK
    card.save(update_fields=["note"])


@path("card: a public one changed past its own save")
def base_save(world, user):
    card = ContactCard.objects.get(pk=world.texts.public_card.pk)
    card.note = MARK
    card.save_base()


@path("card: a fixture")
def fixture(world, user):
    card = world.texts.card(MARK)
    card.live = True
    text = serializers.serialize("json", [card])
    with tempfile.TemporaryDirectory() as folder:
        source = File(folder) / "cards.json"
        source.write_text(text, encoding="utf-8")
        call_command("loaddata", str(source), verbosity=0)


@path("card: bulk_update of a public one", in_database=True)
def bulk_update(world, user):
    card = ContactCard.objects.get(pk=world.texts.public_card.pk)
    card.note = MARK
    ContactCard.objects.bulk_update([card], ["note"])


@path("card: live by a query", in_database=True)
def update_live(world, user):
    ContactCard.objects.filter(pk=world.texts.card(MARK).pk).update(live=True)


@path("card: the text of a public one by a query", in_database=True)
def update_text(world, user):
    ContactCard.objects.filter(pk=world.texts.public_card.pk).update(phones=MARK)


@path("card: live by raw SQL", in_database=True)
def raw_live(world, user):
    world.sql(f"UPDATE content_contactcard SET live = (1 = 1) WHERE id = {world.texts.card(MARK).pk}")


@path("card: bulk_create of a public one", in_database=True)
def bulk_create(world, user):
    card = ContactCard(department=world.site.department, name=MARK, live=True)
    ContactCard.objects.bulk_create([card])
    world.texts.put_on_page(ContactCard.objects.get(name=MARK))


@path("card: a passage written by hand", in_database=True)
def forged_passage(world, user):
    card = world.texts.card(MARK)
    world.sql(
        "INSERT INTO approval_textpassage (model, object_id, fingerprint, open_id) "
        f"VALUES ('content.contactcard', {card.pk}, '{'0' * 64}', 0)"
    )
    ContactCard.objects.filter(pk=card.pk).update(live=True)


@path("card: an approval by one person alone", in_database=True)
def invented_approval(world, user):
    card = world.texts.card(MARK)
    TextApproval.objects.create(
        model="content.contactcard",
        object_id=card.pk,
        fingerprint=world.texts.fingerprint(card),
        written_by=user,
        approved_by=world.texts.twin(user),
    )
    card.live = True
    card.save()


@path("card: an approval turned to another card", in_database=True)
def turned_approval(world, user):
    card = world.texts.card(MARK)
    TextApproval.objects.update(object_id=card.pk, fingerprint=world.texts.fingerprint(card))
    card.live = True
    card.save()
