"""Reading a draft without a part in it: the supervising office looks, changes nothing, and is seen (督促检查)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.access.fence.registry import know
from cms.access.fence.rules import DENIED
from cms.access.tenancy import sees_every_department

know(DENIED, "read_draft")


def read_draft(request, page_id):
    """The newest text of the page as its readers would see it. The audit records who looked."""
    page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=page_id)
    if not sees_every_department(request.user):
        raise Http404
    draft = page.get_latest_revision_as_object()
    return draft.make_preview_request(request, draft.default_preview_mode)


@hooks.register("register_admin_urls")
def draft_urls():
    """One address a page."""
    return [path("access/pages/<int:page_id>/draft/", read_draft, name="read_draft")]


def _button(page, user):
    if page.depth > 1 and sees_every_department(user) and (not page.live or page.has_unpublished_changes):
        yield Button(_("Read the draft"), reverse("read_draft", args=[page.pk]), icon_name="view", priority=15)


@hooks.register("register_page_listing_more_buttons")
def draft_listing_button(page, user, next_url=None):
    """In the menu of each page of a list."""
    yield from _button(page, user)


@hooks.register("register_page_header_buttons")
def draft_header_button(page, user, view_name, next_url=None):
    """In a page's own menu."""
    yield from _button(page, user)
