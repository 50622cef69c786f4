"""Asking other hosts whether what we link to is there: politely, within bounds, in the background.

One request at a time with a pause between two to the same host, the head alone where the host allows that, an honest
name, nothing more often than every few days. Only public hosts are asked: an address that leads into our own network
would tell an editor what stands there, so names are resolved first and the request goes to the address that was looked
at.
"""

import http.client
import ipaddress
import logging
import socket
import ssl
import time
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.approval.checks.addresses import hashed
from cms.approval.models.readings import OutsideLink

logger = logging.getLogger(__name__)
MOST_REDIRECTS = 5
GONE = {404, 410}
# Hosts that do not answer a question for the head alone, or not to programs; a person may well get the page.
TRY_WHOLE = {400, 403, 405, 501, 503}
PORTS = {None, 80, 443, 8080, 8443}
SAFE = "/%:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Answer:
    """How an address answered: a choice of OutsideLink.Answer, and the status or the error."""

    answer: str
    detail: str = ""


class NotAsked(Exception):
    """An address that is not asked: no web address, or not one of the public network."""


def ask(address, seconds):
    """Ask one address, along its redirects."""
    try:
        for _turn in range(MOST_REDIRECTS + 1):
            status, location = _head(address, seconds)
            if not (300 <= status < 400 and location):
                return _judged(status)
            address = urljoin(address, location)
    except NotAsked as refusal:
        return Answer(OutsideLink.Answer.REFUSED, str(refusal))
    except socket.gaierror:
        return Answer(OutsideLink.Answer.SILENT, _("the host has no address"))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(OutsideLink.Answer.SILENT, type(error).__name__)
    return Answer(OutsideLink.Answer.SILENT, _("too many redirects"))


def _judged(status):
    if status in GONE:
        return Answer(OutsideLink.Answer.GONE, str(status))
    if status >= 500:
        return Answer(OutsideLink.Answer.SILENT, str(status))
    return Answer(OutsideLink.Answer.WORKS, str(status))


def _head(address, seconds):
    """Status and target of a redirect; the whole page is asked for, and not read, where its head is refused."""
    status, location = _request("HEAD", address, seconds)
    return _request("GET", address, seconds) if status in TRY_WHOLE else (status, location)


def _request(method, address, seconds):
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port not in PORTS:
        raise NotAsked(_("no ordinary web address"))
    connection = _connection(parts, public_address(parts.hostname, parts.port or _port(parts)), seconds)
    target = quote(parts.path or "/", SAFE) + (f"?{quote(parts.query, SAFE)}" if parts.query else "")
    try:
        connection.request(method, target, headers={"User-Agent": settings.LINK_CHECK_NAME, "Accept": "*/*"})
        response = connection.getresponse()
        return response.status, response.getheader("Location", "")
    finally:
        connection.close()


def _port(parts):
    return 443 if parts.scheme == "https" else 80


def public_address(hostname, port):
    """One address of the host.

    Raises NotAsked where any of them is not of the public network.
    """
    found = socket.getaddrinfo(hostname.encode("idna").decode(), port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(each[4][0].partition("%")[0]) for each in found]
    if not addresses or not all(address.is_global and not address.is_multicast for address in addresses):
        raise NotAsked(_("not an address of the public network"))
    return str(addresses[0])


class _Plain(http.client.HTTPConnection):
    """A connection to the address that was looked at, in the host's name."""

    def __init__(self, host, address, **kwargs):
        super().__init__(host, **kwargs)
        self._address = address

    def connect(self):
        self.sock = socket.create_connection((self._address, self.port), self.timeout)


class _Secure(http.client.HTTPSConnection):
    """The same, encrypted; the certificate is the host's."""

    def __init__(self, host, address, **kwargs):
        super().__init__(host, context=ssl.create_default_context(), **kwargs)
        self._address = address

    def connect(self):
        sock = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._context.wrap_socket(sock, server_hostname=self.host)


def _connection(parts, address, seconds):
    make = _Secure if parts.scheme == "https" else _Plain
    return make(parts.hostname.encode("idna").decode(), address, port=parts.port or _port(parts), timeout=seconds)


def ask_all(addresses, parameters, pause=time.sleep):
    """Ask those of the addresses that were not asked lately, up to a number; how many were asked."""
    since = timezone.now() - timedelta(days=parameters["check-link-days"])
    rows = {row.address_hash: row for row in OutsideLink.objects.filter(address_hash__in=map(hashed, addresses))}
    due = [address for address in addresses if _is_due(rows.get(hashed(address)), since)]
    last_host, asked = "", 0
    for address in sorted(due, key=lambda each: urlsplit(each).hostname or "")[: parameters["check-link-number"]]:
        host = urlsplit(address).hostname or ""
        if host == last_host:
            pause(parameters["check-link-pause-milliseconds"] / 1000)
        last_host = host
        _remember(address, rows.get(hashed(address)), ask(address, parameters["check-link-seconds"]))
        asked += 1
    return asked


def _is_due(row, since):
    """What failed is asked again sooner: a host may have been down."""
    if row is None:
        return True
    return row.asked_at < (timezone.now() - timedelta(days=1) if row.failures else since)


def _remember(address, row, answer):
    failed = answer.answer in (OutsideLink.Answer.GONE, OutsideLink.Answer.SILENT)
    OutsideLink.objects.update_or_create(
        address_hash=hashed(address),
        defaults={
            "address": address,
            "answer": answer.answer,
            "detail": answer.detail[:120],
            "failures": (row.failures + 1 if row else 1) if failed else 0,
            "asked_at": timezone.now(),
        },
    )
