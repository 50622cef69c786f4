"""The portal editors' decisions of the demonstration."""

from cms.content.models import ContentPage
from home.decisions import adopt, hold, pin, refuse
from home.models import PortalColumnPage


def make_picks(texts, columns, written, editor):
    """Take each decision as a portal editor would; entries whose page or column is missing are left out."""
    for text in texts:
        column, page = columns.get(text["column"]), written.get((text["department"], text["slug"]))
        if column is None or page is None:
            continue
        column = PortalColumnPage.objects.get(pk=column.pk)
        page = ContentPage.objects.get(pk=page.pk)
        reason, headline = text.get("reason", ""), text.get("headline", "")
        if text["state"] == "adopted":
            adopt(page, column, editor, headline=headline, reason=reason)
        elif text["state"] == "pinned":
            pin(page, column, editor, text.get("pin_order"), text.get("pin_until"), headline, reason)
        elif text["state"] == "held":
            hold(page, column, editor, reason=reason)
        elif text["state"] == "refused":
            refuse(page, column, editor, reason)
