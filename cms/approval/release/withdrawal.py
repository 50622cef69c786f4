"""Taking a page off the public site: one responsible person, at once (idea 3)."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageLogEntry

from cms.approval.log.actors import actor
from cms.approval.log.many import enter_leaving
from cms.approval.log.occasion import WITHDRAWAL, occasion, stated
from cms.approval.log.turns import lock_below
from cms.approval.models import Approval, LogEvent, Withdrawal
from cms.content.models import SiteHomePage
from cms.content.relocation import relist
from cms.organisation.roles import DECIDING_ROLES, departments_of, is_supervisor

MAY_WITHDRAW = DECIDING_ROLES


def user_can_withdraw(user, page):
    """A reviewer or signer of the page's own department (the portal's own for the portal), or the supervisor.

    A site's home page is the supervisor's alone: with it the whole site goes. Lists ask this of every row, so what
    the user may reach is read once a user object.
    """
    if not hasattr(user, "_withdraws"):
        user._withdraws = _reach(user)
    return _can_withdraw(user._withdraws, page)


@dataclass(frozen=True)
class Reach:
    """What a user may withdraw: everything, or the pages below certain home pages."""

    everything: bool
    homes: tuple = ()


def _reach(user):
    if is_supervisor(user):
        return Reach(everything=True)
    held = departments_of(user, *MAY_WITHDRAW)
    if not held:
        return Reach(everything=False)
    homes = SiteHomePage.objects.values_list("path", "department")
    return Reach(everything=False, homes=tuple(path for path, department in homes if department in held))


def answers_for(user, page):
    """Whether the user could withdraw the page if it were public."""
    if not hasattr(user, "_withdraws"):
        user._withdraws = _reach(user)
    return page.depth > 1 and _reaches(user._withdraws, page)


def _can_withdraw(reach, page):
    return page.live and page.depth > 1 and _reaches(reach, page)


def _reaches(reach, page):
    below_a_home = any(page.path.startswith(path) and page.path != path for path in reach.homes)
    return reach.everything or below_a_home


def public_below(page):
    """The public pages below the page, which go with it."""
    return Page.objects.filter(path__startswith=page.path, live=True).exclude(pk=page.pk)


@transaction.atomic
def withdraw(page, user, reason, notice=False, notice_text=""):
    """Take the page off with all below it, and record who did it and why. It comes back only by a new approval.

    `notice` says at the page's address that it was withdrawn, with the set sentence `notice_text` if one is named.

    Raises PermissionDenied for a user without the role, ValueError without a reason.
    """
    reason = reason.strip()
    if not reason:
        raise ValueError("a withdrawal needs a reason")
    if not _can_withdraw(_reach(user), page):
        raise PermissionDenied(_("Only a reviewer or signer of this site, or the supervising office, can withdraw it."))
    lock_below(page.path)
    if not Page.objects.filter(pk=page.pk, live=True).exists():
        raise PermissionDenied(_("This page is not public any more."))
    facts = {
        "event": LogEvent.WITHDRAWN,
        "actors": [actor("withdraw", user, timezone.now())],
        "procedure": WITHDRAWAL,
        "reason": reason,
    }
    gone = take_off(page.specific, facts, user)
    Withdrawal.objects.bulk_create(
        Withdrawal(page_id=each.pk, reason=reason, by=user, notice=notice, notice_text=notice_text) for each in gone
    )
    return Withdrawal.objects.filter(page=page.pk).latest("pk")


def take_off(page, facts, user=None, **action):
    """Take a public page off with all below it and every stand-in, and end their approvals; returns all that went.

    `facts` is what the publication log says of it, `action` goes to Wagtail's own action for the page itself.
    """
    lock_below(page.path)
    place = Page.objects.filter(path__startswith=page.path)
    below = list(public_below(page))
    aliases = list(Page.objects.filter(alias_of=page.pk, live=True))
    with occasion(**facts):
        UnpublishPageAction(page, user=user, **action).execute(skip_permission_checks=True)
        stand_ins = list(Page.objects.filter(alias_of__in=below, live=True).exclude(path__startswith=page.path))
        _unpublish_rows([*below, *stand_ins], page, user)
        enter_leaving([*below, *stand_ins], stated())
    Approval.objects.in_force().filter(page__in=place).update(ended_at=timezone.now())
    return [page, *aliases, *below, *stand_ins]


def _unpublish_rows(pages, top, user):
    """What stands below the page that goes: a column may hold thousands, so in a few statements."""
    if not pages:
        return
    public = Page.objects.filter(path__startswith=top.path, live=True)
    stand_ins = [page.pk for page in pages if not page.path.startswith(top.path)]
    for gone in (public, Page.objects.filter(pk__in=stand_ins)) if stand_ins else (public,):
        gone.order_by().update(live=False, has_unpublished_changes=True, live_revision=None)
    for path in [top.path, *(page.path for page in pages if page.pk in stand_ins)]:
        relist(path)
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            content_type_id=page.content_type_id,
            label=page.title[:255],
            action="wagtail.unpublish",
            data={"with": top.pk},
            timestamp=timezone.now(),
            user=user,
            page_id=page.pk,
        )
        for page in pages
    )
