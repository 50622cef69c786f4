"""Who may read which part of the log, and an entry in the words of the reader."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.access.tenancy import sees_every_department
from cms.approval.log.actors import role_label
from cms.approval.log.occasion import (
    DELETION,
    EMERGENCY,
    EXPIRY,
    FOLLOWS,
    REVIEW,
    SHARED_TEXT,
    UNPUBLISHED,
    WITHDRAWAL,
)
from cms.approval.models import LogEntry, LogEvent
from cms.content.models import SiteHomePage
from cms.organisation.roles import Role, departments_of

PROCEDURES = {
    FOLLOWS: _("Follows its source"),
    EXPIRY: _("By the date set for it"),
    WITHDRAWAL: _("Withdrawal by one responsible person"),
    UNPUBLISHED: _("Taken off by the system"),
    DELETION: _("Deletion"),
    EMERGENCY: _("Emergency publication"),
    REVIEW: _("Review of an emergency publication"),
    SHARED_TEXT: _("Shared text, approved by another person"),
}
SIGHT = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


@dataclass(frozen=True)
class Line:
    """One entry, ready to be shown."""

    number: int
    event: str
    event_label: str
    at: datetime
    shown_at: datetime
    is_migrated: bool
    page_id: int
    title: str
    people: list
    procedure: str
    batch_id: int | None
    reason: str
    source_url: str
    source_hash: str
    revision_id: int | None
    fingerprint: str
    attachments: list
    hash: str


def line_of(entry):
    """An entry in words; it asks the database nothing."""
    return Line(
        number=entry.number,
        event=entry.event,
        event_label=entry.get_event_display(),
        at=entry.at,
        shown_at=entry.shown_at,
        is_migrated=entry.event == LogEvent.MIGRATED,
        page_id=entry.page_id,
        title=entry.title,
        people=[_person(each) for each in entry.actor_list],
        procedure=PROCEDURES.get(entry.procedure, entry.procedure),
        batch_id=entry.batch_id,
        reason="" if entry.procedure == FOLLOWS else entry.reason,
        source_url=entry.source_url,
        source_hash=entry.source_hash,
        revision_id=entry.revision_id,
        fingerprint=entry.fingerprint,
        attachments=entry.attachment_list,
        hash=entry.hash,
    )


def _person(actor):
    """One of those who took part; who stood in for somebody says for whom."""
    return {
        "role": role_label(actor["role"]),
        "name": actor["name"],
        "stood_in_for": actor.get("for", ""),
        "at": _moment(actor["at"]),
    }


def _moment(text):
    return datetime.fromisoformat(text) if text else None


def visible_entries(user):
    """The entries of the sites on which the user has a role."""
    if sees_every_department(user):
        return LogEntry.objects.all()
    departments = departments_of(user, *Role)
    if not departments:
        return LogEntry.objects.none()
    homes = SiteHomePage.objects.values_list("translation_key", "department")
    return LogEntry.objects.filter(chain__key__in={key for key, department in homes if department in departments})


def sees_in_explorer(user, page):
    """Whether the explorer leads the user to the page."""
    return page_permission_policy.user_has_any_permission_for_instance(user, SIGHT, page)


def may_read_history(user, page):
    """Whether the user sees the page in the admin or in the log, and so who approved it."""
    if sees_every_department(user) or sees_in_explorer(user, page):
        return True
    return visible_entries(user).filter(page_id=page.pk).exists()


def site_names():
    """The sites' names by the key of their chain, in one statement."""
    homes = Page.objects.filter(depth=2).order_by("-pk").values_list("translation_key", "title")
    return {str(key): title for key, title in homes}
