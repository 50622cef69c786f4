"""Ways through the admin's own addresses, as a browser or a script would post to them."""

import json
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.content.models import ArticlePage
from tests.approval.helpers import article_form, submit
from tests.approval.paths.registry import MARK, path


def page_url(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def api(client, page, action, **data):
    """Call an action of the admin's API."""
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    client.post(url, json.dumps(data), content_type="application/json")


@path("editor: publish in the form")
def publish_in_form(world, user):
    page = world.draft("草稿")
    form = article_form(page, title=MARK) | {"action-publish": "1"}
    world.client(user).post(page_url("edit", page.pk), form)


@path("editor: publish a change of a public page")
def publish_change(world, user):
    form = article_form(world.public, title=MARK) | {"action-publish": "1"}
    world.client(user).post(page_url("edit", world.public.pk), form)


@path("editor: create and publish")
def create_and_publish(world, user):
    form = article_form(ArticlePage(title=MARK, slug="new")) | {"action-publish": "1"}
    world.client(user).post(page_url("add", "content", "articlepage", world.column.pk), form)


@path("editor: schedule in the form")
def schedule_in_form(world, user):
    page = world.draft()
    moment = timezone.localtime(timezone.now() - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    form = article_form(page) | {"action-publish": "1", "go_live_at": moment}
    world.client(user).post(page_url("edit", page.pk), form)


@path("editor: revert to an older text and publish it")
def revert_and_publish(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.title = MARK
    older = page.save_revision()
    page.title = "后来的"
    page.save_revision()
    form = article_form(page, title=MARK) | {"action-publish": "1", "revision": older.pk}
    world.client(user).post(page_url("edit", page.pk), form)


@path("editor: approve with edits")
def approve_with_edits(world, user):
    page = submit(world.draft("送审稿"), world.people["webmaster"])
    for name in ("approve", "approve"):
        form = article_form(page, title=MARK) | {"action-workflow-action": "true", "workflow-action-name": name}
        world.client(user).post(page_url("edit", page.pk), form)


@path("editor: autosave over the submitted revision")
def autosave(world, user):
    page = submit(world.draft("送审稿"), world.people["webmaster"])
    form = article_form(page, title=MARK) | {"overwrite_revision_id": page.latest_revision_id}
    world.client(user).post(page_url("edit", page.pk), form, headers={"accept": "application/json"})
    world.approve_rest(page)


@path("editor: bulk publish")
def bulk_publish(world, user):
    page = world.draft()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    world.client(user).post(f"{url}?id={page.pk}", {"include_descendants": "on"})


@path("editor: copy and publish the copies")
def copy_and_publish(world, user):
    page = world.draft()
    form = {"new_title": MARK, "new_slug": "copy", "new_parent_page": world.column.pk, "publish_copies": "on"}
    world.client(user).post(page_url("copy", page.pk), form)
    world.client(user).post(page_url("copy", world.public.pk), form | {"new_slug": "copy-2"})


@path("editor: copy as an alias")
def copy_as_alias(world, user):
    form = {"new_title": MARK, "new_slug": "copy", "new_parent_page": world.column.pk, "alias": "on"}
    world.client(user).post(page_url("copy", world.public.pk), form)
    return [f"{world.column.public_url}copy/"]


@path("editor: move to another department by post")
def move_by_post(world, user):
    page = world.public
    world.client(user).post(page_url("move_confirm", page.pk, world.other.column.pk))
    return [f"{world.other.column.public_url}{page.slug}/"]


@path("editor: privacy removed in its dialogue")
def privacy_by_post(world, user):
    page = world.private(MARK)
    world.client(user).post(page_url("set_privacy", page.pk), {"restriction_type": "none"})


@path("editor: privacy of a column removed in its dialogue")
def column_privacy_by_post(world, user):
    PageViewRestriction.objects.create(page=world.column, restriction_type="login")
    world.approved(world.draft())
    world.client(user).post(page_url("set_privacy", world.column.pk), {"restriction_type": "none"})


@path("editor: foreign task under the address of one's own page")
def foreign_task(world, user):
    own = submit(world.draft("自己的"), world.people["webmaster"])
    foreign = submit(world.draft(parent=world.other.column), world.foreign.webmaster)
    for _step in range(2):
        state = world.fresh(foreign).current_workflow_task_state
        world.client(user).post(page_url("workflow_action", own.pk, "approve", state.pk))


@path("editor: take both steps alone")
def both_steps(world, user):
    page = submit(world.draft(), world.people["webmaster"])
    for _step in range(2):
        state = world.fresh(page).current_workflow_task_state
        world.client(user).post(page_url("workflow_action", page.pk, "approve", state.pk))
        decision = {"decision": "approve", "task_state": state.pk}
        world.client(user).post(reverse("approval_step", args=[page.pk]), decision)


@path("admin API: publish")
def api_publish(world, user):
    api(world.client(user), world.draft(), "publish")


@path("admin API: create an alias, then detach and publish it")
def api_alias(world, user):
    client = world.client(user)
    api(client, world.public, "create_alias", destination_page_id=world.column.pk, update_slug="alias", recursive=False)
    for alias in Page.objects.exclude(alias_of=None):
        api(client, alias, "convert_alias")
        api(client, alias, "publish")
    return [f"{world.column.public_url}alias/"]


@path("admin API: copy and keep it public")
def api_copy(world, user):
    data = {"destination_page_id": world.column.pk, "keep_live": True, "slug": "copy", "title": MARK}
    api(world.client(user), world.public, "copy", **data)
    return [f"{world.column.public_url}copy/"]


@path("admin API: revert to a text that nobody approved, and publish")
def api_revert(world, user):
    page = ArticlePage.objects.get(pk=world.public.pk)
    page.title = MARK
    older = page.save_revision()
    api(world.client(user), page, "revert_to_page_revision", revision_id=older.pk)
    api(world.client(user), page, "publish")


@path("admin API: copy for translation as an alias of a draft")
def api_translation(world, user):
    page = world.draft()
    data = {"locale": "en", "copy_parents": True, "alias": True, "recursive": True}
    api(world.client(user), page, "copy_for_translation", **data)
