"""Reports and filters: one's own texts, people, sites and procedures."""

import pytest
from django.utils import timezone

from cms.access.grants import grant_on_tree
from tests.access.fence.helpers import address, readable
from tests.approval.helpers import submit

pytestmark = pytest.mark.django_db

REPORTS = [
    *("site_history", "site_history_results", "workflow", "workflow_results", "workflow_tasks"),
    *("workflow_tasks_results", "locked_pages", "locked_pages_results", "aging_pages", "aging_pages_results"),
    *("page_types_usage", "page_types_usage_results"),
]


@pytest.fixture
def busy(own, foreign):
    """Both departments have a text that waits, a locked page, and people who did things."""
    for tenant in (own, foreign):
        tenant.draft = submit(tenant.draft, tenant.webmaster)
        page = tenant.column
        grant_on_tree(tenant.webmaster.groups.get(), tenant.home, ("unlock",))
        page.locked, page.locked_by = True, tenant.webmaster
        page.locked_at, page.owner = timezone.now(), tenant.webmaster
        page.save()
        page.save_revision(user=tenant.webmaster, log_action=True)
    return own, foreign


@pytest.mark.parametrize("name", REPORTS)
def test_report__names_nothing_foreign(client, busy, name):
    own, _foreign = busy
    client.force_login(own.webmaster)
    response = client.get(address(f"wagtailadmin_reports:{name}"))
    assert response.status_code == 200
    assert "caizheng" not in readable(response)


@pytest.mark.parametrize("name", ["site_history", "workflow", "workflow_tasks", "locked_pages"])
def test_report__shows_ones_own(client, busy, name):
    own, _foreign = busy
    client.force_login(own.webmaster)
    text = readable(client.get(address(f"wagtailadmin_reports:{name}")))
    assert (own.column.title if name == "locked_pages" else own.draft.title) in text


@pytest.mark.parametrize("name", ["site_history", "workflow", "workflow_tasks", "page_types_usage"])
def test_report__exports_ones_own_only(client, busy, name):
    own, _foreign = busy
    client.force_login(own.webmaster)
    assert "caizheng" not in readable(client.get(address(f"wagtailadmin_reports:{name}"), {"export": "csv"}))


def test_page_types__counts_ones_own_pages(client, busy):
    own, _foreign = busy
    client.force_login(own.webmaster)
    response = client.get(address("wagtailadmin_reports:page_types_usage"))
    counts = {kind.model: kind.count for kind in response.context["object_list"]}
    assert counts["articlepage"] == 2
    assert response.context["object_list"][0].last_edited_page.path.startswith(own.home.path)


@pytest.mark.parametrize("value", [0, 1])
def test_filter__finds_nothing_when_a_foreign_value_is_sent(client, busy, value):
    own, foreign = busy
    client.force_login(own.webmaster)
    queries = ({"requested_by": foreign.webmaster.pk}, {"workflow": foreign.draft.get_workflow().pk})
    response = client.get(address("wagtailadmin_reports:workflow"), queries[value])
    assert response.status_code == 200
    assert foreign.draft.title not in readable(response)


@pytest.mark.parametrize("name", ["wagtailadmin_explore", "wagtailadmin_explore_results"])
def test_explorer__offers_sites_and_people_of_ones_own(client, busy, name):
    own, _foreign = busy
    client.force_login(own.webmaster)
    text = readable(client.get(address(name, own.column.pk)))
    assert own.draft.title in text
    assert "caizheng" not in text


@pytest.mark.parametrize("name", ["type_use", "type_use_results"])
def test_pages_of_a_type__are_ones_own(client, busy, name):
    own, _foreign = busy
    client.force_login(own.webmaster)
    text = readable(client.get(address(f"wagtailadmin_pages:{name}", "content", "articlepage")))
    assert own.draft.title in text
    assert "caizheng" not in text


def test_translations__of_foreign_texts_are_not_reported(client, busy):
    own, _foreign = busy
    client.force_login(own.webmaster)
    response = client.get(address("wagtail_localize:translations_report"))
    assert response.status_code == 200
    assert "caizheng" not in readable(response)


def test_start__counts_and_names_ones_own(client, busy):
    own, _foreign = busy
    client.force_login(own.webmaster)
    assert "caizheng" not in readable(client.get(address("wagtailadmin_home")))


def test_report__as_wagtail_has_it_for_the_superuser(client, busy, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    assert "caizheng" in readable(client.get(address("wagtailadmin_reports:site_history")))
