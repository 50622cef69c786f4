"""Shared texts in the admin: contact cards, the pages of decision and withdrawal, the panel on the start page."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet

from cms.access.signin.fresh import ask_again_before
from cms.approval.hooks.signing import approves_by_action, approves_in_editor
from cms.approval.panels import waiting_for_words
from cms.approval.roles import decides
from cms.approval.texts.admin import ContactCardViewSet
from cms.approval.texts.deciding import may_withdraw
from cms.approval.texts.waiting import SHOWN, rows_for
from cms.approval.views.texts import TextsView, TextView, WithdrawTextView
from cms.content.models import ContactCard
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel

register_snippet(ContactCardViewSet)
cards = ContactCard.snippet_viewset
ask_again_before(cards.get_url_name("edit"), when=approves_in_editor)
ask_again_before(cards.get_url_name("workflow_action"), when=approves_by_action)


@hooks.register("register_admin_urls")
def text_urls():
    """The list, one text that waits, and its withdrawal."""
    return [
        path("approval/texts/", TextsView.as_view(), name="approval_texts"),
        path("approval/texts/<str:label>/<int:number>/withdraw/", WithdrawTextView.as_view(), name="withdraw_text"),
        path("approval/texts/<slug:kind>/<int:number>/", TextView.as_view(), name="approval_text"),
    ]


@hooks.register("register_snippet_listing_buttons")
def withdraw_button(snippet, user, next_url=None):
    """Beside each public text of a list."""
    if may_withdraw(user, snippet):
        url = reverse("withdraw_text", args=[snippet._meta.label_lower, snippet.pk])
        yield Button(_("Withdraw"), url, icon_name="download", priority=70)


@desk_panel
class TextsPanel(DeskPanel):
    """Shared texts that wait for this person's approval."""

    name = "approval-texts"
    heading = gettext_lazy("Shared texts wait for your approval")
    more_label = gettext_lazy("All shared texts that wait")
    importance = 15

    def is_for_reader(self):
        return decides(self.request.user)

    def load(self):
        rows = rows_for(self.request.user, limit=SHOWN + 1)
        self.total = len(rows)
        self.rows = [_row(row) for row in rows[:SHOWN]]
        self.more_url = reverse("approval_texts")


def _row(row):
    facts = (row.kind, row.department, row.writer, waiting_for_words(row.since))
    return DeskRow(row.title, row.url, _("Decide"), tuple(fact for fact in facts if fact))
