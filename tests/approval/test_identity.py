"""Which accounts are one person's: changed by others, when nothing is under approval, and on record."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.approval.batches.course import add_to_batch, close_batch, open_batch
from cms.approval.batches.responsibility import objection_to_step
from cms.approval.batches.sampling import wrote_items
from cms.approval.models import Batch, Delegation, StepDecision
from cms.approval.models.tasks import StepRefused
from cms.approval.procedure.absence import Period, delegate, hand_over
from cms.approval.release.emergency import propose
from cms.approval.release.scheduling import unschedule
from cms.content.models import ArticlePage
from cms.organisation.models import Person
from cms.organisation.roles import Role
from tests.approval.helpers import decide, sentences, submit
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def supervisor(db):
    """Somebody of the supervising office."""
    return make_user("supervisor", None, Role.SUPERVISOR)


@pytest.fixture
def stranger(db):
    """A person without an account."""
    return Person.objects.create(name="另一人")


def change_person(client, user, account, person):
    """Say in the admin that the account is the person's."""
    client.force_login(user)
    roles = list(account.groups.values_list("role_group__role", flat=True))
    form = {"username": account.username, "last_name": "张", "first_name": "三", "email": "a@example.cn"}
    form |= {"department": account.department_id or "", "person": person.pk, "roles": roles, "is_active": "on"}
    return client.post(reverse("wagtailusers_users:edit", args=[account.pk]), form)


def whose(account):
    return get_user_model().objects.get(pk=account.pk).person


def test_person__changed_by_a_colleague_is_kept_with_the_account(client, supervisor, stranger, people):
    before = people["signer"].person
    assert change_person(client, supervisor, people["signer"], stranger).status_code == 302
    assert whose(people["signer"]) == stranger
    entry = ModelLogEntry.objects.get(action="organisation.person")
    assert (entry.user, entry.data["from"], entry.data["to"]) == (supervisor, before.pk, stranger.pk)
    history = client.get(reverse("wagtailusers_users:history", args=[people["signer"].pk])).content.decode()
    assert before.name in history
    assert stranger.name in history


def test_person__of_ones_own_second_account_is_another_colleagues_to_change(client, stranger, people, supervisor):
    twin = make_user("twin", people["signer"].department, Role.SIGNER, person=supervisor.person)
    change_person(client, supervisor, twin, stranger)
    assert whose(twin) == supervisor.person
    change_person(client, supervisor, people["signer"], supervisor.person)
    assert whose(people["signer"]) == people["signer"].person


@pytest.mark.parametrize("name", ["webmaster", "reviewer"])
def test_person__stays_while_something_of_the_person_is_under_approval(
    client, column, people, supervisor, stranger, name
):
    page = decide(submit(make_article(column, live=False), people["webmaster"]), people["reviewer"])
    response = change_person(client, supervisor, people[name], stranger)
    assert response.context["form"].errors["person"]
    assert whose(people[name]) == people[name].person
    response = change_person(client, supervisor, people["signer"], people[name].person)
    assert response.context["form"].errors["person"]
    decide(page, people["signer"])
    assert change_person(client, supervisor, people[name], stranger).status_code == 302


def test_person__stays_while_a_returned_text_of_the_person_is_being_changed(
    client, column, people, supervisor, stranger
):
    page = submit(make_article(column, live=False), people["webmaster"])
    page = decide(page, people["reviewer"], "reject", "改")
    colleague = make_user("w9", column.department, Role.WEBMASTER)
    page.save_revision(user=colleague)
    assert change_person(client, supervisor, colleague, stranger).context["form"].errors["person"]


def test_person__stays_while_a_batch_of_the_person_waits(client, column, people, supervisor, stranger):
    batch = open_batch(Batch.Kind.IMPORT, "旧文", prepared_by=people["webmaster"])
    assert change_person(client, supervisor, people["webmaster"], stranger).context["form"].errors["person"]
    Batch.objects.filter(pk=batch.pk).update(status=Batch.Status.RETURNED)
    assert change_person(client, supervisor, people["webmaster"], stranger).status_code == 302


def test_person__stays_while_an_emergency_of_the_person_is_not_reviewed(client, column, people, supervisor, stranger):
    page = make_article(column, live=False)
    page.save_revision()
    propose(page, people["webmaster"], people["signer"], "台风")
    assert change_person(client, supervisor, people["signer"], stranger).context["form"].errors["person"]


@pytest.fixture
def never_public(column, people):
    """A text of somebody who also reviews, approved for a day that it never saw."""
    author = make_user("e", column.department, Role.WEBMASTER, Role.REVIEWER)
    page = make_article(column, live=False)
    page.go_live_at = timezone.now() + DAY
    page = decide(submit(page, author), people["reviewer"])
    page = decide(page, people["signer"])
    unschedule(page, people["signer"], "不发了")
    page = ArticlePage.objects.get(pk=page.pk)
    page.go_live_at = None
    page.author = author
    return page


def test_author__decides_nothing_about_a_text_that_was_approved_and_never_public(never_public, people):
    page = submit(never_public, people["webmaster"])
    with pytest.raises(StepRefused):
        decide(page, get_user_model().objects.get(pk=never_public.author.pk))
    assert decide(page, people["reviewer"])


def test_author__decides_nothing_about_a_batch_with_a_text_that_was_approved_and_never_public(never_public):
    never_public.save_revision()
    batch = open_batch(Batch.Kind.IMPORT, "旧文")
    add_to_batch(batch, [never_public])
    close_batch(batch)
    assert wrote_items(batch, never_public.author)
    assert objection_to_step(never_public.author, batch)


def test_author__of_what_is_public_decides_about_the_next_text(column, people):
    author = make_user("e", column.department, Role.WEBMASTER, Role.REVIEWER)
    page = decide(submit(make_article(column, live=False), author), people["reviewer"])
    page = decide(page, people["signer"])
    assert page.live
    page.title = "改过"
    page = submit(page, people["webmaster"])
    batch = open_batch(Batch.Kind.IMPORT, "旧文")
    add_to_batch(batch, [page])
    assert not wrote_items(batch, author)
    decide(page, get_user_model().objects.get(pk=author.pk))


def test_handover__leaves_what_a_deputy_decided_for_the_successor_with_who_left(column, people, supervisor):
    deputy = make_user("d", column.department)
    today = timezone.localdate()
    delegate(people["reviewer"], deputy, Period(today, today + DAY), "出差", people["reviewer"])
    page = decide(submit(make_article(column, live=False), people["webmaster"]), deputy)
    assert StepDecision.objects.get().on_behalf_of == people["reviewer"].person
    assert hand_over(people["webmaster"], people["reviewer"], "调离", supervisor).submissions == 0
    assert decide(page, people["signer"]).live


def test_delegation__holds_by_the_provinces_day_whatever_zone_a_profile_names(people, monkeypatch):
    night = datetime.datetime(2026, 11, 10, 15, 30, tzinfo=datetime.UTC)
    deputy = make_user("d", people["reviewer"].department)
    facts = {"absent": people["reviewer"], "deputy": deputy, "reason": "出差", "made_by": people["reviewer"]}
    Delegation.objects.create(first_day="2026-11-11", last_day="2026-11-11", **facts)
    monkeypatch.setattr(timezone, "now", lambda: night)
    with timezone.override("Pacific/Kiritimati"):
        assert not Delegation.objects.in_force().exists()
    monkeypatch.setattr(timezone, "now", lambda: night + datetime.timedelta(hours=1))
    with timezone.override("America/Los_Angeles"):
        assert Delegation.objects.in_force().exists()
        delegate(people["signer"], deputy, Period(*[datetime.date(2026, 11, 11)] * 2), "出差", people["signer"])


@pytest.mark.parametrize("name", ["signer", "reviewer"])
@pytest.mark.parametrize("many", [False, True])
def test_deletion__of_an_account_that_decided_says_to_hand_over_instead(client, column, people, name, many):
    page = decide(submit(make_article(column, live=False), people["webmaster"]), people["reviewer"])
    decide(page, people["signer"])
    client.force_login(people["superuser"])
    account = people[name]
    one = reverse("wagtailusers_users:delete", args=[account.pk])
    together = reverse("wagtail_bulk_action", args=["organisation", "user", "delete"]) + f"?id={account.pk}"
    response = client.post(together if many else one, follow=True)
    assert any(str(account) in sentence for sentence in sentences(response))
    assert get_user_model().objects.filter(pk=account.pk).exists()


def test_deletion__of_an_account_that_decided_nothing_is_done(client, people):
    client.force_login(people["superuser"])
    plain = make_user("plain")
    client.post(reverse("wagtailusers_users:delete", args=[plain.pk]))
    assert not get_user_model().objects.filter(pk=plain.pk).exists()
