"""Steps, editors at work, offers and the interfaces of the admin: another's do not exist."""

import pytest
from wagtail.admin.models import EditingSession
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests.access.fence.helpers import address, readable
from tests.escalation.answers import refused

pytestmark = pytest.mark.django_db


def test_step__refused_when_its_state_is_foreign_under_ones_own_page(attempt, own, foreign):
    state = foreign.waiting.current_workflow_task_state
    for user in (own.webmaster, own.reviewer, own.signer):
        attempt.by(user)
        for page in (own.waiting, foreign.waiting):
            for name in ("workflow_action", "collect_workflow_action_data"):
                for action in ("approve", "reject"):
                    url = address(f"wagtailadmin_pages:{name}", page.pk, action, state.pk)
                    assert attempt.post(url, {"comment": "x"}).status_code == 404


def test_step__taken_when_it_is_ones_own(client, own):
    client.force_login(own.reviewer)
    assert client.get(address("approval_step", own.waiting.pk)).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        *("approval_step", "approval_preview", "approval_checks", "approval_schedule", "approval_urgent"),
        *("approval_recall", "approval_withdraw", "approval_page_log", "approval_emergency_propose", "approval_notice"),
        *("read_draft", "portal_offer"),
    ],
)
def test_approval__refused_when_the_page_is_foreign(attempt, own, foreign, name):
    form = {"reason": "夺", "comment": "夺", "decision": "approve", "action": "approve"}
    for user in (own.webmaster, own.reviewer, own.signer, own.administrator):
        for page in (foreign.waiting, foreign.draft):
            for method in ("get", "post"):
                answer = attempt.by(user)(method, address(name, page.pk), form)
                assert refused(answer), answer.places


def test_approval__open_when_the_page_is_ones_own(lawful, own):
    for name in ("approval_step", "approval_page_log"):
        assert lawful.get(address(name, own.waiting.pk)).status_code == 200


def test_cancel__refused_when_the_run_is_foreign(attempt, own, foreign):
    state = foreign.waiting.current_workflow_state
    for page in (foreign.waiting, own.waiting):
        url = address("wagtailadmin_pages:workflow_history_detail", page.pk, state.pk)
        assert attempt.get(url).status_code == 404
    url = address("wagtailadmin_pages:confirm_workflow_cancellation", foreign.waiting.pk)
    assert attempt.post(url).status_code == 404


def test_submission_of_many__refused_when_one_is_foreign(attempt, own, foreign):
    for name in ("approval_submissions", "approval_queue", "approval_handover", "approval_absence"):
        form = {"pages": [foreign.draft.pk], "page": foreign.draft.pk, "id": foreign.draft.pk, "to": own.reviewer.pk}
        for user in (own.webmaster, own.reviewer):
            attempt.by(user).post(address(name), form)


@pytest.mark.parametrize(
    "action", ["copy", "move", "delete", "publish", "unpublish", "create_alias", "revert_to_page_revision"]
)
def test_page_api__refused_when_it_acts(attempt, own, foreign, action):
    for page in (foreign.draft, own.draft):
        url = address("wagtailadmin_api:pages:action", page.pk, action)
        form = {"destination_page_id": own.column.pk, "slug": "api", "revision_id": foreign.revision.pk}
        assert attempt.post(url, form).status_code == 404
    assert not Page.objects.filter(slug="api").exists()


def test_page_api__tells_nothing_when_it_is_asked_for_foreign_pages(attempt, lawful, own, foreign):
    assert attempt.get(address("wagtailadmin_api:pages:detail", foreign.draft.pk)).status_code == 404
    listing = address("wagtailadmin_api:pages:listing")
    for query in (
        {"child_of": foreign.column.pk},
        {"descendant_of": foreign.home.pk},
        {"for_explorer": 1, "child_of": foreign.home.pk},
        {"title": foreign.draft.title},
        {"id": foreign.draft.pk, "fields": "*"},
    ):
        attempt.get(listing, query)
    assert attempt.get(address("wagtailadmin_api:pages:find"), {"id": foreign.draft.pk}).status_code == 404
    text = readable(lawful.get(listing, {"child_of": own.column.pk, "for_explorer": 1}))
    assert own.draft.title in text


def ping(office, session):
    number = office.draft.pk
    return address("wagtailadmin_editing_sessions:ping", "content", "articlepage", number, session.pk)


def session_of(office):
    return EditingSession.objects.create(
        user=office.webmaster, content_object=office.draft, last_seen_at="2026-01-01T00:00Z"
    )


def test_editing_session__refused_when_the_page_or_the_session_is_foreign(attempt, lawful, own, foreign):
    ours, theirs = session_of(own), session_of(foreign)
    for session in (ours, theirs):
        assert attempt.post(ping(foreign, session)).status_code == 404
    attempt.post(ping(own, theirs))
    attempt.post(address("wagtailadmin_editing_sessions:release", theirs.pk))
    theirs.refresh_from_db()
    assert (theirs.user, theirs.content_object) == (foreign.webmaster, foreign.draft.specific)
    assert theirs.last_seen_at.month == 1
    assert lawful.post(ping(own, ours)).status_code == 200


def test_dismissal__kept_for_oneself_when_another_account_is_named(attempt, own, foreign):
    url, form = address("wagtailadmin_dismissibles"), {"welcome": True, "user": foreign.webmaster.pk}
    attempt("patch", url, form, content_type="application/json")
    assert not UserProfile.objects.filter(user=foreign.webmaster).exclude(dismissibles={}).exists()
    assert UserProfile.objects.get(user=own.webmaster).dismissibles["welcome"] is True


@pytest.mark.parametrize("page", ["draft", "public", "hidden"])
def test_explorer__tells_nothing_when_filters_name_foreign_rows(attempt, own, foreign, page):
    for name in ("wagtailadmin_explore", "wagtailadmin_pages:search", "wagtailadmin_pages:search_results"):
        args = (own.column.pk,) if name.endswith("explore") else ()
        for query in (
            {"q": "草稿"},
            {"owner": foreign.webmaster.pk, "edited_by": foreign.webmaster.pk},
            {"site": foreign.site.pk},
            {"parent": getattr(foreign, page).pk},
        ):
            attempt.get(address(name, *args), query)
