"""Reminders by mail: in the receiver's language, one mail with all of it rather than many, none of it twice.

A mail is put into the outbox in the same transaction in which its reminders are marked, so a process that ends
between the two leaves neither. The outbox sends it, again and again where the mail server does not answer.
"""

from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.users.models import UserProfile

from cms.approval.models import Reminder, ReminderChoice
from cms.jobs.outbox import put

Mail = ReminderChoice.Mail
# More at once than this come in one mail, also for who wants each by itself.
MOST_SINGLE_MAILS = 3
# A mail lists this many, the nearest deadline first, and says how many wait behind them.
MOST_LISTED = 50
OLDEST = timedelta(days=14)


def write_mails(now=None):
    """Put what is to be said by mail into the outbox. Returns how many mails were written."""
    now = now or timezone.now()
    waiting = Reminder.objects.current().filter(mailed_at=None, created_at__gt=now - OLDEST, user__is_active=True)
    waiting = waiting.exclude(user__email="").exclude(user__reminder_choice__mail=Mail.NONE)
    by_user = defaultdict(list)
    for reminder in waiting.select_related("user", "user__reminder_choice", "department").order_by("due_at", "pk"):
        by_user[reminder.user].append(reminder)
    if not by_user:
        return 0
    languages = _languages(by_user)
    had_digest = _had_digest(now)
    written = 0
    for user, reminders in by_user.items():
        for group in _mails_of(user, reminders, had_digest):
            written += _write(user, group, languages.get(user.pk), now)
    return written


def _mails_of(user, reminders, had_digest):
    """The reminders in groups, a mail each."""
    choice = getattr(user, "reminder_choice", None)
    if choice is not None and choice.mail == Mail.EACH and len(reminders) <= MOST_SINGLE_MAILS:
        return [[reminder] for reminder in reminders]
    if (choice is None or choice.mail == Mail.DIGEST) and user.pk in had_digest:
        reminders = [reminder for reminder in reminders if reminder.is_pressing]
    return [reminders] if reminders else []


def _write(user, reminders, language, now):
    numbers = [reminder.pk for reminder in reminders]
    with transaction.atomic():
        mine = Reminder.objects.filter(pk__in=numbers, mailed_at=None)
        if mine.update(mailed_at=now) != len(numbers):
            transaction.set_rollback(True)
            return 0
        with translation.override(language or settings.LANGUAGE_CODE):
            subject, body = compose(user, reminders, now)
        put(f"reminders:{user.pk}:{min(numbers)}:{max(numbers)}", user.email, subject, body)
    return 1


def compose(user, reminders, now):
    """Subject and plain text of a mail, in the language that is active."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    context = {
        "user": user,
        "reminders": reminders[:MOST_LISTED],
        "more": len(reminders) - MOST_LISTED,
        "base": base,
        "desk": base + reverse("wagtailadmin_home"),
        "choices": base + reverse("wagtailadmin_account"),
        "now": now,
    }
    return _subject(reminders), render_to_string("approval/mail/reminders.txt", context).strip() + "\n"


def _subject(reminders):
    if len(reminders) == 1:
        one = reminders[0]
        return _("%(stage)s: %(title)s") % {"stage": one.get_stage_display(), "title": one.title}
    late = sum(reminder.stage in (Reminder.Stage.AFTER, Reminder.Stage.ESCALATED) for reminder in reminders)
    number = len(reminders)
    text = ngettext("%(number)d reminder", "%(number)d reminders", number) % {"number": number}
    if late:
        return _("%(reminders)s, %(late)d of them overdue") % {"reminders": text, "late": late}
    return text


def _languages(users):
    """The languages that the users chose for the admin, in one statement."""
    profiles = UserProfile.objects.filter(user__in=[user.pk for user in users]).exclude(preferred_language="")
    return dict(profiles.values_list("user", "preferred_language"))


def _had_digest(now):
    """Numbers of the users who had today's mail already; what was said at once does not count."""
    local = timezone.localtime(now, timezone.get_default_timezone())
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    today = Reminder.objects.filter(mailed_at__gte=midnight, urgent=False).exclude(stage=Reminder.Stage.NOBODY)
    return set(today.values_list("user", flat=True))
