"""The history of grants holds everything and is only ever appended to; the screens tell it and why somebody may."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cms.access.sharing.actions import Action
from cms.access.sharing.addresses import LIST, rights_url
from cms.access.sharing.models import GrantEvent
from cms.organisation.roles import Role
from cms.triggers.installing import differences
from tests.access.sharing.helpers import rows, viewset
from tests.factories import make_department, make_user, role_group

pytestmark = pytest.mark.django_db
TABLE = GrantEvent._meta.db_table


@pytest.fixture
def event(screens, own, other):
    """One event."""
    screens.granted(own.administrator, own.draft, account=other.webmaster.username)
    return GrantEvent.objects.get()


@pytest.mark.parametrize("sql", [f"UPDATE {TABLE} SET by_name = 'x'", f"DELETE FROM {TABLE}"])
def test_history__not_changed_or_removed_by_sql(event, sql):
    with pytest.raises(DatabaseError, match="appended"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_history__not_changed_or_removed_by_the_models(event):
    event.by_name = "别人"
    for change in (event.save, event.delete, GrantEvent.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        GrantEvent.objects.update(by_name="别人")
    assert differences() == ([], [])


def test_history__stays_when_the_people_in_it_are_renamed(event, own, other):
    other.webmaster.person.name = "改名"
    other.webmaster.username = "renamed"
    other.webmaster.save()
    assert GrantEvent.objects.get().holder_name == event.holder_name


def test_history__tells_each_step_on_the_screen(screens, own, other, tomorrow):
    row = screens.granted(own.administrator, own.draft, Action.USE, account=other.webmaster.username)
    screens.grant(
        own.administrator,
        own.draft,
        Action.USE,
        account=other.webmaster.username,
        until=tomorrow.isoformat(),
        reason="延长到明天",
    )
    screens.revoke(own.administrator, row, "事情办完")
    page = screens.rights(own.administrator, own.draft)
    events = page.context["events"]
    assert [each.kind for each in events] == ["revoked", "changed", "granted"]
    assert [each.reason for each in events] == ["事情办完", "延长到明天", "联合办事"]
    html = page.content.decode()
    for words in ("事情办完", "延长到明天", str(own.administrator), other.webmaster.username):
        assert words in html


def test_history__is_cut_into_pages(screens, own, other):
    for _turn in range(11):
        row = screens.granted(own.administrator, own.draft, account=other.webmaster.username)
        screens.revoke(own.administrator, row)
    client = screens.of(own.administrator)
    assert len(client.get(rights_url(own.draft)).context["events"]) == 20
    assert len(client.get(rights_url(own.draft), {"p": 2}).context["events"]) == 2


def test_screen__tells_who_has_what_and_by_which_way(screens, own, other, editor, tomorrow):
    deputy = make_user("deputy", other.department, Role.SIGNER)
    role_group(Role.PORTAL_EDITOR)
    screens.granted(own.administrator, own.card, Action.VIEW, account=other.webmaster.username)
    screens.granted(own.administrator, own.card, Action.APPROVE, department=other.department.pk, role=Role.SIGNER)
    screens.granted(own.administrator, own.card, Action.USE, department=other.department.pk, until=tomorrow)
    page = screens.rights(own.administrator, own.card)
    shown = {standing.holder: standing for standing in page.context["standings"]}
    ways = {holder: (set(map(str, each.rights)), each.number) for holder, each in shown.items()}
    webmasters = ways[f"{own.department} · {Role.WEBMASTER.label}"]
    assert webmasters == ({Action.VIEW.label, Action.USE.label, Action.CHANGE.label}, 1)
    reviewers = ways[f"{own.department} · {Role.REVIEWER.label}"]
    assert reviewers == ({Action.VIEW.label, Action.USE.label, Action.APPROVE.label}, 1)
    signers = shown[f"{other.department} · {Role.SIGNER.label}"]
    assert set(signers.people) == {str(other.signer), str(deputy)}
    assert next(each for each in shown.values() if each.until == tomorrow).number == 5
    editors = next(each for holder, each in shown.items() if str(Role.PORTAL_EDITOR.label) in holder)
    assert list(map(str, editors.rights)) == [str(Action.USE.label)]
    html = page.content.decode()
    assert all(str(standing.why) in html for standing in shown.values())
    assert html.count(str(own.administrator)) >= 3


def test_screen__names_no_editor_of_the_portal_when_the_card_is_a_draft(screens, own, editor):
    shown = screens.rights(own.administrator, own.draft).context["standings"]
    assert not any(str(Role.PORTAL_EDITOR.label) in standing.holder for standing in shown)


def test_way__to_the_rights_stands_beside_the_object_for_who_may_grant(screens, own, other, office):
    screens.granted(own.administrator, own.draft, Action.CHANGE, account=other.webmaster.username)
    listing, inspect, edit = (viewset().get_url_name(name) for name in ("list", "inspect", "edit"))
    address = rights_url(own.draft)
    for user in (own.administrator, office):
        client = screens.of(user)
        assert address in client.get(reverse(listing)).content.decode()
        assert address in client.get(reverse(inspect, args=[own.draft.pk])).content.decode()
    assert address in screens.of(office).get(reverse(edit, args=[own.draft.pk])).content.decode()
    for user in (own.webmaster, other.webmaster):
        client = screens.of(user)
        assert address not in client.get(reverse(listing)).content.decode()
        assert address not in client.get(reverse(edit, args=[own.draft.pk])).content.decode()


@pytest.fixture
def shared_both_ways(screens, own, other, third, tomorrow):
    """Grants of three departments, two of which concern the first."""
    screens.granted(own.administrator, own.draft, account=other.webmaster.username, until=tomorrow.isoformat())
    screens.granted(other.administrator, other.draft, department=own.department.pk)
    screens.granted(
        third.administrator, third.draft, department=other.department.pk, role=Role.WEBMASTER, until=tomorrow
    )


def titles(response):
    """The objects that the list of grants names."""
    return [line.title for line in response.context["lines"]]


def test_list__holds_all_for_the_office_and_an_administrators_own(shared_both_ways, screens, own, other, third, office):
    assert set(titles(screens.all_grants(office))) == {own.draft.name, other.draft.name, third.draft.name}
    mine = screens.all_grants(own.administrator)
    assert titles(mine) == [own.draft.name, other.draft.name]
    assert third.draft.name not in mine.content.decode()
    assert rights_url(own.draft) in mine.content.decode()
    assert rights_url(other.draft) not in mine.content.decode()


@pytest.mark.parametrize("who", ["webmaster", "editor", "portal"])
def test_list__not_there_or_empty_for_who_keeps_no_rights(shared_both_ways, screens, own, editor, who):
    user = {
        "webmaster": own.webmaster,
        "editor": editor,
        "portal": make_user("portal-a", None, Role.ADMINISTRATOR),
    }[who]
    answer = screens.all_grants(user)
    assert answer.status_code == 404 if who != "portal" else titles(answer) == []
    shown = reverse(LIST) in screens.of(user).get(reverse("wagtailadmin_home")).content.decode()
    assert shown == (who == "portal")


def test_list__narrowed_by_direction_end_department_and_kind(shared_both_ways, screens, own, other, third, office):
    def found(user, **query):
        return titles(screens.all_grants(user, **query))

    assert found(own.administrator, direction="given") == [own.draft.name]
    assert found(own.administrator, direction="received") == [other.draft.name]
    assert set(found(office, ends_within=14)) == {own.draft.name, third.draft.name}
    assert set(found(office, department=third.department.pk)) == {third.draft.name}
    assert len(found(office, model="content.contactcard")) == 3
    assert found(office, model="home.pick") == []
    assert len(found(office, model="x", ends_within="soon", department="y")) == 3


def test_list__holds_the_portals_own_for_its_administrator(screens, own, office, other):
    administrator = make_user("portal-a", None, Role.ADMINISTRATOR)
    editor = make_user("menhu", None, Role.PORTAL_EDITOR)
    screens.granted(own.administrator, own.draft, account=editor.username)
    screens.granted(own.administrator, own.draft, role=Role.PORTAL_EDITOR)
    screens.granted(own.administrator, own.card, department=other.department.pk)
    assert titles(screens.all_grants(administrator)) == [own.draft.name] * 2


def test_desk__names_what_ends_soon_to_administrators_and_the_office(shared_both_ways, screens, own, other, office):
    def desk(user):
        return screens.of(user).get(reverse("wagtailadmin_home")).content.decode()

    assert own.draft.name in desk(own.administrator)
    assert rights_url(own.draft) in desk(own.administrator)
    assert other.draft.name not in desk(own.administrator)
    assert rights_url(own.draft) in desk(office)
    assert rights_url(own.draft) not in desk(other.administrator)
    assert own.draft.name in desk(other.administrator)


def test_department__that_is_deleted_takes_its_grants_along_with_a_note(screens, own, office):
    department = make_department("linshi")
    screens.granted(office, own.draft, department=department.pk)
    department.delete()
    assert rows(own.draft) == []
    assert [each.kind for each in GrantEvent.objects.about(own.draft)] == ["gone", "granted"]


def test_event__has_the_moment_at_which_it_was_written(event):
    assert abs((timezone.now() - event.at).total_seconds()) < 60
