"""Who was granted something sees, uses and changes exactly that, and nothing else."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from cms.access.sharing.actions import Action
from cms.content.models import ContactCard
from cms.organisation.roles import Role
from tests.access.sharing.helpers import viewset
from tests.approval.helpers import article_form
from tests.approval.paths.shared import page_with
from tests.factories import make_user

pytestmark = pytest.mark.django_db

EFFECTS = [
    (Action.VIEW, {Action.VIEW}),
    (Action.USE, {Action.USE}),
    (Action.CHANGE, {Action.VIEW, Action.CHANGE}),
]


def sent_for(kind, other):
    """The form's fields for the kind of holder."""
    return {
        "person": {"account": other.webmaster.username},
        "role": {"department": other.department.pk, "role": Role.WEBMASTER},
        "department": {"department": other.department.pk},
    }[kind]


@pytest.mark.parametrize("kind", ["person", "role", "department"])
@pytest.mark.parametrize(("action", "effect"), EFFECTS)
def test_grant__gives_exactly_the_right_when_it_holds(screens, own, other, third, kind, action, effect):
    assert screens.can(other.webmaster, own.draft) == set()
    screens.granted(own.administrator, own.draft, action, **sent_for(kind, other))
    assert screens.can(other.webmaster, own.draft) == effect
    assert screens.can(other.webmaster, own.card) == set()
    assert screens.can(third.webmaster, own.draft) == set()
    inherits = kind == "department"
    assert screens.can(other.reviewer, own.draft) == (effect if inherits else set())


def test_department__stands_for_people_who_come_later(screens, own, other):
    screens.granted(own.administrator, own.draft, Action.VIEW, department=other.department.pk)
    newcomer = make_user("newcomer", other.department, Role.WEBMASTER)
    assert screens.can(newcomer, own.draft) == {Action.VIEW}
    newcomer.department = own.department
    newcomer.groups.clear()
    newcomer.save()
    stranger = make_user("stranger", None, Role.PORTAL_EDITOR)
    assert screens.can(stranger, own.draft) == set()


def test_department__gives_nothing_to_who_was_put_into_its_group_by_hand(screens, own, other, third):
    row = screens.granted(own.administrator, own.draft, Action.VIEW, department=other.department.pk)
    third.webmaster.groups.add(row.group)
    assert screens.can(third.webmaster, own.draft) == set()


def test_change__leaves_the_card_with_its_department_and_in_approval(screens, own, other):
    screens.granted(own.administrator, own.card, Action.CHANGE, account=other.webmaster.username)
    form = {"department": other.department.pk, "name": "搬走的窗口", "phones": "1"}
    assert screens.status(other.webmaster, "edit", own.card, form) == 200
    form["department"] = own.department.pk
    screens.status(other.webmaster, "edit", own.card, {**form, "action-publish": "1"})
    stored = ContactCard.objects.get(pk=own.card.pk)
    assert (stored.department, stored.name) == (own.department, own.card.name)
    screens.status(other.webmaster, "edit", own.card, {**form, "action-submit": "1"})
    stored.refresh_from_db()
    assert stored.current_workflow_task_state is not None
    assert stored.name == own.card.name


@pytest.mark.parametrize("name", ["delete", "unpublish", "lock", "copy"])
def test_change__gives_no_right_of_a_role(screens, own, other, name):
    screens.granted(own.administrator, own.card, Action.CHANGE, account=other.webmaster.username)
    addresses = {pattern.name for pattern in viewset().get_urlpatterns()}
    if name not in addresses:
        pytest.skip("such cards have no such address")
    assert screens.status(other.webmaster, name, own.card) == 404
    assert screens.status(other.webmaster, name, own.card, {}) == 404
    assert ContactCard.objects.filter(pk=own.card.pk, live=True, locked=False).exists()


def test_bulk__takes_nothing_of_what_was_granted(screens, own, other):
    screens.granted(own.administrator, own.draft, Action.CHANGE, account=other.webmaster.username)
    url = reverse("wagtail_bulk_action", args=["content", "contactcard", "delete"])
    screens.of(other.webmaster).post(f"{url}?id={own.draft.pk}")
    screens.of(other.webmaster).post(f"{url}?id=all")
    assert ContactCard.objects.filter(pk=own.draft.pk).exists()


def test_list__links_only_to_what_the_person_may_do(screens, own, other):
    screens.granted(own.administrator, own.draft, Action.VIEW, account=other.webmaster.username)
    html = screens.of(other.webmaster).get(reverse(viewset().get_url_name("list"))).content.decode()
    edit, delete, inspect = (viewset().get_url_name(name) for name in ("edit", "delete", "inspect"))
    assert reverse(edit, args=[other.draft.pk]) in html
    assert reverse(inspect, args=[own.draft.pk]) in html
    assert reverse(edit, args=[own.draft.pk]) not in html
    assert reverse(delete, args=[own.draft.pk]) not in html
    seen = screens.of(other.webmaster).get(reverse(inspect, args=[own.draft.pk])).content.decode()
    assert reverse(edit, args=[own.draft.pk]) not in seen
    assert reverse(delete, args=[own.draft.pk]) not in seen


def test_use__lets_a_page_show_the_card_and_view_does_not(screens, own, other, third):
    screens.granted(own.administrator, own.card, Action.USE, account=other.webmaster.username)
    screens.granted(own.administrator, own.card, Action.VIEW, account=third.webmaster.username)
    assert saves_page_with(screens, other, own.card)
    assert not saves_page_with(screens, third, own.card)


def saves_page_with(screens, department, card):
    """Whether a draft of the department that names the card by number is taken."""
    page = page_with(department.column, department.card)
    cards = streamfield([("item", card.pk)])
    form = article_form(page, body=streamfield([("contact_cards", {"title": "", "cards": cards})]))
    answer = screens.of(department.webmaster).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    if answer.status_code == 404:
        return False
    named = type(page).objects.get(pk=page.pk).get_latest_revision_as_object().body
    assert answer.status_code == 302, answer.context["form"].errors
    return [each.pk for each in named[0].value["cards"]] == [card.pk]


@pytest.mark.parametrize("action", [Action.VIEW, Action.CHANGE])
def test_usage__does_not_name_pages_of_the_owner(screens, own, other, action):
    page = page_with(own.column, own.draft)
    page.title = "尚未公开的办事页"
    page.save()
    screens.granted(own.administrator, own.draft, action, account=other.webmaster.username)
    url = reverse(viewset().get_url_name("usage"), args=[own.draft.pk])
    assert "尚未公开的办事页" not in screens.of(other.webmaster).get(url).content.decode()


def test_django__answers_the_question_about_an_object_as_the_policy_does(screens, own, other):
    screens.granted(own.administrator, own.draft, Action.CHANGE, account=other.webmaster.username)
    user = type(other.webmaster).objects.get(pk=other.webmaster.pk)
    assert user.has_perm("content.change_contactcard", own.draft)
    assert not user.has_perm("content.approve_contactcard", own.draft)
    assert not user.has_perm("content.change_contactcard", own.card)
    user.is_active = False
    user.save()
    assert not type(user).objects.get(pk=user.pk).has_perm("content.change_contactcard", own.draft)
