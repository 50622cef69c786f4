"""A contact card: one page's worth of words, kept once, approved for itself, shown by reference."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from cms.approval.gate.fingerprint import fingerprint
from cms.approval.jobs import publish_scheduled
from cms.approval.log.verify import verify
from cms.approval.models import LogEntry, LogEvent, TextApproval
from cms.approval.models.tasks import StepRefused
from cms.approval.texts.deciding import withdraw_text
from cms.approval.texts.proposals import TextRefused
from cms.content.models import ContactCard
from cms.organisation.roles import Role
from cms.triggers.installing import lifted
from tests.approval.paths.shared import decide_card, page_with, submit_card
from tests.factories import make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(site):
    """A draft of the department."""
    return ContactCard.objects.create(
        department=site.department, name="政务大厅三号窗口", phones="020-0000 0001；020-0000 0002", address="示例路1号"
    )


@pytest.fixture
def page(column, card):
    """A public page that shows the card."""
    return publish(page_with(column, card))


@pytest.fixture
def read(client):
    """What a visitor of the department's site reads."""

    def _read(page):
        host, _slash, path = page.public_url.removeprefix("http://").partition("/")
        return client.get(f"/{path}", headers={"host": host.partition(":")[0]}).content.decode()

    return _read


def approve(card, people, note=None):
    """The card with a change, written by the webmaster and approved by the reviewer."""
    card = ContactCard.objects.get(pk=card.pk)
    if note is not None:
        card.note = note
    decide_card(submit_card(card, people["webmaster"]), people["reviewer"])
    return ContactCard.objects.get(pk=card.pk)


def test_card__read_on_the_page_once_another_person_approved(page, card, people, read):
    assert card.name not in read(page)
    approve(card, people)
    text = read(page)
    assert card.name in text
    assert 'href="tel:020-0000%200001"' in text
    assert 'href="tel:020-0000%200002"' in text


def test_change__read_when_approved_and_never_before(page, card, people, read):
    card = approve(card, people)
    card.note = "请带身份证"
    card.save_revision(user=people["webmaster"])
    assert "请带身份证" not in read(page)
    approve(card, people, note="请带身份证")
    assert "请带身份证" in read(page)


def test_fingerprint__same_when_the_card_says_something_else(page, card, people):
    before = fingerprint(page)
    approve(card, people, note="请带身份证")
    assert fingerprint(type(page).objects.get(pk=page.pk)) == before


def test_fingerprint__another_when_another_card_is_chosen(page, card, column):
    other = ContactCard.objects.create(department=card.department, name="另一窗口")
    assert fingerprint(page_with(column, card)) != fingerprint(page_with(column, other))
    assert fingerprint(page) == fingerprint_with_same_address(page, card)


def fingerprint_with_same_address(page, card):
    again = type(page).objects.get(pk=page.pk)
    assert again.body[0].value["cards"][0].pk == card.pk
    return fingerprint(again)


def test_withdrawal__takes_the_card_off_at_once_by_one_person(page, card, people, read):
    approve(card, people)
    withdraw_text(ContactCard.objects.get(pk=card.pk), people["reviewer"], "电话有误")
    assert card.name not in read(page)
    assert not TextApproval.objects.in_force().exists()


@pytest.mark.parametrize("who", ["webmaster", "superuser", "foreign"])
def test_withdrawal__denied_when_the_person_does_not_decide(card, people, other, who):
    card = approve(card, people)
    with pytest.raises(TextRefused):
        withdraw_text(card, {**people, "foreign": other.signer}[who], "有误")


def test_decision__denied_when_the_approver_changed_the_text_before(card, people):
    card.address = "示例路2号"
    card.save_revision(user=people["signer"])
    card.note = "请带身份证"
    state = submit_card(card, people["webmaster"])
    with pytest.raises(StepRefused):
        decide_card(state, people["signer"])
    decide_card(state, people["reviewer"])
    assert ContactCard.objects.get(pk=card.pk).live


def test_return__needs_a_reason_and_leaves_a_draft(card, people):
    state = submit_card(card, people["webmaster"])
    with pytest.raises(StepRefused):
        decide_card(state, people["reviewer"], "reject")
    decide_card(state, people["reviewer"], "reject", comment="电话不全")
    assert not ContactCard.objects.get(pk=card.pk).live
    assert TaskState.objects.get(pk=state.current_task_state.pk).comment == "电话不全"


def test_expiry__takes_the_card_off_by_the_periodic_job(page, card, people, read):
    card.expire_at = timezone.now() + timezone.timedelta(seconds=30)
    approve_now = submit_card(card, people["webmaster"])
    decide_card(approve_now, people["reviewer"])
    assert card.name in read(page)
    moment = timezone.now() + timezone.timedelta(minutes=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        assert card.name not in read(page)
        publish_scheduled()
    assert ContactCard.objects.get(pk=card.pk).expired


def test_log__holds_what_was_shown_and_taken_off_and_stays_whole(page, card, people):
    card = approve(card, people)
    withdraw_text(card, people["signer"], "电话有误")
    approve(card, people, note="更正")
    ContactCard.objects.get(pk=card.pk).delete()
    entries = LogEntry.objects.filter(address=f"content.contactcard/{card.pk}").order_by("pk")
    assert [entry.event for entry in entries] == ["text_shown", "text_gone", "text_shown", "text_gone"]
    first, gone, *_rest = entries
    assert [actor["account"] for actor in first.actor_list] == ["w", "r"]
    assert (gone.reason, gone.page_id) == ("电话有误", page.get_ancestors().get(depth=2).pk)
    assert LogEvent.TEXT_SHOWN not in {each.event for each in LogEntry.objects.changing()}
    assert not verify().findings


def test_verification__finds_a_card_that_is_public_without_an_entry(card, people):
    with lifted():
        ContactCard.objects.filter(pk=card.pk).update(live=True)
    assert [finding.kind for finding in verify().findings] == ["text"]


def test_page__costs_as_many_statements_with_ten_cards_as_without(column, page, card, people, read):
    approve(card, people)
    cards = [ContactCard.objects.create(department=card.department, name=f"窗口{number}") for number in range(10)]
    for each in cards:
        approve(each, people)
    many, none = publish(page_with(column, *cards)), publish(page_with(column))
    counts = []
    for each in (none, many, none, many):
        with CaptureQueriesContext(connection) as captured:
            text = read(each)
        counts.append(len(captured))
    assert "窗口9" in text
    assert counts[2] == counts[3]


def test_chooser__offers_only_cards_of_the_own_department(client, card, other):
    foreign = ContactCard.objects.create(department=other.department, name="外单位窗口")
    client.force_login(make_user("w-new", card.department, Role.WEBMASTER))
    url = reverse(ContactCard.snippet_viewset.chooser_viewset.get_url_name("choose"))
    text = json.loads(client.get(url).content)["html"]
    assert card.name in text
    assert foreign.name not in text


@pytest.mark.parametrize("role", [Role.WEBMASTER, Role.REVIEWER])
def test_foreign_card__is_not_there(client, card, other, role):
    foreign = ContactCard.objects.create(department=other.department, name="外单位窗口")
    submit_card(foreign, other.webmaster)
    client.force_login(make_user("somebody", card.department, role))
    names = [("edit", foreign.pk), ("history", foreign.pk), ("delete", foreign.pk)]
    for name, number in names:
        assert client.get(reverse(ContactCard.snippet_viewset.get_url_name(name), args=[number])).status_code == 404
    number = foreign.current_workflow_task_state.pk
    assert client.get(reverse("approval_text", args=["draft", number])).status_code == 404
    assert foreign.name not in client.get(reverse("approval_texts")).content.decode()
    listing = client.get(reverse(ContactCard.snippet_viewset.get_url_name("list")))
    assert foreign.name not in listing.content.decode()


def test_editor__submits_and_the_other_person_approves_in_the_admin(client, page, card, people, read):
    client.force_login(people["webmaster"])
    form = {"department": card.department_id, "name": "改名窗口", "phones": "1", "action-submit": "1"}
    client.post(reverse(ContactCard.snippet_viewset.get_url_name("edit"), args=[card.pk]), form)
    state = ContactCard.objects.get(pk=card.pk).current_workflow_task_state
    assert state is not None
    client.force_login(people["reviewer"])
    desk = client.get(reverse("wagtailadmin_home")).content.decode()
    url = reverse("approval_text", args=["draft", state.pk])
    assert url in desk
    assert reverse("approval_texts") in client.get(reverse("approval_queue")).content.decode()
    assert url in client.get(reverse("approval_texts")).content.decode()
    shown = client.get(url).content.decode()
    assert "改名窗口" in shown
    assert client.get(reverse(ContactCard.snippet_viewset.get_url_name("edit"), args=[card.pk])).status_code == 200
    client.post(url, {"decision": "approve"})
    assert "改名窗口" in read(page)


def test_decision_page__says_why_not_you_when_you_wrote_it(client, card, people):
    state = submit_card(card, people["reviewer"]).current_task_state
    client.force_login(people["reviewer"])
    url = reverse("approval_text", args=["draft", state.pk])
    assert '<form method="post"' not in client.get(url).content.decode()
    client.post(url, {"decision": "approve"})
    assert not ContactCard.objects.get(pk=card.pk).live
