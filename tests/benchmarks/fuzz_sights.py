"""The crawl: every address of the resolver filled in, and what the pages there link to and ask for."""

import json
from collections import Counter
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.benchmarks.fuzz_addresses import fill, pools, routes
from tests.benchmarks.fuzz_client import Sent
from tests.benchmarks.fuzz_forms import query_names, read
from tests.benchmarks.fuzz_values import FIELDS

TRIES = 3
A_NAME = 3
FORMS_A_NAME = 6


class Sights:
    """What was seen: addresses that answered, forms, names of parameters."""

    def __init__(self, user):
        self.routes, self.pools = sorted(set(routes())), pools(user)
        self.addresses, self.forms, self.queries = [], [], sorted(FIELDS)
        self._counted = Counter()

    def wants(self, address):
        """Whether one more address of this name is worth a look."""
        name = _name(address)
        self._counted[name] += 1
        return name is not None and self._counted[name] <= A_NAME

    def keep(self, address, forms, links):
        """Remember what a page showed."""
        self.addresses.append(address)
        for form in forms:
            key = ("form", _name(form.action), form.method)
            self._counted[key] += 1
            if self._counted[key] <= FORMS_A_NAME:
                self.forms.append(form)
        self.queries = sorted({*self.queries, *query_names(links)})


def _name(address):
    try:
        found = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return None
    return f"{found.view_name} {found.route}"


def crawl(browser, sights, rng, judge):
    """Breadth first, a few addresses of each name."""
    waiting = ["/admin/"]
    for route in sights.routes:
        waiting += dict.fromkeys(fill(route, sights.pools, rng) for _each in range(TRIES))
    seen = set()
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        sent = Sent("GET", address, headers={"accept": "text/html"})
        answer = browser.send(sent)
        judge(sent, answer)
        if answer.status != 200:
            continue
        links, forms = _sights_of(address, answer)
        sights.keep(address, forms, links)
        waiting += [link for link in links if link not in seen and sights.wants(link)]


def _sights_of(address, answer):
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("application/json"):
        body = _html_of(answer.body)
        return read(address, body) if body else ([], [])
    return read(address, answer.body) if kind.startswith("text/html") and answer.body else ([], [])


def _html_of(body):
    """Wagtail's dialogs come as JSON with a page in it."""
    found = json.loads(body)
    return found.get("html", "").encode() if isinstance(found, dict) and isinstance(found.get("html"), str) else b""
