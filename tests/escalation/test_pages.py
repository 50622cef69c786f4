"""Pages: neither one's own into another's tree, nor another's into one's own."""

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset

from cms.content.models import ArticlePage
from tests.access.fence.helpers import address
from tests.approval.helpers import article_form
from tests.factories import make_article, make_column

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(own):
    """Another column of the own department."""
    return make_column(own, None, title="第二栏", slug="second")


def bulk(model, action, *numbers, label="wagtailcore"):
    query = "&".join(f"id={number}" for number in numbers)
    return f"{address('wagtail_bulk_action', label, model, action)}?{query}"


def parent_of(page):
    return Page.objects.get(pk=page.pk).get_parent().pk


def test_move_own__refused_when_the_destination_is_foreign(attempt, lawful, own, foreign, second):
    for destination in (foreign.column, foreign.home, foreign.hidden):
        url = address("wagtailadmin_pages:move_confirm", own.draft.pk, destination.pk)
        assert attempt.get(url).status_code == attempt.post(url).status_code == 404
        url = address("wagtailadmin_pages:move", own.draft.pk)
        assert attempt.post(url, {"new_parent_page": destination.pk}).status_code == 404
    assert parent_of(own.draft) == own.column.pk
    lawful.post(address("wagtailadmin_pages:move_confirm", own.draft.pk, second.pk))
    assert parent_of(own.draft) == second.pk


def test_move_foreign__refused_when_the_destination_is_ones_own(attempt, own, foreign):
    for page in (foreign.draft, foreign.public, foreign.column):
        url = address("wagtailadmin_pages:move_confirm", page.pk, own.column.pk)
        assert attempt.post(url).status_code == 404


def test_move_many__refused_when_the_destination_is_foreign(attempt, lawful, own, foreign, second):
    url = bulk("page", "move", own.draft.pk)
    attempt.post(url, {"chooser": foreign.column.pk})
    assert parent_of(own.draft) == own.column.pk
    lawful.post(url, {"chooser": second.pk})
    assert parent_of(own.draft) == second.pk


@pytest.mark.parametrize("action", ["move", "delete", "publish", "unpublish"])
def test_act_on_many_pages__refused_when_one_is_foreign(attempt, own, foreign, action):
    for numbers in ((foreign.draft.pk,), (own.draft.pk, foreign.public.pk)):
        for method in ("get", "post"):
            form = {"chooser": own.column.pk, "include_descendants": "on"}
            assert attempt(method, bulk("page", action, *numbers), form).status_code == 404
    url = f"{bulk('page', action, 'all')}&childOf={foreign.column.pk}"
    assert attempt.post(url, {"chooser": own.column.pk}).status_code == 404
    assert Page.objects.filter(pk=own.draft.pk).exists()


def test_delete_many_pages__done_when_all_are_ones_own(lawful, own):
    lawful.post(bulk("page", "delete", own.draft.pk))
    assert not Page.objects.filter(pk=own.draft.pk).exists()


@pytest.mark.parametrize("alias", ["", "on"])
def test_copy_own__refused_when_the_parent_is_foreign(attempt, lawful, own, foreign, alias):
    url, form = (
        address("wagtailadmin_pages:copy", own.draft.pk),
        {"new_title": "副本", "new_slug": "copied", "alias": alias},
    )
    for parent in (foreign.column, foreign.home):
        assert attempt.post(url, form | {"new_parent_page": parent.pk}).status_code == 404
    assert not Page.objects.filter(slug="copied").exists()
    lawful.post(url, form | {"new_parent_page": own.column.pk, "alias": ""})
    assert Page.objects.get(slug="copied").is_child_of(own.column)


@pytest.mark.parametrize("alias", ["", "on"])
def test_copy_foreign__refused_when_it_is_to_come_here(attempt, own, foreign, alias):
    form = {"new_title": "副本", "new_slug": "copied", "new_parent_page": own.column.pk, "alias": alias}
    for page in (foreign.draft, foreign.public, foreign.waiting, foreign.hidden):
        assert attempt.post(address("wagtailadmin_pages:copy", page.pk), form).status_code == 404
    assert not Page.objects.filter(slug="copied").exists()


def test_convert_alias__refused_when_the_page_is_foreign(attempt, foreign):
    for name in ("wagtailadmin_pages:convert_alias", "wagtail_localize:convert_to_alias"):
        assert attempt.post(address(name, foreign.draft.pk)).status_code == 404


def test_add__refused_when_the_parent_is_foreign(attempt, lawful, own, foreign):
    form = article_form(ArticlePage(title="新", slug="planted"))
    for name in ("add", "preview_on_add"):
        for parent in (foreign.column, foreign.home, foreign.hidden):
            url = address(f"wagtailadmin_pages:{name}", "content", "articlepage", parent.pk)
            assert attempt.post(url, form).status_code == 404
    assert not Page.objects.filter(slug="planted").exists()
    lawful.post(address("wagtailadmin_pages:add", "content", "articlepage", own.column.pk), form)
    assert Page.objects.get(slug="planted").is_child_of(own.column)


def test_edit__refused_when_the_page_is_foreign(attempt, lawful, own, foreign):
    form = article_form(own.draft, title="改了")
    for page in (foreign.draft, foreign.public, foreign.waiting):
        for name in ("edit", "preview_on_edit"):
            assert attempt.post(address(f"wagtailadmin_pages:{name}", page.pk), form).status_code == 404
    assert lawful.post(address("wagtailadmin_pages:edit", own.draft.pk), form).status_code == 302
    own.draft.refresh_from_db()
    assert own.draft.draft_title == "改了"


@pytest.mark.parametrize("extra", ["path", "id", "pk", "owner", "live", "department", "locale", "content_type"])
def test_edit__changes_no_more_than_the_form_when_other_fields_are_sent(attempt, own, foreign, extra):
    planted = {"path": foreign.draft.path, "department": foreign.department.pk, "live": "on"}
    form = article_form(own.draft, title="改了") | {extra: planted.get(extra, foreign.draft.pk)}
    kept = Page.objects.filter(pk=own.draft.pk).values("path", "owner", "live", "locale", "content_type").get()
    attempt.post(address("wagtailadmin_pages:edit", own.draft.pk), form)
    assert Page.objects.filter(pk=own.draft.pk).values(*kept).get() == kept


@pytest.mark.parametrize("name", ["delete", "lock", "unlock", "unpublish", "set_privacy"])
def test_treat__refused_when_the_page_is_foreign(attempt, foreign, name):
    foreign.draft.locked, foreign.draft.locked_by = name == "unlock", foreign.webmaster
    foreign.draft.save()
    form = {"restriction_type": "none", "next": "/admin/"}
    for page in (foreign.draft, foreign.public):
        url = address(f"wagtailadmin_pages:{name}", page.pk)
        assert attempt.get(url).status_code == attempt.post(url, form).status_code == 404


def test_lock__done_when_the_page_is_ones_own(lawful, own):
    lawful.post(address("wagtailadmin_pages:lock", own.draft.pk))
    own.draft.refresh_from_db()
    assert own.draft.locked
    lawful.post(address("wagtailadmin_pages:unlock", own.draft.pk))
    own.draft.refresh_from_db()
    assert not own.draft.locked


def test_reorder__refused_when_it_would_renumber_foreign_pages(attempt, lawful, own, foreign):
    other = make_article(own.column, "第二条", live=False)
    name = "wagtailadmin_pages:set_page_position"
    assert attempt.post(address(name, foreign.draft.pk) + "?position=0").status_code == 404
    # The home pages of all departments stand side by side.
    attempt.post(address(name, own.home.pk) + "?position=99")
    attempt.post(address(name, own.draft.pk) + f"?position_page={foreign.draft.pk}")
    lawful.post(address(name, other.pk) + "?position=0")
    assert Page.objects.child_of(own.column).order_by("path").first().pk == other.pk


def test_compare__refused_when_a_revision_is_foreign(attempt, lawful, own, foreign):
    name = "wagtailadmin_pages:revisions_compare"
    for pair in (
        (foreign.revision.pk, "latest"),
        ("earliest", foreign.revision.pk),
        (own.revision.pk, foreign.revision.pk),
    ):
        assert attempt.get(address(name, own.draft.pk, *pair)).status_code == 404
    assert attempt.get(address(name, foreign.draft.pk, "earliest", "latest")).status_code == 404
    assert lawful.get(address(name, own.draft.pk, own.revision.pk, "latest")).status_code == 200


@pytest.mark.parametrize("name", ["revisions_view", "revisions_revert", "revisions_unschedule"])
def test_revision__refused_when_it_is_foreign(attempt, lawful, own, foreign, name):
    name = f"wagtailadmin_pages:{name}"
    for page in (own.draft, foreign.draft):
        url = address(name, page.pk, foreign.revision.pk)
        assert attempt.get(url).status_code == attempt.post(url).status_code == 404
    if name.endswith(("view", "revert")):
        assert lawful.get(address(name, own.draft.pk, own.revision.pk)).status_code == 200


def comments(number, **facts):
    row = {"id": number, "text": "夺", "contentpath": "title", "position": "", "replies": inline_formset([]), **facts}
    return inline_formset([row], initial=1)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"resolved": "1"},
        {"DELETE": "1"},
        {"replies": inline_formset([{"text": "答"}])},
    ],
)
def test_comment__refused_when_it_is_foreign(attempt, own, foreign, facts):
    form = article_form(own.draft, title="改了", comments=comments(foreign.comment.pk, **facts))
    attempt.post(address("wagtailadmin_pages:edit", own.draft.pk), form)
    assert foreign.comment.pk not in own.draft.wagtail_admin_comments.values_list("pk", flat=True)


def test_comment__changed_when_it_is_ones_own(lawful, own):
    form = article_form(own.draft, comments=comments(own.comment.pk))
    lawful.post(address("wagtailadmin_pages:edit", own.draft.pk), form)
    own.comment.refresh_from_db()
    assert own.comment.text == "夺"


EVIL = ("https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)")


@pytest.mark.parametrize("place", EVIL)
def test_next__refused_when_it_leads_to_another_host(attempt, own, place):
    for name in ("lock", "unlock", "delete"):
        response = attempt.post(address(f"wagtailadmin_pages:{name}", own.draft.pk), {"next": place})
        assert all("evil" not in each and "alert" not in each for each in response.places)
    assert not Page.objects.filter(pk=own.draft.pk).exists()


def test_next__shows_nothing_when_it_leads_to_a_foreign_page(attempt, own, foreign):
    target = address("wagtailadmin_pages:edit", foreign.draft.pk)
    response = attempt.post(address("wagtailadmin_pages:lock", own.draft.pk), {"next": target})
    assert response.status_code == 404
    own.draft.refresh_from_db()
    assert own.draft.locked


@pytest.mark.parametrize("method", ["head", "options", "put", "patch", "delete", "trace"])
def test_method__refused_when_another_one_is_tried_on_a_foreign_page(attempt, lawful, own, foreign, method):
    for name in ("edit", "delete", "copy", "history"):
        assert attempt(method, address(f"wagtailadmin_pages:{name}", foreign.draft.pk)).status_code in (404, 405)
    assert lawful.head(address("wagtailadmin_pages:edit", own.draft.pk)).status_code == 200


def test_method__refused_when_a_header_overrides_it(attempt, own, foreign):
    headers = {"x-http-method-override": "DELETE", "x-method-override": "POST"}
    url = address("wagtailadmin_pages:delete", foreign.draft.pk)
    assert attempt.get(url, {"_method": "POST"}, headers=headers).status_code == 404
    attempt.get(address("wagtailadmin_pages:delete", own.draft.pk), {"_method": "POST"}, headers=headers)
    assert Page.objects.filter(pk=own.draft.pk).exists()
