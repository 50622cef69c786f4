"""The portal editors' decisions of the demonstration."""

from cms.approval.texts.proposals import approve_words, waiting_words
from cms.content.models import ContentPage
from home.decisions import adopt, hold, pin, refuse
from home.models import PortalColumnPage


def make_picks(texts, columns, written, editor, approver):
    """Take each decision as a portal editor would; entries whose page or column is missing are left out.

    The headlines are approved by another person.
    """
    for text in texts:
        column, page = columns.get(text["column"]), written.get((text["department"], text["slug"]))
        if column is None or page is None:
            continue
        column = PortalColumnPage.objects.get(pk=column.pk)
        page = ContentPage.objects.get(pk=page.pk)
        reason, headline = text.get("reason", ""), text.get("headline", "")
        if text["state"] == "adopted":
            _approve(adopt(page, column, editor, headline=headline, reason=reason), approver)
        elif text["state"] == "pinned":
            pick = pin(page, column, editor, text.get("pin_order"), text.get("pin_until"), headline, reason)
            _approve(pick, approver)
        elif text["state"] == "held":
            hold(page, column, editor, reason=reason)
        elif text["state"] == "refused":
            refuse(page, column, editor, reason)


def _approve(pick, approver):
    proposal = waiting_words(pick)
    if proposal is not None:
        approve_words(proposal, approver)
