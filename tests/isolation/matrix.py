"""Tries every address of the admin with another department's objects, as one person after the other."""

import re
from collections import Counter
from copy import copy
from dataclasses import dataclass, field

from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test import Client

from tests.isolation.addresses import admin_addresses
from tests.isolation.filling import Filled, Filler
from tests.isolation.forms import own_form, planted
from tests.isolation.rows import Rows
from tests.isolation.world import FILE_MARK, MARK, PICK_MARK

WRITES = re.compile(
    r"""^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)""", re.IGNORECASE
)
# What differs from one answer to the next: tokens, drawings, and how long ago something was.
PASSING = re.compile(
    r"<svg.*?</svg>|data:image/[^\"]*|<code>[A-Z2-7 ]+</code>|otpauth://[^\"]*|_\w{7}(?=\.)|(csrf\w*|CSRF_TOKEN)\W+(value=\W*)?\w+"
    r"|[0-9a-f]{32,}|刚刚|\d+\s(?:分钟|小时|天)[^<]{0,12}之前",
    re.DOTALL | re.IGNORECASE,
)
COMPARED_HEADERS = ("Location", "Content-Type", "Content-Disposition")
SERVER_ERROR = 500
NOT_FOUND = 404


@dataclass(frozen=True)
class Person:
    """Who tries, which marks this person must not see, and the models whose objects are this person's as well."""

    name: str
    user: object = None
    marks: tuple = (MARK, PICK_MARK, FILE_MARK.decode())
    shares: tuple = ()

    def client(self):
        """A browser in which the person is signed in."""
        client = Client(raise_request_exception=False)
        if self.user is not None:
            client.force_login(self.user)
        return client


@dataclass(frozen=True)
class Finding:
    """Something that must not be: what, who saw it, and where."""

    kind: str
    person: str
    method: str
    name: str
    url: str
    detail: str = ""

    def __str__(self):
        return f"{self.kind:7} {self.person:22} {self.method:5} {self.name} {self.url} {self.detail}"


@dataclass
class Outcome:
    """What a run of the matrix found."""

    routes: int = 0
    requests: int = 0
    findings: list = field(default_factory=list)
    unfilled: list = field(default_factory=list)

    def summary(self):
        """The figures, each a number but the list of addresses that could not be filled."""
        counts = Counter(finding.kind for finding in self.findings)
        return {
            "routes": self.routes,
            "requests": self.requests,
            "leaks": counts["leak"] + counts["telling"],
            "changes": counts["change"],
            "errors": counts["error"],
            "unfilled": len(self.unfilled),
        }


class Matrix:
    """All addresses, filled with what belongs to the other department of the world."""

    def __init__(self, world, only=None):
        self.world = world
        self.rows = Rows(world)
        self.addresses = [each for each in admin_addresses() if only is None or only(each.name)]
        self.foreign, self.own = Filler(world.foreign), Filler(world.own)
        self.answers = {}
        self.outcome = Outcome(routes=len(self.addresses))

    def run(self, people, progress=None):
        """Every address as every person; what was found, with the figures."""
        self.outcome.unfilled = sorted({each.name for each in self.addresses if not list(self.foreign.fill(each))})
        for person in people:
            client = person.client()
            for address in self.addresses:
                self._try(person, client, address)
            if progress:
                progress(person.name, self.outcome)
        return self.outcome

    def _try(self, person, client, address):
        own = next(iter(self.own.fill(address)), None)
        form = own_form(self._ask(client, "get", own.url)) if own else None
        for filled in self.foreign.fill(address):
            self._visit(person, client, address, filled, "get")
            self._visit(person, client, address, filled, "post", {})
            if form is not None:
                self._visit(person, client, address, filled, "post", form.data)
        if form is not None:
            for data in planted(form, self.world.foreign):
                self._visit(person, client, address, Filled(own.url), "post", data)

    def _visit(self, person, client, address, filled, method, data=None):
        at = (person, method, address, filled.url)
        answer = self._ask(client, method, filled.url, data, lambda written: self._changes(*at, written))
        if answer.status_code >= SERVER_ERROR:
            self._find("error", *at, _last_line(answer))
        text = said(answer)
        for place in filter(lambda place: place >= 0, map(text.find, person.marks)):
            self._find("leak", *at, " ".join(text[max(place - 60, 0) : place + 60].split()))
        if filled.missing and filled.model not in person.shares:
            other = self._without(person, client, method, filled.missing, data)
            urls = (filled.url, filled.missing)
            one, none = plain(answer, urls), plain(other, urls)
            if (answer.status_code, one) != (other.status_code, none):
                self._find("telling", *at, f"{answer.status_code}/{other.status_code}: {difference(one, none)}")

    def _without(self, person, client, method, url, data):
        """The answer for what does not exist, asked once."""
        key = (person.name, method, url, bool(data))
        if key not in self.answers:
            self.answers[key] = self._ask(client, method, url, data)
        return self.answers[key]

    def _changes(self, person, method, address, url, written):
        for change in self.rows.changes(written, person.shares):
            self._find("change", person, method, address, url, change)

    def _ask(self, client, method, url, data=None, look=None):
        """The answer. What was written is put back, after `look` has looked at it, told the tables."""
        self.outcome.requests += 1
        written = set()

        def note(execute, sql, params, many, context):
            if statement := WRITES.match(sql):
                written.add(statement[1])
            return execute(sql, params, many, context)

        cookies = copy(client.cookies)
        with transaction.atomic():
            with connection.execute_wrapper(note):
                answer = client.get(url) if method == "get" else client.post(url, data or {})
                answer.text_seen = _content(answer)
            if written and look is not None:
                look(written)
            transaction.set_rollback(True)
        client.cookies = cookies
        return answer

    def _find(self, kind, person, method, address, url, detail=""):
        self.outcome.findings.append(Finding(kind, person.name, method, address.name, url, detail))


def _content(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


def messages_of(answer):
    """The messages that wait for the next page."""
    return [str(message) for message in getattr(get_messages(answer.wsgi_request), "_queued_messages", ())]


def said(answer):
    """Everything that the browser gets, and the messages that wait for its next page."""
    headers = [f"{name}: {value}" for name, value in answer.headers.items()]
    return "\n".join([answer.text_seen, *headers, *messages_of(answer)])


def plain(answer, urls):
    """What is said without what differs from one answer to the next anyway, and without the numbers asked for."""
    headers = [answer.headers.get(name, "") for name in COMPARED_HEADERS]
    text = PASSING.sub("", "\n".join([answer.text_seen, *messages_of(answer), *headers]))
    numbers = sorted({number for url in urls for number in re.findall(r"\d+", url)}, key=len, reverse=True)
    return re.sub(rf"(?<!\d)({'|'.join(numbers)})(?!\d)", "N", text) if numbers else text


def difference(first, second):
    """Where two texts begin to differ."""
    place = next((place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
    return f"{first[max(place - 30, 0) : place + 40]!r} / {second[max(place - 30, 0) : place + 40]!r}"


def _last_line(answer):
    error = getattr(answer, "exc_info", None)
    return f"{error[0].__name__}: {error[1]}"[:200] if error else ""
