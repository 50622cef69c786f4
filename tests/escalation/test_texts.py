"""Contact cards and the rights on them: nothing is planted, overwritten, taken over or granted to oneself."""

import pytest
from django.urls import reverse

from cms.access.sharing.models import ContactCardAccountGrant
from cms.content.models import ContactCard
from home.models import Pick
from tests.access.fence.helpers import address, readable
from tests.approval.paths.shared import submit_card
from tests.escalation.answers import refused
from tests.factories import make_site
from tests.home.helpers import make_portal_column

pytestmark = pytest.mark.django_db
SPACE = "wagtailsnippets_content_contactcard"
OFFICE = ("webmaster", "reviewer", "signer", "administrator")


def card_form(department, **facts):
    return {"department": department.pk, "name": "夺来的窗口", "phones": "2", **facts}


def test_add_card__refused_when_the_department_is_foreign(attempt, lawful, own, foreign):
    attempt.post(reverse(f"{SPACE}:add"), card_form(foreign.department))
    prefixed = {f"contactcard-{name}": value for name, value in card_form(foreign.department).items()}
    attempt.post(reverse("wagtailsnippetchoosers_content_contactcard:create"), prefixed)
    assert not ContactCard.objects.filter(name="夺来的窗口").exists()
    lawful.post(reverse(f"{SPACE}:add"), card_form(own.department))
    assert ContactCard.objects.get(name="夺来的窗口").department == own.department


def test_edit_card__stays_when_the_department_is_foreign(attempt, lawful, own, foreign):
    url = address(f"{SPACE}:edit", own.card.pk)
    attempt.post(url, card_form(foreign.department))
    own.card.refresh_from_db()
    assert (own.card.department, own.card.latest_revision_id) == (own.department, own.card_revision.pk)
    lawful.post(url, card_form(own.department))
    own.card.refresh_from_db()
    assert own.card.get_latest_revision_as_object().name == "夺来的窗口"


@pytest.mark.parametrize(
    "name",
    [
        *("edit", "delete", "usage", "history", "inspect", "copy", "unpublish", "lock", "unlock", "preview_on_edit"),
        *("workflow_history", "confirm_workflow_cancellation"),
    ],
)
def test_card__refused_when_it_is_foreign(attempt, own, foreign, name):
    for person in OFFICE:
        for method in ("get", "post"):
            answer = attempt.by(getattr(own, person))(
                method, address(f"{SPACE}:{name}", foreign.card.pk), card_form(own.department)
            )
            assert answer.status_code in (404, 405)


def test_copy_card__overwrites_nothing_when_it_is_posted(attempt, lawful, own, foreign):
    for office in (own, foreign):
        attempt.post(address(f"{SPACE}:copy", office.card.pk), card_form(own.department))
    assert ContactCard.objects.get(pk=own.card.pk).name == own.card.name
    assert not ContactCard.objects.filter(name="夺来的窗口").exists()
    assert own.card.name in readable(lawful.get(address(f"{SPACE}:copy", own.card.pk)))


def test_delete_many_cards__refused_when_one_is_foreign(attempt, lawful, own, foreign):
    url = address("wagtail_bulk_action", "content", "contactcard", "delete")
    for numbers in (f"id={foreign.card.pk}", f"id={own.card.pk}&id={foreign.card.pk}"):
        assert attempt.get(f"{url}?{numbers}").status_code == attempt.post(f"{url}?{numbers}").status_code == 404
    assert lawful.get(f"{url}?id={own.card.pk}").status_code == 200
    attempt.post(f"{url}?id=all")
    assert set(ContactCard.objects.all()) == {foreign.card}


@pytest.mark.parametrize("name", ["revisions_view", "revisions_revert", "revisions_unschedule"])
def test_card_revision__refused_when_it_is_foreign(attempt, lawful, own, foreign, name):
    for card in (own.card, foreign.card):
        url = address(f"{SPACE}:{name}", card.pk, foreign.card_revision.pk)
        assert attempt.get(url).status_code == attempt.post(url, card_form(own.department)).status_code == 404
    if name != "revisions_unschedule":
        assert lawful.get(address(f"{SPACE}:{name}", own.card.pk, own.card_revision.pk)).status_code == 200


def test_card_comparison__refused_when_a_revision_is_foreign(attempt, lawful, own, foreign):
    name = f"{SPACE}:revisions_compare"
    for card, first, second in (
        (own.card, foreign.card_revision.pk, "latest"),
        (own.card, "earliest", foreign.card_revision.pk),
        (foreign.card, "earliest", "latest"),
    ):
        assert attempt.get(address(name, card.pk, first, second)).status_code == 404
    assert lawful.get(address(name, own.card.pk, own.card_revision.pk, "latest")).status_code == 200


def test_card_step__refused_when_its_state_is_foreign_under_ones_own_card(attempt, lawful, own, foreign):
    states = {office.slug: submit_card(office.card, office.webmaster) for office in (own, foreign)}
    state = states["caizheng"].current_task_state
    for person in OFFICE:
        attempt.by(getattr(own, person))
        for card in (own.card, foreign.card):
            for name in ("workflow_action", "collect_workflow_action_data"):
                url = address(f"{SPACE}:{name}", card.pk, "approve", state.pk)
                assert attempt.post(url, {"comment": "x"}).status_code == 404
            detail = address(f"{SPACE}:workflow_history_detail", card.pk, states["caizheng"].pk)
            assert attempt.get(detail).status_code == 404
            step = address(f"{SPACE}:workflow_preview", foreign.card.pk, state.task_id)
            assert attempt.get(step).status_code == 404
    assert lawful.get(address(f"{SPACE}:workflow_history_detail", own.card.pk, states["jiaoyu"].pk)).status_code == 200


def test_approve_card__refused_when_it_is_foreign(attempt, client, own, foreign):
    for office in (own, foreign):
        submit_card(office.card, office.webmaster)
    for person in OFFICE:
        attempt.by(getattr(own, person))
        for kind in ("contactcard", "content.contactcard", "card", "proposal"):
            attempt.post(address("approval_text", kind.replace(".", "-"), foreign.card.pk), {"action": "approve"})
        url = address("withdraw_text", "content.contactcard", foreign.card.pk)
        assert attempt.get(url).status_code == attempt.post(url, {"reason": "夺"}).status_code == 404
        attempt.get(reverse("approval_texts"))
    client.force_login(own.reviewer)
    assert own.card.name in readable(client.get(reverse("approval_texts")))


def grant_form(user, **facts):
    return {"account": user.username, "action": "change", "reason": "夺", **facts}


def test_grant__refused_when_the_object_is_foreign(attempt, own, foreign):
    url = address("sharing_rights", "content.contactcard", foreign.card.pk)
    for person in OFFICE:
        user = getattr(own, person)
        assert attempt.by(user).get(url).status_code == attempt.post(url, grant_form(user)).status_code == 404
    assert not ContactCardAccountGrant.objects.exists()


def test_grant__refused_when_it_is_to_oneself(attempt, client, own, foreign):
    url = address("sharing_rights", "content.contactcard", own.card.pk)
    form = grant_form(own.administrator)
    assert attempt.by(own.administrator).post(url, form).status_code == 200
    attempt.post(url, {"department": own.department.pk, "action": "change", "reason": "夺"})
    assert not ContactCardAccountGrant.objects.exists()
    client.force_login(own.administrator)
    assert client.post(url, form | {"account": own.colleague.username}).status_code == 302
    assert ContactCardAccountGrant.objects.get().user == own.colleague


def test_revocation__refused_when_the_grant_is_foreign(attempt, client, own, foreign):
    client.force_login(foreign.administrator)
    url = address("sharing_rights", "content.contactcard", foreign.card.pk)
    client.post(url, grant_form(foreign.colleague))
    row = ContactCardAccountGrant.objects.get()
    for person in OFFICE:
        attempt.by(getattr(own, person))
        for card in (own.card, foreign.card):
            url = address("sharing_revoke", "content.contactcard", card.pk, "account", row.pk)
            assert attempt.post(url, {"reason": "夺"}).status_code == 404
        attempt.get(reverse("sharing_grants"), {"department": foreign.department.pk})


def test_pick__refused_when_it_is_foreign(attempt, own, foreign):
    column = make_portal_column(make_site().home, ["GZDT"])
    pick = Pick.objects.create(page=foreign.public.contentpage_ptr, column=column, department=foreign.department)
    before = Pick.objects.filter(pk=pick.pk).values().get()
    form = {"decision": "adopted", "pin_order": "1", "headline": "夺", "page": own.public.pk}
    for person in OFFICE:
        attempt.by(getattr(own, person))
        for name in ("edit", "delete", "history", "usage", "inspect"):
            url = address(f"wagtailsnippets_home_pick:{name}", pick.pk)
            assert attempt.get(url).status_code == 404
            assert attempt.post(url, form).status_code in (404, 405)
        attempt.get(reverse("wagtailsnippets_home_pick:list"), {"department": foreign.department.pk})
        desk = address("portal_column_desk", column.pk)
        assert refused(attempt.post(desk, {"pick": pick.pk, "action": "up", "decision": "adopted", "pin_order": "1"}))
    assert Pick.objects.filter(pk=pick.pk).values().get() == before
