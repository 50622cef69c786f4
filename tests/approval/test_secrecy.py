"""The secrecy review in the admin: every question of the checklist confirmed, and never none."""

import pytest
from django.urls import reverse

from cms.approval.batches.course import ApprovalError, add_to_batch, clear_batch, close_batch, open_batch, review_batch
from cms.approval.batches.inspection import inspect
from cms.approval.batches.sampling import open_sample
from cms.approval.models import Batch, SecrecyItem
from cms.approval.models.tasks import StepRefused
from cms.organisation.roles import Role
from tests.approval.helpers import all_items, clear, decide, sentences, submit, waits_for
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(column, office):
    """An official document that waits for its secrecy review."""
    page = submit(make_document(column, live=False), office["webmaster"])
    return decide(decide(page, office["reviewer"]), office["second"])


@pytest.fixture
def batch(column, office):
    """A batch with an official document that waits for its secrecy review."""
    batch = open_batch(Batch.Kind.IMPORT, "公文", prepared_by=office["webmaster"])
    add_to_batch(batch, [make_document(column, live=False)])
    close_batch(batch)
    inspect(batch)
    open_sample(batch, office["reviewer"])
    review_batch(batch, office["reviewer"])
    open_sample(batch, office["secrecy"])
    return batch


def post_batch(client, user, batch, items):
    client.force_login(user)
    form = {"step": "secrecy", "SecrecyForm-checklist": items, "SecrecyForm-comment": ""}
    return client.post(reverse("approval_batch", args=[batch.pk]), form)


def test_batch_page__clears_the_batch_when_every_question_is_ticked(client, batch, office):
    assert post_batch(client, office["secrecy"], batch, all_items()).status_code == 302
    batch.refresh_from_db()
    assert (batch.status, batch.cleared_by, len(batch.checklist)) == ("cleared", office["secrecy"], len(all_items()))


@pytest.mark.parametrize("left_out", ["one", "all"])
def test_batch_page__says_beside_the_checklist_when_a_question_is_not_ticked(client, batch, office, left_out):
    response = post_batch(client, office["secrecy"], batch, all_items()[1:] if left_out == "one" else [])
    assert response.context["secrecy_form"].errors["checklist"]
    assert Batch.objects.get(pk=batch.pk).status == Batch.Status.REVIEWED


def post_modal(client, user, page, items):
    client.force_login(user)
    state = page.current_workflow_state.current_task_state_id
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state])
    assert client.get(url).status_code == 200
    return client.post(url, {"checklist": items, "comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})


def test_modal_of_the_editor__takes_the_step_when_every_question_is_ticked(client, document, office):
    assert post_modal(client, office["secrecy"], document, all_items()).json()["step"] == "success"
    assert waits_for(document) == "sign_off"


@pytest.mark.parametrize("left_out", ["one", "all"])
def test_modal_of_the_editor__says_beside_the_checklist_when_a_question_is_not_ticked(
    client, document, office, left_out
):
    response = post_modal(client, office["secrecy"], document, all_items()[1:] if left_out == "one" else [])
    assert response.context["form"].errors["checklist"]
    assert waits_for(document) == "secrecy"


def test_review__refused_when_no_question_is_in_use(client, document, batch, office):
    SecrecyItem.objects.update(active=False)
    with pytest.raises(StepRefused, match="空|empty"):
        clear(document, office["secrecy"], [])
    with pytest.raises(ApprovalError):
        clear_batch(batch, office["secrecy"], [])
    assert post_batch(client, office["secrecy"], batch, []).context["secrecy_form"].errors["checklist"]


def test_last_question__neither_taken_out_of_use_nor_deleted(client, office):
    client.force_login(make_user("supervisor", None, Role.SUPERVISOR))
    first, *others = SecrecyItem.objects.order_by("pk")
    for item in others:
        client.post(reverse("secrecy_items:delete", args=[item.pk]))
    assert SecrecyItem.objects.get() == first
    response = client.post(reverse("secrecy_items:edit", args=[first.pk]), {"text": first.text, "order": 0})
    assert response.context["form"].errors["active"]
    response = client.post(reverse("secrecy_items:delete", args=[first.pk]), follow=True)
    assert len(sentences(response)) == 1
    assert SecrecyItem.objects.get().active
