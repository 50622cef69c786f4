"""Mail that is never lost and never sent twice: it is kept in the database and sent in the background.

`QueuedBackend` is the installation's mail backend, so whatever sends mail only writes a row, in the transaction of
what it reports. The row is sent through MAIL_TRANSPORT. A server that does not answer is asked again until it does.
"""

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from cms.jobs.models import Mail

logger = logging.getLogger(__name__)
ONE_RUN = 200
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(days=1)
# Longer than any server takes; what still stands as being sent then was left by a process that died.
DIED = timedelta(minutes=10)
# The server takes other mails; this one it refuses.
REFUSALS = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, ValueError)
PARTS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")


class QueuedBackend(BaseEmailBackend):
    """Puts each message into the outbox."""

    def send_messages(self, email_messages):
        mails = [self._mail(message) for message in email_messages if message.recipients()]
        Mail.objects.bulk_create(mails)
        return len(mails)

    def _mail(self, message):
        if message.attachments:
            raise ValueError("mails with attachments are not queued")
        html = [content for content, kind in getattr(message, "alternatives", ()) if kind == "text/html"]
        parts = {name: getattr(message, name) for name in PARTS}
        return Mail(**parts, headers=message.extra_headers, html="".join(html))


def put(key, to, subject, body):
    """Put a mail into the outbox, once: a second one with the same key is dropped. Returns whether it is new."""
    mail = Mail(
        key=key,
        to=[to],
        subject=" ".join(subject.split())[:300],
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        headers={"Auto-Submitted": "auto-generated"},
    )
    known = Mail.objects.filter(key=key).exists()
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    return not known


def deliver(now=None):
    """Send what waits, each mail marked before and after, so that a process that dies leaves none to be sent twice.

    Returns the number sent.
    """
    now = now or timezone.now()
    _find_interrupted(now)
    waiting = list(Mail.objects.waiting().filter(try_at__lte=now).order_by("pk")[:ONE_RUN])
    if not waiting:
        return 0
    connection = get_connection(settings.MAIL_TRANSPORT)
    try:
        connection.open()
    except OSError as error:
        _wait_for_server(now, error)
        return 0
    try:
        return sum(_send(mail, connection, now) for mail in waiting)
    except OSError as error:
        _wait_for_server(now, error)
        return 0
    finally:
        _close(connection)


def _send(mail, connection, now):
    """Send one mail; True when it went. Raises OSError when the server is gone."""
    claimed = Mail.objects.waiting().filter(pk=mail.pk)
    if not claimed.update(state=Mail.State.SENDING, tried_at=now, attempts=F("attempts") + 1):
        return False
    mine = Mail.objects.filter(pk=mail.pk)
    try:
        _message(mail, connection).send()
    except REFUSALS as error:
        _refused(mine, mail.attempts + 1, now, error)
        return False
    except OSError as error:
        mine.update(state=Mail.State.WAITING, try_at=now + FIRST_PAUSE, error=_words(error))
        raise
    mine.update(state=Mail.State.SENT, sent_at=timezone.now(), body="", html="", error="")
    return True


def _message(mail, connection):
    parts = {name: getattr(mail, name) for name in PARTS}
    message = EmailMultiAlternatives(**parts, headers=mail.headers, connection=connection)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _refused(mine, attempts, now, error):
    """Try again ever more seldom; after that it stays as it is, and the admin says so."""
    facts = {"state": Mail.State.WAITING, "error": _words(error)}
    if attempts >= MOST_ATTEMPTS:
        facts["state"] = Mail.State.REFUSED
    else:
        facts["try_at"] = now + min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    mine.update(**facts)
    logger.error("A mail was refused (attempt %d): %s", attempts, error)


def _wait_for_server(now, error):
    """All that waits is tried again later; one line in the log, not one a mail."""
    waiting = Mail.objects.waiting()
    number = waiting.count()
    waiting.filter(try_at__lte=now).update(try_at=now + FIRST_PAUSE, error=_words(error))
    logger.error("The mail server does not answer (%s); %d mails wait and are tried again", error, number)


def _find_interrupted(now):
    """Mails whose process died while it sent them: nobody knows whether they went, so they are not sent again."""
    left = Mail.objects.filter(state=Mail.State.SENDING, tried_at__lt=now - DIED)
    number = left.update(state=Mail.State.INTERRUPTED)
    if number:
        logger.warning("%d mails were being sent when the process ended; they are not sent a second time", number)


def _close(connection):
    try:
        connection.close()
    except OSError as error:
        logger.warning("The mail server went without a word: %s", error)


def _words(error):
    return f"{type(error).__name__}: {error}"[:300]
