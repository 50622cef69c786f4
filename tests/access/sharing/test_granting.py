"""Who may grant what to whom and until when: every refusal is a sentence beside its field, and on record."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cms.access.audit.events import Event
from cms.access.sharing.actions import Action
from cms.access.sharing.addresses import rights_url
from cms.access.sharing.granting import grant, revoke
from cms.access.sharing.holders import Holder
from cms.access.sharing.models import GrantEvent
from cms.content.models import ContactCard
from cms.organisation.models import Department
from cms.organisation.roles import Role
from home.models import Pick
from tests.access.sharing.helpers import audited, facts, rows
from tests.factories import make_article, make_site, make_user
from tests.home.helpers import make_portal_column

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_grant__stands_with_its_origin_and_end_when_given_by_who_may(screens, own, other, office, tomorrow, who):
    granter = {"office": office, "administrator": own.administrator}[who]
    row = screens.granted(
        granter, own.draft, account=other.webmaster.username, until=tomorrow.isoformat(), reason="联合办事"
    )
    assert (row.user, row.action, row.until) == (other.webmaster, Action.VIEW, tomorrow)
    assert (row.granted_by, row.reason) == (granter, "联合办事")
    entry = audited(Event.GRANTED)[0]
    assert (entry.user_id, entry.department_id) == (granter.pk, own.department.pk)
    assert entry.target == f"content.contactcard:{own.draft.pk}"
    assert facts(entry)["holder"] == f"account:{other.webmaster.pk}"
    assert facts(entry)["until"] == tomorrow.isoformat()


@pytest.mark.parametrize("who", ["webmaster", "reviewer", "editor", "foreign", "portal", "system", "auditor"])
def test_rights__do_not_exist_for_who_may_not_grant(screens, own, other, editor, who):
    user = {
        "webmaster": own.webmaster,
        "reviewer": own.reviewer,
        "editor": editor,
        "foreign": other.administrator,
        "portal": make_user("portal-a", None, Role.ADMINISTRATOR),
        "system": make_user("system", None, Role.SYSTEM_ADMINISTRATOR),
        "auditor": make_user("auditor", None, Role.AUDITOR),
    }[who]
    looked = screens.rights(user, own.draft)
    assert looked.status_code == 404
    assert own.draft.name not in looked.content.decode()
    assert screens.grant(user, own.draft, account=other.reviewer.username).status_code == 404
    assert rows(own.draft) == []
    entry = audited(Event.GRANT_REFUSED)[0]
    assert (entry.user_id, entry.target) == (user.pk, f"content.contactcard:{own.draft.pk}")
    assert facts(entry)["sent"]["account"] == other.reviewer.username
    with pytest.raises(PermissionDenied):
        grant(own.draft, Holder(account=other.reviewer), Action.VIEW, user, reason="绕过表单")


@pytest.mark.parametrize("number", [999_999, 2**70])
def test_rights__are_not_found_when_there_is_no_such_object(screens, own, office, number):
    url = rights_url(ContactCard(pk=number))
    assert screens.of(office).get(url).status_code == 404
    assert screens.of(office).post(url, {"action": "view"}).status_code == 404


@pytest.mark.parametrize("label", ["organisation.user", "organisation.plannedcolumn", "content.nothing"])
def test_rights__are_not_found_when_the_model_is_not_shared(screens, own, office, label):
    url = rights_url(own.draft).replace("content.contactcard", label)
    assert screens.of(office).get(url).status_code == 404


def twin_of(user):
    """Another account of the same person."""
    return make_user(f"{user.username}-2", user.department, person=user.person)


def closed_account(department):
    return make_user("gone", department, is_active=False)


def closed_department(**facts):
    return Department.objects.create(
        slug="old", name="原某厅", short_name="原某厅", status=Department.Status.CLOSED, **facts
    )


@pytest.mark.parametrize(
    ("field", "send"),
    [
        ("account", lambda own, other: {"account": own.administrator.username}),
        ("account", lambda own, other: {"account": twin_of(own.administrator).username}),
        ("department", lambda own, other: {"department": own.department.pk}),
        ("role", lambda own, other: {"department": own.department.pk, "role": Role.ADMINISTRATOR}),
        ("account", lambda own, other: {"account": closed_account(other.department).username}),
        ("department", lambda own, other: {"department": closed_department().pk}),
        ("account", lambda own, other: {"account": make_user("left", closed_department()).username}),
        ("until", lambda own, other: {"account": other.webmaster.username, "until": "2020-01-01"}),
        ("until", lambda own, other: {"account": other.webmaster.username, "until": "明天"}),
        ("account", lambda own, other: {"account": "nobody-of-this-name"}),
        ("account", lambda own, other: {}),
        ("account", lambda own, other: {"account": other.webmaster.username, "department": other.department.pk}),
        ("role", lambda own, other: {"department": other.department.pk, "role": "emperor"}),
        ("role", lambda own, other: {"department": other.department.pk, "role": Role.SUPERVISOR}),
        ("role", lambda own, other: {"role": Role.AUDITOR}),
        ("department", lambda own, other: {"department": 999_999}),
        ("department", lambda own, other: {"department": "x"}),
        ("reason", lambda own, other: {"account": other.webmaster.username, "reason": " "}),
        ("action", lambda own, other: {"account": other.webmaster.username, "action": "delete"}),
        ("action", lambda own, other: {"account": other.webmaster.username, "action": Action.APPROVE}),
        ("action", lambda own, other: {"department": other.department.pk, "role": "webmaster", "action": "approve"}),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_grant__refused_beside_the_field_and_on_record(screens, own, other, field, send):
    sent = send(own, other)
    response = screens.grant(own.administrator, own.draft, sent.pop("action", Action.VIEW), **sent)
    assert list(screens.refusals(response)) == [field]
    assert rows(own.draft) == []
    assert not GrantEvent.objects.exists()
    entry = audited(Event.GRANT_REFUSED)[0]
    assert (entry.user_id, entry.department_id) == (own.administrator.pk, own.department.pk)
    assert facts(entry)["refused"] == screens.refusals(response)[field]


@pytest.mark.parametrize("role", ["", Role.SUPERVISOR])
def test_grant__refused_when_the_office_grants_to_itself(screens, own, office, role):
    sent = {"role": role} if role else {"account": office.username}
    assert screens.refusals(screens.grant(office, own.draft, Action.CHANGE, **sent))
    assert rows(own.draft) == []


def test_grant__refused_when_the_last_day_was_yesterday_and_taken_when_it_is_today(screens, own, other):
    today = timezone.localdate()
    yesterday = {"account": other.webmaster.username, "until": (today - timedelta(days=1)).isoformat()}
    assert "until" in screens.refusals(screens.grant(own.administrator, own.draft, **yesterday))
    screens.granted(own.administrator, own.draft, account=other.webmaster.username, until=today.isoformat())
    assert screens.can(other.webmaster, own.draft) == {Action.VIEW}


@pytest.fixture
def pick(own, editor):
    """The portal's decision about a page of the department."""
    column = make_portal_column(make_site().home, ["GZDT"])
    page = make_article(own.column, "公开消息")
    return Pick.objects.create(page=page.contentpage_ptr, column=column, reason="已阅")


def test_grant__refused_when_the_department_itself_has_not_the_right(screens, own, other, office, pick):
    sent = {"account": other.webmaster.username}
    assert "action" in screens.refusals(screens.grant(own.administrator, pick, Action.CHANGE, **sent))
    screens.granted(own.administrator, pick, Action.VIEW, **sent)
    screens.granted(office, pick, Action.CHANGE, **sent)


@pytest.mark.parametrize("action", [Action.USE, Action.APPROVE])
def test_grant__refused_when_the_right_has_no_effect_on_the_model(screens, own, other, office, pick, action):
    assert "action" in screens.refusals(screens.grant(office, pick, action, account=other.reviewer.username))


def test_pick__read_and_written_as_granted(screens, own, other, office, pick):
    form = {"page": pick.page_id, "column": pick.column_id, "decision": "refused", "reason": "重复"}
    assert not screens.lists(other.webmaster, pick)
    screens.granted(office, pick, Action.VIEW, account=other.webmaster.username)
    assert screens.lists(other.webmaster, pick)
    assert screens.status(other.webmaster, "edit", pick, form) == 404
    screens.granted(office, pick, Action.CHANGE, account=other.webmaster.username)
    assert screens.status(other.webmaster, "edit", pick) == 200
    screens.status(other.webmaster, "edit", pick, form)
    pick.refresh_from_db()
    assert (pick.decision, pick.reason, pick.department) == ("refused", "重复", own.department)
    assert screens.status(other.webmaster, "delete", pick, {}) == 404


def test_grant__changes_its_end_when_granted_again(screens, own, other, tomorrow):
    screens.granted(own.administrator, own.draft, account=other.webmaster.username)
    sent = {"account": other.webmaster.username, "until": tomorrow.isoformat(), "reason": "延长"}
    assert screens.grant(own.administrator, own.draft, **sent).status_code == 302
    assert [(row.until, row.reason) for row in rows(own.draft)] == [(tomorrow, "延长")]
    assert [each.kind for each in GrantEvent.objects.about(own.draft)] == ["changed", "granted"]


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_revocation__takes_everything_at_once(screens, own, other, office, who):
    row = screens.granted(own.administrator, own.draft, Action.CHANGE, account=other.webmaster.username)
    reader = screens.of(other.webmaster)
    address = f"/admin/snippets/content/contactcard/edit/{own.draft.pk}/"
    assert reader.get(address).status_code == 200
    user = {"office": office, "administrator": own.administrator}[who]
    assert screens.revoke(user, row).status_code == 302
    assert reader.get(address).status_code == 404
    assert screens.can(other.webmaster, own.draft) == set()
    entry = audited(Event.REVOKED)[0]
    assert (entry.user_id, facts(entry)["how"], facts(entry)["reason"]) == (user.pk, "revoked", "不再需要")


@pytest.mark.parametrize("who", ["webmaster", "foreign", "holder", "former"])
def test_revocation__does_not_exist_for_who_may_not_grant(screens, own, other, who):
    row = screens.granted(own.administrator, own.draft, account=other.webmaster.username)
    user = {
        "webmaster": own.webmaster,
        "foreign": other.administrator,
        "holder": other.webmaster,
        "former": own.administrator,
    }[who]
    if who == "former":
        user.groups.clear()
        user.groups.add(*other.administrator.groups.all())
    assert screens.revoke(user, row).status_code == 404
    assert rows(own.draft) == [row]
    with pytest.raises(PermissionDenied):
        revoke(row, type(user).objects.get(pk=user.pk))


def test_revocation__not_found_under_another_objects_address(screens, own, other):
    row = screens.granted(own.administrator, own.draft, account=other.webmaster.username)
    mine = f"{rights_url(other.draft)}revoke/account/{row.pk}/"
    assert screens.of(other.administrator).post(mine, {}).status_code == 404
    wrong = f"{rights_url(own.draft)}revoke/group/{row.pk}/"
    assert screens.of(own.administrator).post(wrong, {}).status_code == 404
    assert rows(own.draft) == [row]


def test_revocation__asks_first(screens, own, other):
    row = screens.granted(own.administrator, own.draft, account=other.webmaster.username)
    page = screens.of(own.administrator).get(f"{rights_url(own.draft)}revoke/account/{row.pk}/")
    assert other.webmaster.username in page.content.decode()
    assert rows(own.draft) == [row]


def test_grant__asks_who_is_there_when_sign_in_is_strict(screens, own, other, settings):
    settings.STRICT_SIGN_IN = True
    client = screens.of(own.administrator)
    client.post(rights_url(own.draft), {"action": "view", "reason": "x", "account": other.webmaster.username})
    assert rows(own.draft) == []
