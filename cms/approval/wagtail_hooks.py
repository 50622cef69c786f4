from urllib.parse import urlencode

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button, ListingButton

from cms.approval.action_menu import ApprovalMenuItem, WithdrawMenuItem
from cms.approval.batches.responsibility import handles_batches
from cms.approval.bulk_actions import ApproveBulkAction, SubmitBulkAction, WithdrawBulkAction
from cms.approval.corrections import hooks as corrections
from cms.approval.gate import serving
from cms.approval.hooks import (
    addresses,
    checks,
    emergency,
    log,
    phone,
    queue,
    returns,
    schedule,
    signing,
    submission,
    texts,
)
from cms.approval.release.withdrawal import user_can_withdraw
from cms.approval.reminders import hooks as reminders
from cms.approval.views.batches import BatchesView, BatchItemView, BatchView
from cms.approval.views.withdraw import WithdrawView

# Each registers its own part of the admin as it is imported.
ON_TEXTS = (checks, queue, returns, schedule, submission, texts)
ON_PEOPLE = (addresses, corrections, emergency, log, phone, reminders, serving, signing)


@hooks.register("register_admin_urls")
def approval_urls():
    """The pages of the approval in the admin."""
    return [
        path("approval/batches/", BatchesView.as_view(), name="approval_batches"),
        path("approval/batches/<int:batch_id>/", BatchView.as_view(), name="approval_batch"),
        path("approval/batches/<int:batch_id>/<int:item_id>/", BatchItemView.as_view(), name="approval_batch_item"),
        path("approval/pages/<int:page_id>/withdraw/", WithdrawView.as_view(), name="approval_withdraw"),
    ]


class BatchesMenuItem(MenuItem):
    """An entry for who reviews or signs batches."""

    def is_shown(self, request):
        return handles_batches(request.user)


@hooks.register("register_admin_menu_item")
def batches_menu_item():
    """The batches, in the main menu."""
    return BatchesMenuItem(_("Batches"), reverse("approval_batches"), icon_name="list-ul", order=160)


def _withdraw_button(page, user, next_url, kind):
    if user_can_withdraw(user, page):
        url = reverse("approval_withdraw", args=[page.pk])
        query = f"?{urlencode({'next': next_url})}" if next_url else ""
        yield kind(_("Withdraw"), url + query, icon_name="download", priority=70)


@hooks.register("register_page_header_buttons")
def withdraw_header_button(page, user, view_name, next_url=None):
    """In a public page's own menu, in editor and explorer."""
    yield from _withdraw_button(page, user, next_url if view_name == "index" else None, Button)


@hooks.register("register_page_listing_buttons")
def withdraw_listing_button(page, user, next_url=None):
    """Beside each public page of a list, not within its menu: one tap away, and without a script."""
    yield from _withdraw_button(page, user, next_url, ListingButton)


@hooks.register("register_page_action_menu_item")
def approval_action():
    """The decision, in the editor."""
    return ApprovalMenuItem(order=-10)


@hooks.register("register_page_action_menu_item")
def withdraw_action():
    """The withdrawal, in the editor."""
    return WithdrawMenuItem(order=20)


# After Wagtail's own, so that these stand in their places.
hooks.register("register_bulk_action", SubmitBulkAction, order=1000)
hooks.register("register_bulk_action", ApproveBulkAction, order=1000)
hooks.register("register_bulk_action", WithdrawBulkAction, order=1000)
