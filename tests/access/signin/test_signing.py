"""A signature is given by who is there: every way to sign off asks once more, and no other decision does."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from cms.access.audit.events import Event
from cms.access.signin.fresh import ANSWER
from cms.approval.batches.course import add_to_batch, close_batch, open_batch, review_batch
from cms.approval.batches.inspection import inspect
from cms.approval.batches.sampling import open_sample
from cms.approval.models import Batch, Emergency
from cms.approval.queue.forwarding import forward
from cms.approval.release.emergency import propose
from cms.content.models import ContactCard
from cms.organisation.roles import Role
from tests.access.signin.door import Door, code_of, with_factor
from tests.access.signin.heard import facts_of, heard
from tests.access.signin.hidden import typed
from tests.approval.helpers import article_form, decide, submit, waits_for
from tests.approval.paths.shared import submit_card
from tests.factories import make_article, make_column, make_department, make_site, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db):
    site = make_site(make_department("jiaoyu"))
    site.column = make_column(site, "GZDT")
    return site


@pytest.fixture
def people(site):
    roles = {"webmaster": Role.WEBMASTER, "reviewer": Role.REVIEWER, "signer": Role.SIGNER}
    return SimpleNamespace(**{name: make_user(name, site.department, role) for name, role in roles.items()})


@pytest.fixture
def page(site, people):
    """A text that waits for review."""
    return submit(make_article(site.column, "开学通知", live=False), people.webmaster)


@pytest.fixture
def to_sign(page, people):
    """The same, reviewed."""
    page = decide(page, people.reviewer)
    assert waits_for(page) == "sign_off"
    return page


@pytest.fixture
def late(clock):
    """A browser in which somebody was signed in for twenty minutes."""

    def _late(user):
        with_factor(user)
        door = Door()
        door.user = user
        door.come_in(user)
        clock.forward(minutes=20)
        return door

    return _late


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def at_desk(page, decision, **data):
    return {"decision": decision, "task_state": fresh(page).current_workflow_task_state.pk, **data}


def is_asked(answer):
    return ANSWER in answer.content.decode()


def answered(door, asked, address):
    """Send what the page holds with the code of the telephone."""
    return door.client.post(address, {**typed(asked), ANSWER: code_of(door.user)})


def test_sign_off__asked_before_and_published_with_what_was_typed(late, people, to_sign):
    door, address = late(people.signer), reverse("approval_step", args=[to_sign.pk])
    asked = door.client.post(address, at_desk(to_sign, "approve", comment="同意\n发布"))
    assert asked.status_code == 403
    assert is_asked(asked)
    assert waits_for(to_sign) == "sign_off"
    assert typed(asked)["comment"] == ["同意\n发布"]
    assert answered(door, asked, address).status_code == 302
    assert fresh(to_sign).live
    (entry,) = heard(Event.REAUTHENTICATED)
    assert facts_of(entry) == {"view": "approval_step"}


def test_sign_off__not_asked_when_the_person_has_just_signed_in(people, to_sign):
    with_factor(people.signer)
    door = Door()
    door.come_in(people.signer)
    door.client.post(reverse("approval_step", args=[to_sign.pk]), at_desk(to_sign, "approve"))
    assert fresh(to_sign).live


def test_sign_off__refused_when_the_answer_is_wrong(late, people, to_sign):
    door, address = late(people.signer), reverse("approval_step", args=[to_sign.pk])
    assert is_asked(door.client.post(address, {**at_desk(to_sign, "approve"), ANSWER: "aaaa-bbbb-cccc-dddd"}))
    assert waits_for(to_sign) == "sign_off"


def test_sign_off__asked_when_the_text_was_passed_on_meanwhile(late, people, to_sign, site):
    colleague = make_user("s2", site.department, Role.SIGNER)
    forward(fresh(to_sign).current_workflow_task_state, people.signer, colleague)
    for user in (people.signer, colleague):
        address = reverse("approval_step", args=[to_sign.pk])
        assert is_asked(late(user).client.post(address, at_desk(to_sign, "approve")))


def test_review__not_asked(late, people, page):
    late(people.reviewer).client.post(reverse("approval_step", args=[page.pk]), at_desk(page, "approve"))
    assert waits_for(page) == "sign_off"


def test_return__not_asked(late, people, to_sign):
    address = reverse("approval_step", args=[to_sign.pk])
    assert late(people.signer).client.post(address, at_desk(to_sign, "reject", comment="改")).status_code == 302


def test_desk_of_another_department__tells_nothing_by_asking(late, to_sign):
    stranger = make_site(make_department("caizheng"))
    door = late(make_user("other", stranger.department, Role.SIGNER))
    answers = [
        door.client.post(reverse("approval_step", args=[number]), {"decision": "approve"})
        for number in (to_sign.pk, 999_999)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_wagtails_own_address__asked_before(late, people, to_sign):
    state = fresh(to_sign).current_workflow_task_state.pk
    address = reverse("wagtailadmin_pages:workflow_action", args=[to_sign.pk, "approve", state])
    door = late(people.signer)
    asked = door.client.post(address)
    assert is_asked(asked)
    answered(door, asked, address)
    assert fresh(to_sign).live


def test_editor__asked_before(late, people, to_sign):
    address = reverse("wagtailadmin_pages:edit", args=[to_sign.pk])
    form = article_form(fresh(to_sign), **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    asked = late(people.signer).client.post(address, form)
    assert is_asked(asked)
    assert typed(asked)["title"] == ["开学通知"]
    assert waits_for(to_sign) == "sign_off"


def test_editor__not_asked_when_a_draft_is_saved(late, people, site):
    page = make_article(site.column, "草稿", live=False)
    answer = late(people.webmaster).client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), article_form(page))
    assert not is_asked(answer)


def bulk(*pages):
    chosen = "&".join(f"id={page if isinstance(page, str) else page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", "approve"]) + f"?{chosen}"


def test_many_at_once__asked_when_one_is_signed(late, people, to_sign, site):
    door = late(people.signer)
    door.client.get(reverse("approval_step", args=[to_sign.pk]))
    asked = door.client.post(bulk(to_sign))
    assert is_asked(asked)
    assert is_asked(door.client.post(bulk("all") + f"&childOf={site.column.pk}"))
    answered(door, asked, bulk(to_sign))
    assert fresh(to_sign).live


def test_many_at_once__not_asked_when_they_are_reviewed(late, people, page):
    door = late(people.reviewer)
    door.client.get(reverse("approval_step", args=[page.pk]))
    door.client.post(bulk(page))
    assert waits_for(page) == "sign_off"


def test_many_at_once__answers_nonsense_without_an_error(late, people, to_sign):
    assert late(people.signer).client.post(bulk("x")).status_code in (302, 403, 404)


def test_batch__asked_when_it_is_signed_and_not_when_it_is_returned(late, site, people):
    batch = open_batch(Batch.Kind.IMPORT, "旧文", prepared_by=people.webmaster)
    add_to_batch(batch, [make_article(site.column, live=False)])
    close_batch(batch)
    inspect(batch)
    open_sample(batch, people.reviewer)
    review_batch(batch, people.reviewer)
    open_sample(batch, people.signer)
    door, address = late(people.signer), reverse("approval_batch", args=[batch.pk])
    assert not is_asked(door.client.post(address, {"step": "return", "BatchReturnForm-reason": ""}))
    asked = door.client.post(address, {"step": "sign"})
    assert is_asked(asked)
    answered(door, asked, address)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.SIGNED


@pytest.fixture
def card_state(site, people):
    """A shared text that waits."""
    card = ContactCard.objects.create(department=site.department, name="三号窗口")
    return submit_card(card, people.webmaster).current_task_state


def test_shared_text__asked_when_it_is_approved_and_not_when_it_is_returned(late, people, card_state):
    door, address = late(people.signer), reverse("approval_text", args=["draft", card_state.pk])
    assert not is_asked(door.client.post(address, {"decision": "reject", "reason": ""}))
    asked = door.client.post(address, {"decision": "approve"})
    assert is_asked(asked)
    answered(door, asked, address)
    assert ContactCard.objects.get().live


def test_shared_text__asked_at_wagtails_own_address(late, people, card_state):
    name = ContactCard.snippet_viewset.get_url_name("workflow_action")
    address = reverse(name, args=[ContactCard.objects.get().pk, "approve", card_state.pk])
    assert is_asked(late(people.signer).client.post(address))
    assert not ContactCard.objects.get().live


def test_emergency__asked_of_both(late, site, people):
    draft = make_article(site.column, "停课通知", live=False)
    draft.save_revision(user=people.webmaster)
    first = late(people.webmaster).post("approval_emergency_propose", {"reason": "台风"}, draft.pk)
    assert is_asked(first)
    emergency = propose(fresh(draft), people.webmaster, people.signer, "台风")
    door, address = late(people.signer), reverse("approval_emergency", args=[emergency.pk])
    asked = door.client.post(address, {"step": "confirm"})
    assert is_asked(asked)
    answered(door, asked, address)
    assert not Emergency.objects.get().is_proposed
    assert fresh(draft).live


def test_withdrawal__not_asked(late, site, people):
    public = make_article(site.column, "已发布")
    address = reverse("approval_withdraw", args=[public.pk])
    late(people.signer).client.post(address, {"reason": "内容有误"})
    assert not fresh(public).live


def test_script_of_the_desk__gets_a_sentence(late, people, to_sign):
    answer = late(people.signer).client.post(
        reverse("approval_step", args=[to_sign.pk]),
        at_desk(to_sign, "approve"),
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.status_code == 403
    assert answer.json()["error_message"] == gettext("Please open this page anew and confirm that it is you.")
