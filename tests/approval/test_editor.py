"""The editor, the explorer and the start page: what each role is offered, and what their POSTs do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cms.approval.models import Withdrawal
from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from tests.approval.helpers import article_form, decide, is_public, sentences, submit
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

EVERYBODY = ["webmaster", "reviewer", "signer", "superuser"]


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def step_url(page):
    return reverse("approval_step", args=[page.pk])


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def waiting(column, people):
    return submit(make_article(column, "开学通知", live=False), people["webmaster"])


@pytest.mark.parametrize("person", EVERYBODY)
def test_publish__refused_when_the_editors_post_asks_for_it(client, column, people, person):
    page = make_article(column, "草稿", live=False)
    client.force_login(people[person])
    client.post(edit_url(page), article_form(page, title="改过的草稿") | {"action-publish": "1"})
    assert not fresh(page).live


def test_publish__keeps_what_was_typed_as_a_draft(client, column, people):
    page = make_article(column, "草稿", live=False)
    client.force_login(people["webmaster"])
    client.post(edit_url(page), article_form(page, title="改过的草稿") | {"action-publish": "1"})
    assert fresh(page).get_latest_revision_as_object().title == "改过的草稿"


@pytest.mark.parametrize("person", EVERYBODY)
def test_publish__refused_when_a_page_is_created_with_it(client, column, people, person):
    client.force_login(people[person])
    url = reverse("wagtailadmin_pages:add", args=["content", "articlepage", column.pk])
    form = article_form(ArticlePage(title="新", slug="xin")) | {"action-publish": "1"}
    client.post(url, form)
    assert not Page.objects.filter(slug="xin", live=True).exists()


@pytest.mark.parametrize("person", EVERYBODY)
def test_bulk__publishes_nothing(client, column, people, person):
    page = make_article(column, live=False)
    client.force_login(people[person])
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}")
    assert not fresh(page).live


def test_bulk__submits_drafts_of_who_writes_them(client, column, people):
    pages = [make_article(column, live=False) for _ in range(2)]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "?" + "&".join(f"id={page.pk}" for page in pages)
    client.force_login(people["reviewer"])
    client.post(url + query)
    assert not any(fresh(page).workflow_in_progress for page in pages)
    client.force_login(people["webmaster"])
    assert pages[0].title in client.get(url + query).content.decode()
    client.post(url + query)
    assert all(fresh(page).workflow_in_progress for page in pages)


def test_bulk__withdraws_with_a_reason_for_who_may(client, column, people, other):
    pages = [make_article(column) for _ in range(2)]
    foreign = make_article(other.column)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    mixed = url + "?" + "&".join(f"id={page.pk}" for page in [*pages, foreign])
    url += "?" + "&".join(f"id={page.pk}" for page in pages)
    for person in ("webmaster", "superuser"):
        client.force_login(people[person])
        client.post(url, {"reason": "理由"})
        assert all(fresh(page).live for page in pages)
    client.force_login(people["signer"])
    assert client.post(url, {"reason": ""}).context["form"].errors["reason"]
    assert client.post(mixed, {"reason": "数据有误"}).status_code == 404
    assert all(fresh(page).live for page in pages)
    client.post(url, {"reason": "数据有误"})
    assert [fresh(page).live for page in [*pages, foreign]] == [False, False, True]
    assert Withdrawal.objects.filter(reason="数据有误").count() == 2


@pytest.mark.parametrize("person", EVERYBODY)
def test_unpublish__refused_when_its_address_is_posted(client, column, people, person):
    page = make_article(column)
    client.force_login(people[person])
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert fresh(page).live


@pytest.mark.parametrize("person", ["webmaster", "reviewer", "signer"])
def test_privacy__refused_when_person_is_no_administrator(client, column, people, person):
    page = make_article(column)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(people[person])
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), {"restriction_type": "none"})
    assert PageViewRestriction.objects.filter(pk=restriction.pk).exists()


def test_revert__makes_a_draft_only(client, column, people):
    page = make_article(column, "第一版")
    first = page.live_revision
    page.title = "第二版"
    page.save_revision(user=people["webmaster"])
    client.force_login(people["webmaster"])
    client.post(edit_url(page), article_form(page, title="第一版") | {"revision": first.pk, "action-publish": "1"})
    assert fresh(page).title == "第一版"
    assert fresh(page).live_revision == first


def test_copy__stays_a_draft_when_the_form_asks_to_publish_it(client, column, people):
    page = make_article(column)
    for person in ("webmaster", "superuser"):
        client.force_login(people[person])
        form = {"new_title": "副本", "new_slug": f"copy-{person}", "new_parent_page": column.pk, "publish_copies": "on"}
        client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
    assert not Page.objects.filter(slug__startswith="copy-", live=True).exists()


def test_copy__makes_no_alias_when_the_form_asks_for_one(client, column, people):
    page = make_article(column)
    for person in ("webmaster", "superuser"):
        client.force_login(people[person])
        form = {"new_title": "别名", "new_slug": f"alias-{person}", "new_parent_page": column.pk, "alias": "on"}
        client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
    assert not Page.objects.exclude(alias_of=None).exists()


def test_autosave__refused_when_it_would_rewrite_what_was_submitted(client, waiting, people):
    revision = waiting.latest_revision
    client.force_login(people["webmaster"])
    form = article_form(waiting, title="改写") | {"overwrite_revision_id": revision.pk}
    response = client.post(edit_url(waiting), form, headers={"accept": "application/json"})
    assert response.status_code == 400
    revision.refresh_from_db()
    assert revision.content["title"] == "开学通知"


@pytest.mark.parametrize("person", ["webmaster", "reviewer", "superuser"])
def test_edit__refused_when_the_text_waits(client, waiting, people, person):
    client.force_login(people[person])
    response = client.post(edit_url(waiting), article_form(waiting, title="夹带"))
    assert response.status_code == 200
    assert "夹带" in response.content.decode()
    assert fresh(waiting).get_latest_revision_as_object().title == "开学通知"


def test_approve_with_edits__changes_and_approves_nothing(client, waiting, people):
    client.force_login(people["reviewer"])
    form = article_form(waiting, title="夹带") | {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
    }
    client.post(edit_url(waiting), form)
    page = fresh(waiting)
    assert page.get_latest_revision_as_object().title == "开学通知"
    assert page.current_workflow_task == waiting.current_workflow_task


def test_editor__leads_to_the_decision(client, waiting, people):
    for person in ("webmaster", "reviewer"):
        client.force_login(people[person])
        html = client.get(edit_url(waiting)).content.decode()
        assert step_url(waiting) in html
        assert 'name="action-publish"' not in html


def test_webmaster__takes_the_text_back(client, waiting, people):
    client.force_login(people["webmaster"])
    client.post(edit_url(waiting), article_form(waiting) | {"action-cancel-workflow": "1"})
    assert not fresh(waiting).workflow_in_progress


def take(client, user, page, decision, comment=""):
    client.force_login(user)
    state = fresh(page).current_workflow_state
    data = {"decision": decision, "comment": comment, "task_state": state.current_task_state_id if state else 0}
    return client.post(step_url(page), data)


def test_decision__publishes_after_two_steps(client, waiting, people):
    take(client, people["reviewer"], waiting, "approve")
    assert not is_public(client, waiting)
    take(client, people["signer"], waiting, "approve", "同意")
    assert is_public(client, waiting)


def test_decision__returns_with_the_reason_to_the_webmaster(client, waiting, people):
    assert take(client, people["reviewer"], waiting, "reject", " ").context["form"].errors["comment"]
    take(client, people["reviewer"], waiting, "reject", "缺附件")
    client.force_login(people["webmaster"])
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "开学通知" in html
    assert fresh(waiting).current_workflow_state.status == "needs_changes"


def test_decision__says_who_may_when_this_person_may_not(client, waiting, people):
    people["webmaster"].groups.add(*people["reviewer"].groups.all())
    client.force_login(people["webmaster"])
    response = client.get(step_url(waiting))
    assert response.context["refusal"]
    assert response.context["deciders"] == [people["reviewer"]]
    assert 'value="approve"' not in response.content.decode()


def test_decision__refused_beside_the_form_when_posted_all_the_same(client, waiting, people):
    people["webmaster"].groups.add(*people["reviewer"].groups.all())
    response = take(client, people["webmaster"], waiting, "approve", "我自己批")
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert not fresh(waiting).current_workflow_state.task_states.filter(status="approved").exists()


def test_decision__says_so_when_somebody_was_quicker(client, waiting, people):
    colleague = make_user("r9", waiting.department, Role.REVIEWER)
    colleague.groups.add(*people["signer"].groups.all())
    stale = waiting.current_workflow_state.current_task_state_id
    decide(waiting, people["reviewer"])
    client.force_login(colleague)
    data = {"decision": "approve", "task_state": stale, "comment": "同意"}
    response = client.post(step_url(waiting), data, follow=True)
    assert str(people["reviewer"]) in sentences(response)[0]
    assert ArticlePage.objects.get(pk=waiting.pk).current_workflow_task.specific.step == "sign_off"


def test_decision__says_why_when_the_page_cannot_be_public(client, waiting, column, people):
    decide(waiting, people["reviewer"])
    column.unpublish()
    response = take(client, people["signer"], waiting, "approve")
    assert column.title in str(response.context["form"].non_field_errors())
    assert fresh(waiting).workflow_in_progress


def test_decision__not_found_when_person_is_of_another_department(client, waiting, other):
    for person in (other.webmaster, other.reviewer):
        client.force_login(person)
        assert client.get(step_url(waiting)).status_code == 404
        assert take(client, person, waiting, "approve").status_code == 404


def test_decision__says_that_nothing_waits(client, column, people):
    page = make_article(column)
    client.force_login(people["webmaster"])
    response = client.get(step_url(page))
    assert response.status_code == 200
    assert response.context["state"] is None


def test_wagtails_own_modal__decides_as_well(client, waiting, people):
    state = waiting.current_workflow_state.current_task_state_id
    client.force_login(people["reviewer"])
    url = reverse("wagtailadmin_pages:workflow_action", args=[waiting.pk, "approve", state])
    assert client.get(url, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 200
    client.post(url, {"comment": "同意"})
    assert fresh(waiting).current_workflow_task.specific.step == "sign_off"


def test_wagtails_own_modal__refused_when_foreign_state_is_named_under_ones_own_page(client, waiting, other):
    own = submit(make_article(other.column, live=False), other.webmaster)
    state = waiting.current_workflow_state.current_task_state_id
    client.force_login(other.reviewer)
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[own.pk, "approve", state]))
    assert fresh(waiting).current_workflow_state.current_task_state_id == state


def dashboard(client, user):
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_dashboard__shows_each_what_waits_for_them(client, waiting, people, other):
    shown = {name: step_url(waiting) in dashboard(client, person) for name, person in people.items()}
    assert shown == {"webmaster": True, "reviewer": True, "signer": False, "superuser": False}
    assert "approval-waiting" not in dashboard(client, people["webmaster"])
    assert "开学通知" not in dashboard(client, other.reviewer)


def test_dashboard__asks_as_often_for_many_texts(client, column, waiting, people, other):
    client.force_login(people["reviewer"])

    def statements():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("wagtailadmin_home"))
        return len(queries)

    statements()
    few = statements()
    for _ in range(5):
        submit(make_article(column, live=False), people["webmaster"])
    assert statements() == few


def test_decision__opens_the_next_text_that_waits(client, waiting, people):
    submit(make_article(waiting.get_parent().specific, "下一件", live=False), people["webmaster"])
    client.force_login(people["reviewer"])
    state = waiting.current_workflow_state.current_task_state_id
    response = client.post(step_url(waiting), {"decision": "approve", "task_state": state}, follow=True)
    assert "下一件" in response.content.decode()
    assert "开学通知" in sentences(response)[0]
