"""What people do with pages and columns: a department offers, a portal editor decides.

Each raises PermissionDenied for a person without the role and ValidationError, with the sentence that the person
reads, for what the rules refuse. Nothing here touches the page itself.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from home.decision import Decision
from home.headlines import set_headline
from home.models import Pick
from home.permissions import user_composes, user_may_offer


@transaction.atomic
def offer(page, column, user):
    """A department offers a published page of its own to a column of the portal (报送)."""
    if not user_may_offer(user, page):
        raise PermissionDenied(_("Only a webmaster of the page's own department can offer it."))
    if page.listed_at is None:
        raise ValidationError(_("Only a published page can be offered."))
    if not column.live:
        raise ValidationError(_("This column of the portal is not public."))
    require_allowed(column, page)
    pick = Pick.objects.in_column(column).filter(page=page).first()
    if pick is not None:
        raise ValidationError(
            _("This page is in this column's files already: %(decision)s.")
            % {"decision": pick.get_decision_display().lower()}
        )
    return Pick.objects.create(page=page, column=column, offered_by=user, offered_at=timezone.now())


def adopt(page, column, user, headline=None, reason=None):
    """The page is listed, by its date; a pin that it had ends. A new headline waits for a second person's approval."""
    return _decide(page, column, user, Decision.ADOPTED, headline=headline, reason=reason)


def hold(page, column, user, reason=None):
    """The page is kept off the list for now."""
    return _decide(page, column, user, Decision.HELD, reason=reason)


def refuse(page, column, user, reason):
    """The page is kept off the list, and its department reads why."""
    return _decide(page, column, user, Decision.REFUSED, reason=reason)


def pin(page, column, user, order=None, until=None, headline=None, reason=None):
    """The page stands at the top: in the order given, else after the others; until the last day given, if any."""
    if until is not None and until < timezone.localdate():
        raise ValidationError({"pinned_until": _("The last day at the top lies in the past.")})
    if order is None:
        others = Pick.objects.in_column(column).pinned_on(timezone.localdate()).exclude(page=page)
        order = (others.aggregate(last=Max("pin_order"))["last"] or 0) + 1
    return _decide(
        page, column, user, Decision.ADOPTED, headline=headline, reason=reason, pin_order=order, pinned_until=until
    )


@transaction.atomic
def take_back(page, column, user):
    """Nobody has decided any more: an offer waits again, any other decision is forgotten."""
    if not user_composes(user):
        raise PermissionDenied(_("Only the portal's editors decide about its columns."))
    pick = Pick.objects.select_for_update().in_column(column).filter(page=page).first()
    if pick is None or pick.decision == Decision.OFFERED:
        return
    if pick.offered_at is None:
        pick.delete()
        return
    pick.decision, pick.decided_by, pick.decided_at = Decision.OFFERED, None, None
    pick.pin_order, pick.pinned_until, pick.reason = None, None, ""
    pick.save()


def require_allowed(column, page):
    """Raises ValidationError where the column can never list the page: not public, a reprint, another language."""
    if page.listed_at is None:
        raise ValidationError(_("Only a published page can be listed."))
    if not column.listing_source().allows(page):
        raise ValidationError(_("This column does not list such pages: reprints or the language differ from its rule."))


@transaction.atomic
def _decide(page, column, user, decision, headline=None, reason=None, pin_order=None, pinned_until=None):
    if not user_composes(user):
        raise PermissionDenied(_("Only the portal's editors decide about its columns."))
    if decision == Decision.ADOPTED:
        require_allowed(column, page)
    pick = Pick.objects.select_for_update().in_column(column).filter(page=page).first()
    pick = pick or Pick(page=page, column=column)
    pick.decision, pick.decided_by, pick.decided_at = decision, user, timezone.now()
    pick.pin_order, pick.pinned_until = pin_order, pinned_until
    pick.reason = (reason or "").strip()
    pick.full_clean(exclude=["offered_by", "decided_by", "department"])
    pick.save()
    if headline is not None:
        set_headline(pick, headline, user)
    return pick
