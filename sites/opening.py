"""Opening a site: one person proposes it as it stands, another opens exactly that (four eyes, domain §8.7)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.approval.batches.course import ApprovalError, add_to_batch, close_batch, open_batch, review_batch, sign_batch
from cms.approval.models import Batch, BatchItem
from cms.content.models import ColumnPage
from cms.delivery.roots import forget_roots
from cms.organisation.roles import is_supervisor
from sites.checklist import checklist
from sites.models import DepartmentHomePage, SiteOpening


class OpeningError(Exception):
    """A site that cannot be proposed or opened; the text says why, to the person who tried."""


class StillBlank(OpeningError):
    """Something missing keeps the site closed, unless the supervising office gives a reason."""


def pages_to_open(home):
    """What an opening makes public: the home page and all columns that are not public yet."""
    columns = ColumnPage.objects.filter(path__startswith=home.path, live=False).order_by("path")
    return [*([] if home.live else [home]), *columns]


def proposed_opening(site):
    """The opening that waits for the second person, or None."""
    return site.openings.proposed().select_related("prepared_by", "batch").first()


@transaction.atomic
def propose_opening(home, user):
    """Propose to open the site with its home page and columns as they stand now; an earlier proposal lapses.

    Raises OpeningError when the department's site has ended, or when nothing is left to open.
    """
    home = DepartmentHomePage.objects.select_related("department").get(pk=home.pk)
    if not home.department.is_in_office:
        raise OpeningError(_("%(name)s was merged or closed; its site is not opened.") % {"name": home.department.name})
    pages = pages_to_open(home)
    if not pages:
        raise OpeningError(_("The site is open and has no column that is not public; there is nothing to open."))
    site = Site.objects.get(root_page=home)
    for earlier in site.openings.proposed().select_related("batch"):
        batch = earlier.batch
        earlier.delete()
        batch.delete()
    title = _("Opening of %(site)s") % {"site": site.site_name or site.hostname}
    batch = open_batch(Batch.Kind.OPENING, title, source=site.hostname)
    add_to_batch(batch, pages)
    missing = [finding.text for finding in checklist(home)]
    return SiteOpening.objects.create(site=site, batch=batch, prepared_by=user, missing=missing)


def open_site(opening, user, override_reason=""):
    """Open what was proposed, as the supervising office's second person; returns the number of pages made public.

    Raises PermissionDenied for anyone else, StillBlank where a mandatory column is blank and no reason is given, and
    OpeningError when the proposer opens, or when something was changed since the proposal. Nothing is public then.
    """
    if not is_supervisor(user):
        raise PermissionDenied(_("Only the supervising office opens a site."))
    if opening.at is not None:
        raise OpeningError(_("This opening has been carried out already."))
    if opening.prepared_by.person_id == user.person_id:
        raise OpeningError(_("Who proposed the opening cannot open the site; another person has to."))
    home = opening.site.root_page.specific
    findings = checklist(home)
    blocking = [finding.text for finding in findings if finding.blocks]
    reason = override_reason.strip()
    if blocking and not reason:
        raise StillBlank(" ".join(blocking))
    try:
        with transaction.atomic():
            return _publish(opening, user, reason if blocking else "", [finding.text for finding in findings])
    except ApprovalError as error:
        raise OpeningError(str(error)) from error
    finally:
        forget_roots()


def _publish(opening, user, reason, missing):
    batch = opening.batch
    close_batch(batch)
    review_batch(batch, opening.prepared_by)
    published = sign_batch(batch, user)
    changed = batch.items.exclude(outcome=BatchItem.Outcome.PUBLISHED).select_related("page").first()
    if changed is not None:
        raise OpeningError(
            _("“%(page)s” cannot be opened as it was proposed: %(reason)s Propose the opening anew.")
            % {"page": changed.page or "", "reason": changed.reason}
        )
    opening.opened_by, opening.at = user, timezone.now()
    opening.override_reason, opening.missing = reason[:300], missing
    opening.save()
    return published
