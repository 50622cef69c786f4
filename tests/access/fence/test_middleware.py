"""The fence itself: one refusal for what is foreign, unknown or not there, and nothing for it to pay."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.access.fence import registry
from cms.organisation.roles import Role
from tests.access.fence.helpers import address, bare
from tests.approval.helpers import submit
from tests.factories import make_user

pytestmark = pytest.mark.django_db

MISSING = 999_999
BY_PAGE = (
    *("edit", "usage", "view_draft", "delete", "unpublish", "convert_alias", "set_privacy", "lock", "unlock", "copy"),
    *("move", "history", "history_results", "workflow_history", "add_subpage", "preview_on_edit", "set_page_position"),
    *("confirm_workflow_cancellation", "revisions_index"),
)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", BY_PAGE)
def test_page__answered_as_missing_when_it_is_foreign(client, own, foreign, name, method):
    client.force_login(own.webmaster)
    name = f"wagtailadmin_pages:{name}"
    answers = [getattr(client, method)(address(name, number)) for number in (foreign.draft.pk, MISSING)]
    assert bare(answers[0]) == bare(answers[1])
    assert answers[0].status_code == 404


@pytest.mark.parametrize("name", ["wagtailadmin_explore", "wagtailadmin_explore_results"])
def test_explorer__answered_as_missing_when_page_is_foreign(client, own, foreign, name):
    client.force_login(own.webmaster)
    answers = [client.get(address(name, number)) for number in (foreign.column.pk, MISSING)]
    assert bare(answers[0]) == bare(answers[1])
    assert answers[0].status_code == 404


@pytest.mark.parametrize("role", ["webmaster", "reviewer", "signer"])
def test_explorer__open_when_page_is_ones_own(client, own, foreign, role):
    client.force_login(getattr(own, role))
    assert client.get(address("wagtailadmin_explore", own.column.pk)).status_code == 200
    assert client.get(address("wagtailadmin_explore_root"), follow=True).status_code == 200


def test_address__refused_when_no_rule_knows_it(client, own, foreign, monkeypatch):
    client.force_login(own.webmaster)
    url = address("wagtailadmin_pages:edit", own.draft.pk)
    assert client.get(url).status_code == 200
    monkeypatch.delitem(registry._rules, "wagtailadmin_pages:edit")
    unknown = client.get(url)
    assert bare(unknown) == bare(client.get(address("wagtailadmin_pages:edit", MISSING)))
    assert bare(unknown) == bare(client.get("/admin/no-such-address/"))


def test_address__open_to_the_supervising_office_when_no_rule_knows_it(client, own, foreign, monkeypatch):
    client.force_login(make_user("office", None, Role.SUPERVISOR))
    monkeypatch.delitem(registry._rules, "wagtailadmin_reports:site_history")
    assert client.get(address("wagtailadmin_reports:site_history")).status_code == 200


def test_address__leads_to_the_sign_in_when_nobody_is_signed_in(client, own, foreign):
    for number in (foreign.draft.pk, MISSING):
        response = client.get(address("wagtailadmin_pages:edit", number))
        assert response.status_code == 302
        assert address("wagtailadmin_login") in response.url


def test_step__answered_as_missing_when_it_is_of_a_foreign_text(client, own, foreign):
    for tenant in (own, foreign):
        submit(tenant.draft, tenant.webmaster)
    state = Page.objects.get(pk=foreign.draft.pk).specific.current_workflow_state
    client.force_login(own.reviewer)
    number = own.draft.pk
    for name, args in (
        ("workflow_action", (number, "approve", state.current_task_state_id)),
        ("collect_workflow_action_data", (number, "approve", state.current_task_state_id)),
        ("workflow_preview", (number, state.current_task_state.task_id)),
        ("workflow_history_detail", (number, state.pk)),
    ):
        absent = (*args[:-1], MISSING)
        answers = [client.post(address(f"wagtailadmin_pages:{name}", *each)) for each in (args, absent)]
        assert answers[0].status_code == 404
        assert bare(answers[0]) == bare(answers[1])
    state.refresh_from_db()
    assert state.status == "in_progress"


def test_parameters__refused_when_they_name_a_foreign_page(client, own, foreign):
    client.force_login(own.webmaster)
    for name, form in (("copy", {"new_title": "副本", "new_slug": "c"}), ("move", {})):
        url = address(f"wagtailadmin_pages:{name}", own.draft.pk)
        answers = [client.post(url, form | {"new_parent_page": pk}) for pk in (foreign.column.pk, MISSING, "x")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({bare(answer) for answer in answers}) == 1
    url = address("wagtailadmin_pages:move_confirm", own.draft.pk, foreign.column.pk)
    assert client.get(url).status_code == 404


def test_copy__made_when_the_place_is_ones_own(client, own, foreign):
    client.force_login(own.webmaster)
    form = {"new_title": "副本", "new_slug": "copy", "new_parent_page": own.column.pk}
    client.post(address("wagtailadmin_pages:copy", own.draft.pk), form)
    assert Page.objects.get(slug="copy").is_child_of(own.column)


@pytest.mark.parametrize("name", ["wagtailadmin_explore", "wagtailadmin_pages:edit"])
def test_request__costs_two_statements_more_at_most_when_fenced(client, own, foreign, settings, name):
    client.force_login(own.webmaster)
    url = address(name, own.column.pk)
    client.get(url)
    with CaptureQueriesContext(connection) as fenced:
        assert client.get(url).status_code == 200
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "fence" not in each]
    with CaptureQueriesContext(connection) as open_to_all:
        assert client.get(url).status_code == 200
    assert len(fenced) - len(open_to_all) <= 2


@pytest.mark.parametrize(
    "name",
    [
        *("wagtailadmin_workflows:index", "wagtailadmin_workflows:task_index", "wagtailadmin_workflows:task_chooser"),
        *("wagtailadmin_api:images:listing", "wagtailadmin_api:documents:listing", "wagtailusers_groups:index"),
        *("wagtailsites:index", "wagtailredirects:index", "wagtaillocales:index"),
    ],
)
def test_list__not_there_when_it_is_the_installations(client, own, foreign, name):
    client.force_login(own.webmaster)
    assert client.get(address(name)).status_code == 404


def test_snippets_api__not_there_for_a_department(client, own, foreign):
    client.force_login(own.webmaster)
    assert client.get(address("wagtail_localize:snippets_api_listing", "home", "pick")).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_translation__refused_when_page_is_foreign(client, own, foreign, method):
    client.force_login(own.webmaster)
    name = "wagtail_localize:submit_page_translation"
    answers = [getattr(client, method)(address(name, number)) for number in (foreign.draft.pk, MISSING)]
    assert answers[0].status_code == 404
    assert bare(answers[0]) == bare(answers[1])
