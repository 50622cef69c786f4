"""Pages: a department works on its own tree. What another has not published cannot be seen, chosen or touched."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupPagePermission, Page

from cms.access.grants import grant_on_collection, make_collection
from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from tests.approval.helpers import article_form, submit
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ROLES = ["webmaster", "reviewer", "signer"]
BY_PAGE = [
    "edit",
    "view_draft",
    "delete",
    "unpublish",
    "move",
    "copy",
    "set_privacy",
    "lock",
    "unlock",
    "convert_alias",
    "add_subpage",
]


def fresh(page):
    return Page.objects.get(pk=page.pk)


def state(page):
    """What must not change about a page."""
    return Page.objects.filter(pk=page.pk).values_list(
        "title", "draft_title", "live", "path", "locked", "latest_revision"
    )[0]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", BY_PAGE)
def test_address__refused_when_page_is_foreign(client, own, foreign, name, method, role):
    client.force_login(getattr(own, role))
    before = state(foreign.draft)
    form = article_form(foreign.draft, title="夺") | {
        "new_title": "副本",
        "new_slug": "copy",
        "new_parent_page": own.column.pk,
        "restriction_type": "none",
    }
    response = getattr(client, method)(reverse(f"wagtailadmin_pages:{name}", args=[foreign.draft.pk]), form)
    assert response.status_code in (302, 404, 405)
    assert foreign.draft.title not in response.content.decode()
    assert state(foreign.draft) == before
    assert not Page.objects.filter(slug="copy").exists()


@pytest.mark.parametrize("role", ROLES)
def test_explorer__shows_ones_own_tree_only(client, own, foreign, role):
    client.force_login(getattr(own, role))
    html = client.get(reverse("wagtailadmin_explore", args=[own.column.pk])).content.decode()
    assert own.draft.title in html
    response = client.get(reverse("wagtailadmin_explore", args=[foreign.column.pk]), follow=True)
    assert foreign.draft.title not in response.content.decode()


@pytest.mark.parametrize("role", ["reviewer", "signer"])
def test_explorer__gives_sight_and_nothing_more_to_who_decides(client, own, role):
    person = getattr(own, role)
    client.force_login(person)
    rights = own.draft.permissions_for_user(person)
    allowed = ("can_edit", "can_lock", "can_unlock", "can_delete", "can_move", "can_copy", "can_publish")
    assert not any(getattr(rights, name)() for name in (*allowed, "can_unpublish", "can_reorder_children"))
    client.post(reverse("wagtailadmin_pages:lock", args=[own.draft.pk]))
    assert not fresh(own.draft).locked


@pytest.mark.parametrize("name", ["history", "usage"])
def test_record__hides_the_foreign_draft(client, own, foreign, name):
    client.force_login(own.webmaster)
    response = client.get(reverse(f"wagtailadmin_pages:{name}", args=[foreign.draft.pk]), follow=True)
    assert foreign.draft.title not in response.content.decode()


def test_search__finds_ones_own_drafts_only(client, own, foreign):
    client.force_login(own.webmaster)
    html = client.get(reverse("wagtailadmin_pages:search"), {"q": "草稿"}).content.decode()
    assert foreign.draft.title not in html


def chooser(client, parent=None, **query):
    if parent is None and query:
        url = reverse("wagtailadmin_choose_page_search")
    else:
        url = reverse("wagtailadmin_choose_page_child", args=[parent.pk])
    return client.get(url, query).content.decode()


def test_chooser__offers_foreign_pages_when_they_are_public(client, own, foreign):
    client.force_login(own.webmaster)
    html = chooser(client, foreign.column).encode().decode("unicode_escape", "ignore")
    assert foreign.public.title in html
    assert foreign.draft.title not in html


def test_chooser__offers_ones_own_drafts(client, own):
    client.force_login(own.webmaster)
    html = chooser(client, own.column).encode().decode("unicode_escape", "ignore")
    assert own.draft.title in html


def test_move__refused_when_it_would_leave_or_enter_another_tree(client, own, foreign):
    client.force_login(own.webmaster)
    for page, destination in ((own.draft, foreign.column), (foreign.draft, own.column), (own.public, foreign.column)):
        before = state(page)
        url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])
        client.get(url)
        client.post(url)
        assert state(page) == before


def test_move__refused_when_the_superuser_would_mix_two_departments(client, own, foreign):
    client.force_login(make_user("root", is_superuser=True))
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[own.draft.pk, foreign.column.pk]))
    assert fresh(own.draft).is_child_of(own.column)


def test_create__refused_below_a_foreign_column(client, own, foreign):
    client.force_login(own.webmaster)
    url = reverse("wagtailadmin_pages:add", args=["content", "articlepage", foreign.column.pk])
    client.post(url, article_form(ArticlePage(title="插入", slug="planted")))
    assert not Page.objects.filter(slug="planted").exists()


def test_copy__refused_when_it_goes_into_a_foreign_column(client, own, foreign):
    client.force_login(own.webmaster)
    form = {"new_title": "副本", "new_slug": "copy", "new_parent_page": foreign.column.pk}
    response = client.post(reverse("wagtailadmin_pages:copy", args=[own.draft.pk]), form)
    assert response.status_code == 404
    assert not Page.objects.filter(slug="copy").exists()


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_bulk__changes_nothing_foreign(client, own, foreign, action):
    for person in (own.webmaster, own.signer):
        client.force_login(person)
        before = [state(page) for page in (foreign.draft, foreign.public)]
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        data = {"reason": "理由", "chooser": own.column.pk}
        client.post(f"{url}?id={foreign.draft.pk}&id={foreign.public.pk}", data)
        assert [state(page) for page in (foreign.draft, foreign.public)] == before


@pytest.mark.parametrize("role", ROLES)
def test_decision__refused_when_text_is_foreign(client, own, foreign, role):
    page = submit(foreign.draft, foreign.webmaster)
    waiting = page.current_workflow_state.current_task_state_id
    client.force_login(getattr(own, role))
    for action in ("approve", "reject"):
        args = [page.pk, action, waiting]
        client.post(reverse("wagtailadmin_pages:workflow_action", args=args), {"comment": "x"})
    client.post(reverse("approval_step", args=[page.pk]), {"decision": "approve", "task_state": waiting})
    assert ArticlePage.objects.get(pk=page.pk).current_workflow_state.current_task_state_id == waiting


def test_submission__refused_when_text_is_foreign(client, own, foreign):
    client.force_login(own.webmaster)
    form = article_form(foreign.draft) | {"action-submit": "1"}
    client.post(reverse("wagtailadmin_pages:edit", args=[foreign.draft.pk]), form)
    assert not ArticlePage.objects.get(pk=foreign.draft.pk).workflow_in_progress


def test_delete__refused_when_page_is_public(client, own):
    client.force_login(own.webmaster)
    client.post(reverse("wagtailadmin_pages:delete", args=[own.public.pk]))
    assert fresh(own.public).live


def test_delete__done_when_page_is_a_draft(client, own):
    client.force_login(own.webmaster)
    client.post(reverse("wagtailadmin_pages:delete", args=[own.draft.pk]))
    assert not Page.objects.filter(pk=own.draft.pk).exists()


@pytest.mark.parametrize("is_superuser", [False, True])
def test_publish__is_nobodys_right(own, is_superuser):
    person = make_user("root", is_superuser=True) if is_superuser else own.webmaster
    for page in (own.home, own.column, own.draft, own.public):
        rights = page.permissions_for_user(person)
        assert not any([rights.can_publish(), rights.can_publish_subpage(), rights.can_unpublish()])


def test_publish__is_granted_to_no_group(own, foreign):
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()


@pytest.fixture
def collections(own, foreign):
    """A collection of files for each department."""
    made = []
    for tenant in (own, foreign):
        collection = make_collection(tenant.department.short_name)
        grant_on_collection(tenant.webmaster.groups.get(), collection)
        made.append(collection)
    return made


@pytest.fixture
def pictures(collections):
    return [
        get_image_model().objects.create(title=f"图{number}", file=get_test_image_file(), collection=collection)
        for number, collection in enumerate(collections)
    ]


def test_pictures__of_another_department_are_out_of_reach(client, own, pictures):
    client.force_login(own.webmaster)
    for name in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        html = client.get(reverse(name)).content.decode().encode().decode("unicode_escape", "ignore")
        assert pictures[1].title not in html
    for name in ("wagtailimages:edit", "wagtailimages:delete"):
        client.post(reverse(name, args=[pictures[1].pk]), {"title": "夺"})
    assert get_image_model().objects.filter(pk=pictures[1].pk, title="图1").exists()


def test_upload__goes_into_ones_own_collection_only(client, own, collections):
    client.force_login(own.webmaster)
    client.post(
        reverse("wagtailimages:add"),
        {"title": "插入", "file": get_test_image_file(), "collection": collections[1].pk},
    )
    assert not get_image_model().objects.filter(collection=collections[1]).exists()


def test_documents__of_another_department_are_out_of_reach(client, own, collections):
    documents = [
        get_document_model().objects.create(title=f"附件{number}", file=get_test_image_file(), collection=collection)
        for number, collection in enumerate(collections)
    ]
    client.force_login(own.webmaster)
    html = client.get(reverse("wagtaildocs:index")).content.decode()
    assert documents[0].title in html
    assert documents[1].title not in html
    client.post(reverse("wagtaildocs:edit", args=[documents[1].pk]), {"title": "夺"})
    assert get_document_model().objects.get(pk=documents[1].pk).title == "附件1"


def test_accounts__are_out_of_a_departments_reach(client, own, foreign):
    client.force_login(own.webmaster)
    response = client.get(reverse("wagtailusers_users:index"), follow=True)
    assert foreign.webmaster.username not in response.content.decode()
    client.post(reverse("wagtailusers_users:delete", args=[foreign.webmaster.pk]))
    assert get_user_model().objects.filter(pk=foreign.webmaster.pk).exists()


@pytest.mark.parametrize("name", ["wagtailadmin_workflows:index", "wagtailadmin_workflows:task_index"])
def test_workflows__are_not_a_departments_to_edit(client, own, name):
    for person in (own.webmaster, own.reviewer):
        client.force_login(person)
        assert client.get(reverse(name)).status_code == 404
        assert reverse(name) not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_closed_account__sees_nothing(client, own):
    own.webmaster.is_active = False
    own.webmaster.save()
    assert not own.draft.permissions_for_user(own.webmaster).can_edit()


def test_roles__name_who_may_what(own):
    supervisor = make_user("office", None, Role.SUPERVISOR)
    assert not own.draft.permissions_for_user(supervisor).can_edit()
