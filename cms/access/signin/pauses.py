"""How long somebody who guessed has to wait. The waiting grows and ends by itself; nothing locks an account for good.

Wrong passwords are counted three ways: by account and address (or known browser), by account alone, and by address
alone. The first is short and hits who guesses; the other two slow down many guessers of one account and one guesser
of many accounts, and pass over whoever the account knows.
"""

from datetime import timedelta

from axes.models import AccessAttempt, AccessLog
from django.db.models import Max, Sum
from django.utils import timezone

# So many wrong passwords cost nothing; after that each costs twice the time of the one before.
FREE = 5
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=15)
# Within an hour, from whichever address, or for whichever account; after that one attempt a minute.
WINDOW = timedelta(hours=1)
MOST_FOR_ACCOUNT = 50
MOST_FROM_ADDRESS = 100
BETWEEN = timedelta(minutes=1)
# An address from which the account was signed in lately is known to it.
KNOWN_FOR = timedelta(days=90)
STRANGER = ""
BROWSER = "known browser "


def pause_after(failures):
    """How long to wait after so many wrong passwords in a row."""
    if failures < FREE:
        return timedelta(0)
    return min(FIRST_PAUSE * 2 ** min(failures - FREE, 10), LONGEST_PAUSE)


def paused_until(username, address, client, now=None):
    """Until when an attempt is refused, or None. `client` is what `client_of` in the lockout says."""
    now = now or timezone.now()
    ends = [_own_pause(username, address, client)]
    if client == STRANGER:
        recent = AccessAttempt.objects.filter(user_agent=STRANGER, attempt_time__gt=now - WINDOW)
        if not _is_known_address(username, address, now):
            ends.append(_crowded(recent.filter(username=username), MOST_FOR_ACCOUNT))
        ends.append(_crowded(recent.filter(ip_address=address), MOST_FROM_ADDRESS))
    return max((end for end in ends if end and end > now), default=None)


def attempts_of(username, address, client):
    """The row in which these attempts are counted. Who comes with a known browser is counted wherever it is."""
    rows = AccessAttempt.objects.filter(username=username, user_agent=client)
    return rows if client != STRANGER else rows.filter(ip_address=address)


def _own_pause(username, address, client):
    found = attempts_of(username, address, client).aggregate(
        number=Sum("failures_since_start"), last=Max("attempt_time")
    )
    return found["last"] + pause_after(found["number"]) if found["number"] else None


def _crowded(rows, most):
    found = rows.aggregate(number=Sum("failures_since_start"), last=Max("attempt_time"))
    return found["last"] + BETWEEN if (found["number"] or 0) >= most else None


def _is_known_address(username, address, now):
    logs = AccessLog.objects.filter(username=username, ip_address=address, attempt_time__gt=now - KNOWN_FOR)
    return logs.exists()
