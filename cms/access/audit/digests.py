"""What others did in a department, to its administrators by mail, once a day."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.users.models import UserProfile

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.audit.reading import words_of
from cms.jobs.outbox import put
from cms.organisation.roles import Role

# A mail is written for each of these days that has none yet: a background process that stood still loses nothing.
DAYS_BACK = 7
MOST_LINES = 30


def write_digests(now=None):
    """A mail a day to each administrator of a department in which others acted the day before. Returns the number."""
    today = timezone.localtime(now or timezone.now(), timezone.get_default_timezone()).date()
    return sum(_write_day(today - timedelta(days=back)) for back in range(DAYS_BACK, 0, -1))


def _write_day(day):
    start = timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
    entries = AuditEntry.objects.filter(
        event=Event.ACTED_ELSEWHERE, at__gte=start, at__lt=start + timedelta(days=1), department_id__isnull=False
    )
    by_department = {}
    for entry in entries.order_by("number"):
        by_department.setdefault(entry.department_id, []).append(entry)
    written = 0
    for user, department, language in _administrators(by_department):
        with translation.override(language or settings.LANGUAGE_CODE):
            subject, body = _compose(by_department[department])
        written += put(f"elsewhere:{department}:{day}:{user.pk}", user.email, subject, body)
    return written


def _administrators(departments):
    """The administrators of these departments with mail addresses, each with the language chosen."""
    users = get_user_model().objects.filter(
        is_active=True,
        groups__role_group__role=Role.ADMINISTRATOR,
        groups__role_group__department__in=list(departments),
    )
    rows = list(users.exclude(email="").values_list("pk", "groups__role_group__department"))
    found = get_user_model().objects.in_bulk({user for user, _department in rows})
    profiles = UserProfile.objects.filter(user__in=found)
    languages = dict(profiles.values_list("user", "preferred_language"))
    return [(found[user], department, languages.get(user)) for user, department in rows]


def _compose(entries):
    number = len(entries)
    subject = ngettext(
        "Others acted in your department once", "Others acted in your department %(number)d times", number
    ) % {"number": number}
    lines = [_line(entry) for entry in entries[:MOST_LINES]]
    if number > MOST_LINES:
        lines.append(_("… and %(number)d more") % {"number": number - MOST_LINES})
    lines.append("")
    lines.append(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("audit"))
    return subject, "\n".join(lines) + "\n"


def _line(entry):
    moment = timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M")
    return f"{moment} {entry.name or entry.account}: {words_of(entry)} – {entry.target_label}"
