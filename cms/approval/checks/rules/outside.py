"""Links to other hosts, by what these answered when they were asked in the background (see `checks.outside`).

The check itself asks nobody: a text is submitted at once, and what the other host answers is shown when it is known.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.addresses import hashed
from cms.approval.checks.hits import Hit, Where
from cms.approval.checks.registry import check
from cms.approval.checks.rules.links import own_place
from cms.approval.models.readings import OutsideLink
from cms.delivery.leaving import host_of

MESSAGES = {
    OutsideLink.Answer.GONE: gettext_noop("This page of another site does not exist (%(detail)s)."),
    OutsideLink.Answer.SILENT: gettext_noop("Another site did not answer (%(detail)s)."),
}


@check("outside", _("Outside links"))
def find_dead_outside_links(material):
    """Each link to another host that is known not to work."""
    links = outside_links(material)
    kept = (
        {
            row.address: row
            for row in OutsideLink.objects.filter(address_hash__in=[hashed(a) for a in links], answer__in=MESSAGES)
        }
        if links
        else {}
    )
    for address, text in links.items():
        row = kept.get(address)
        if row:
            shown = f"{text} ({address})" if text and text != address else address
            yield Hit(MESSAGES[row.answer], {"detail": row.detail}, where=Where.LINK, passage=shown[:200])


def outside_links(material):
    """The addresses on other hosts that the page links to, each with the words that carry it."""
    links = {link.address.strip(): link.text for link in material.walker.links if link.address}
    page = material.page
    for field in ("source_url", "online_submission_url", "result_lookup_url", "consultation_url"):
        if getattr(page, field, ""):
            links.setdefault(getattr(page, field), "")
    if material.is_content:
        links |= {row.external_url: row.title for row in page.attachments.all() if row.external_url}
    return {address: text for address, text in links.items() if host_of(address) and not own_place(address, page)}
