"""A browser in front of the admin, and the telephone of whoever sits at it."""

import re
from base64 import b32decode

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.access.signin.factors import confirm_factor, draft_factor
from cms.access.signin.pauses import FREE
from tests.factories import PASSWORD

CODE = re.compile(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>")
KEY = re.compile(r"<code>([A-Z2-7 ]{30,})</code>")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Door:
    """What a person does to come in."""

    def __init__(self, client=None, address="203.0.113.7", agent=FIREFOX):
        self.client = client or Client()
        self.client.defaults |= {"REMOTE_ADDR": address, "HTTP_USER_AGENT": agent}

    def get(self, name, *args):
        return self.client.get(reverse(name, args=args))

    def post(self, name, data=None, *args, **facts):
        return self.client.post(reverse(name, args=args), data or {}, **facts)

    def password(self, user, password=PASSWORD, **facts):
        """The first page, with the account or only its name."""
        name = user if isinstance(user, str) else user.get_username()
        return self.post("wagtailadmin_login", {"username": name, "password": password, **facts})

    def code(self, code):
        """The second one."""
        return self.post("signin_code", {"code": code})

    def come_in(self, user):
        """All pages that the account needs."""
        response = self.password(user)
        if response.url == reverse("signin_code"):
            response = self.code(code_of(user))
        assert self.is_in(), response
        return response

    def is_in(self):
        """Whether the admin opens, rather than the sign-in."""
        return self.get("wagtailadmin_home").status_code == 200

    def text_of(self, name, *args):
        return self.get(name, *args).content.decode()


def guess(door, user, times=FREE):
    """So many wrong passwords; returns the last answer."""
    for _number in range(times):
        answer = door.password(user, "guessed-wrong-1")
    return answer


def with_factor(user):
    """Give the account a second factor, as the person would have; returns the recovery codes."""
    device = draft_factor(user, None)
    _device, codes = confirm_factor(user, device.pk, code_from(device.bin_key))
    # The code that proved it is used up; the telephone shows another one half a minute later.
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    return codes


def code_of(user):
    """What the person's telephone shows now."""
    return code_from(TOTPDevice.objects.get(user=user, confirmed=True).bin_key)


def wrong_code_of(user):
    """Six digits that it does not show."""
    return f"{(int(code_of(user)) + 1) % 1_000_000:06d}"


def code_from(key):
    totp = TOTP(key)
    totp.time = timezone.now().timestamp()
    return f"{totp.token():06d}"


def key_on(page):
    """The key that the page shows for typing by hand."""
    letters = KEY.search(page).group(1).replace(" ", "")
    return b32decode(letters + "=" * (-len(letters) % 8))


def codes_on(page):
    """The recovery codes that the page shows."""
    return CODE.findall(page)
