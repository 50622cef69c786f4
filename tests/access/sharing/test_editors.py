"""The portal's editors see of a department what is public, or what was granted to them, and nothing else."""

import pytest
from django.urls import reverse

from cms.access.audit.events import Event
from cms.access.sharing.actions import Action
from cms.approval.texts.deciding import withdraw_text
from cms.content.models import ContactCard
from cms.organisation.roles import Role
from tests.access.sharing.helpers import audited, viewset
from tests.approval.paths.shared import submit_card
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_editor__chooses_what_is_public_and_sees_no_draft(screens, own, other, editor):
    assert screens.offers(editor, own.card)
    assert not screens.offers(editor, own.draft)
    for card in (own.card, own.draft):
        assert not screens.lists(editor, card)
        for name in ("inspect", "edit", "history", "usage", "delete"):
            assert screens.status(editor, name, card) == 404
    withdraw_text(own.card, own.reviewer, "电话有误")
    assert not screens.offers(editor, own.card)


def test_editor__does_not_read_the_draft_of_what_is_public(screens, own, editor):
    card = ContactCard.objects.get(pk=own.card.pk)
    card.name = "改了还没批准"
    card.save_revision(user=own.webmaster)
    chooser = viewset().chooser_viewset
    for name, args in (("choose", []), ("chosen", [card.pk])):
        answer = screens.of(editor).get(reverse(chooser.get_url_name(name), args=args))
        assert "改了还没批准" not in answer.content.decode().encode().decode("unicode_escape", "ignore")


@pytest.mark.parametrize("sent", [{"account": "menhu"}, {"role": Role.PORTAL_EDITOR}])
def test_editor__sees_the_draft_that_was_granted(screens, own, editor, sent):
    screens.granted(own.administrator, own.draft, Action.VIEW, **sent)
    assert screens.lists(editor, own.draft)
    assert screens.status(editor, "inspect", own.draft) == 200
    assert not screens.lists(editor, own.card)
    assert screens.status(editor, "edit", own.draft) == 404


def test_webmaster__of_another_department_chooses_nothing_that_is_public(screens, own, other):
    assert not screens.offers(other.webmaster, own.card)
    assert screens.offers(other.webmaster, other.card)
    assert screens.offers(other.webmaster, other.draft)


@pytest.mark.parametrize("number", ["abc", "99999999999999999999", "-1"])
def test_chooser__answers_as_for_nothing_when_it_is_sent_no_number(screens, own, editor, number):
    name = viewset().chooser_viewset.get_url_name("chosen_multiple")
    assert screens.of(editor).get(reverse(name), {"id": number}).status_code < 500


def looks(user):
    """What of others' drafts the person was seen to read."""
    return [entry.target for entry in audited(Event.READ_ELSEWHERE) if entry.user_id == user.pk]


def test_look__at_a_granted_draft_is_recorded(screens, own, other, editor):
    for user in (other.webmaster, editor):
        screens.granted(own.administrator, own.draft, Action.CHANGE, account=user.username)
        screens.status(user, "inspect", own.draft)
        screens.status(user, "edit", own.draft)
        assert looks(user) == [f"content.contactcard:{own.draft.pk}"] * 2
    entry = audited(Event.READ_ELSEWHERE)[0]
    assert entry.department_id == own.department.pk


def test_look__of_the_office_is_recorded_and_the_departments_own_is_not(screens, own, office):
    for user in (office, own.webmaster, own.reviewer):
        screens.status(user, "inspect", own.draft)
    assert looks(office) == [f"content.contactcard:{own.draft.pk}"]
    assert len(audited(Event.READ_ELSEWHERE)) == 1


def test_look__at_what_is_public_is_not_recorded(screens, own, other, office):
    screens.granted(own.administrator, own.card, Action.VIEW, account=other.webmaster.username)
    for user in (other.webmaster, office):
        assert screens.status(user, "inspect", own.card) == 200
    assert audited(Event.READ_ELSEWHERE) == []


def test_look__that_was_refused_is_not_recorded(screens, own, other):
    assert screens.status(other.webmaster, "inspect", own.draft) == 404
    assert audited(Event.READ_ELSEWHERE) == []


def test_look__at_what_waits_for_a_granted_approval_is_recorded(screens, own, other):
    card = submit_card(own.draft, own.webmaster).content_object
    screens.granted(own.administrator, card, Action.APPROVE, account=other.reviewer.username)
    url = reverse("approval_text", args=["draft", card.current_workflow_task_state.pk])
    assert screens.of(other.reviewer).get(url).status_code == 200
    assert looks(other.reviewer) == [f"content.contactcard:{card.pk}"]


def test_change__by_a_grant_is_recorded_as_an_act_elsewhere(screens, own, other):
    screens.granted(own.administrator, own.draft, Action.CHANGE, account=other.webmaster.username)
    assert screens.writes(other.webmaster, own.draft, "外单位写的")
    entry = audited(Event.ACTED_ELSEWHERE)[0]
    assert (entry.user_id, entry.department_id) == (other.webmaster.pk, own.department.pk)
    assert screens.writes(own.webmaster, own.draft, "自己写的")
    assert len(audited(Event.ACTED_ELSEWHERE)) == 1


def test_grant__to_one_editor_is_not_the_others(screens, own, editor):
    colleague = make_user("menhu-2", None, Role.PORTAL_EDITOR)
    screens.granted(own.administrator, own.draft, Action.VIEW, account=editor.username)
    assert not screens.lists(colleague, own.draft)
