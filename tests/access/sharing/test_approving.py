"""A granted approval adds a card to those that a reviewer of another department decides about, and nothing more."""

import pytest
from django.urls import reverse

from cms.access.sharing.actions import Action
from cms.approval.texts.deciding import withdraw_text
from cms.approval.texts.proposals import TextRefused
from cms.content.models import ContactCard
from cms.organisation.roles import Role
from tests.approval.paths.shared import submit_card

pytestmark = pytest.mark.django_db


def decision(card):
    """Where the decision about the waiting draft is taken."""
    return reverse("approval_text", args=["draft", card.current_workflow_task_state.pk])


@pytest.fixture
def waiting(own):
    """A card that waits for approval."""
    return submit_card(own.draft, own.webmaster).content_object


@pytest.mark.parametrize(
    "sent", [lambda other: {"account": other.reviewer.username}, lambda other: {"department": other.department.pk}]
)
def test_approval__taken_by_the_reviewer_to_whom_it_was_granted(screens, own, other, waiting, sent):
    screens.granted(own.administrator, waiting, Action.APPROVE, **sent(other))
    queue = screens.of(other.reviewer).get(reverse("approval_texts")).content.decode()
    assert decision(waiting) in queue
    assert screens.lists(other.reviewer, waiting)
    screens.of(other.reviewer).post(decision(waiting), {"decision": "approve"})
    stored = ContactCard.objects.get(pk=waiting.pk)
    assert stored.live
    assert screens.writes(other.reviewer, stored, "改") is False


@pytest.mark.parametrize("action", [Action.VIEW, Action.USE, Action.CHANGE])
def test_approval__does_not_exist_when_another_right_was_granted(screens, own, other, waiting, action):
    screens.granted(own.administrator, waiting, action, account=other.reviewer.username)
    assert screens.of(other.reviewer).post(decision(waiting), {"decision": "approve"}).status_code == 404
    assert not ContactCard.objects.get(pk=waiting.pk).live


def test_approval__does_not_exist_for_the_departments_webmasters(screens, own, other, waiting):
    screens.granted(own.administrator, waiting, Action.APPROVE, department=other.department.pk)
    assert screens.of(other.webmaster).post(decision(waiting), {"decision": "approve"}).status_code == 404
    assert not ContactCard.objects.get(pk=waiting.pk).live


def test_approval__is_of_this_card_alone(screens, own, other, waiting):
    second = submit_card(ContactCard.objects.create(department=own.department, name="另一窗口"), own.webmaster)
    screens.granted(own.administrator, waiting, Action.APPROVE, account=other.reviewer.username)
    assert screens.of(other.reviewer).get(decision(second.content_object)).status_code == 404


def test_approval__refused_when_the_same_person_wrote(screens, own, other):
    for action in (Action.CHANGE, Action.APPROVE):
        screens.granted(own.administrator, own.draft, action, account=other.reviewer.username)
    assert screens.writes(other.reviewer, own.draft, "外单位写的")
    card = submit_card(ContactCard.objects.get(pk=own.draft.pk), own.webmaster).content_object
    screens.of(other.reviewer).post(decision(card), {"decision": "approve"})
    assert not ContactCard.objects.get(pk=card.pk).live


def test_approval__gone_when_the_role_is(screens, own, other, waiting):
    screens.granted(own.administrator, waiting, Action.APPROVE, account=other.reviewer.username)
    other.reviewer.groups.clear()
    other.reviewer.groups.add(*other.webmaster.groups.all())
    assert screens.of(other.reviewer).get(decision(waiting)).status_code == 404


def test_approval__granted_to_a_role_that_decides(screens, own, other, waiting):
    sent = {"department": other.department.pk, "role": Role.SIGNER}
    screens.granted(own.administrator, waiting, Action.APPROVE, **sent)
    assert screens.of(other.reviewer).get(decision(waiting)).status_code == 404
    screens.of(other.signer).post(decision(waiting), {"decision": "approve"})
    assert ContactCard.objects.get(pk=waiting.pk).live


def test_approval__does_not_reach_to_a_withdrawal(screens, own, other):
    screens.granted(own.administrator, own.card, Action.APPROVE, account=other.reviewer.username)
    with pytest.raises(TextRefused):
        withdraw_text(own.card, other.reviewer, "外单位撤下")
    assert ContactCard.objects.get(pk=own.card.pk).live
