"""Browsers that an account was signed in with before: a stranger's guesses do not keep them out.

The cookie holds a number of the browser and marks of the accounts, signed; it opens nothing by itself. The idea is
OWASP's "device cookies": guesses of known browsers are counted apart from everyone else's.
"""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse

COOKIE = "lingnan_browser"
SALT = "cms.access.signin.browsers"
KEPT_FOR = 90 * 24 * 60 * 60
MOST_ACCOUNTS = 8


def mark_of(username):
    """A mark of the account that does not show its name."""
    return hashlib.sha256(f"{SALT}:{username}".encode()).hexdigest()[:16]


def known_browser(request, username):
    """The number of the browser if the account was signed in with it, else ''."""
    number, marks = _read(request)
    return number if mark_of(username or "") in marks else ""


def remember_browser(request, response, user):
    """From now on the browser is known for the account."""
    number, marks = _read(request)
    mark = mark_of(user.get_username())
    marks = [mark, *(other for other in marks if other != mark)][:MOST_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        signing.dumps([number or secrets.token_hex(8), marks], salt=SALT),
        max_age=KEPT_FOR,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request):
    try:
        number, marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return "", []
    return number, marks
