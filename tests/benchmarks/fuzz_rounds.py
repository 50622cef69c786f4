"""Hostile requests, one after another, out of a seeded generator."""

from urllib.parse import quote, urlencode

from django.db.models import Field
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils.datastructures import MultiValueDict
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from tests.benchmarks.fuzz_addresses import fill
from tests.benchmarks.fuzz_client import Sent
from tests.benchmarks.fuzz_forms import read
from tests.benchmarks.fuzz_values import EVERYTHING, block_fields, changed, file, word

METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
ACCEPTS = ("application/json", "text/html", "*/*", "x", "")
TYPES = (
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "x",
    "application/x-www-form-urlencoded; charset=nonsense",
)
MANAGEMENT = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS", "count")
FORMS_KEPT = 40


def known_streams():
    """The fields of pages that are made of blocks."""
    found = {}
    for model in get_page_models():
        for field in model._meta.get_fields():
            if isinstance(field, Field) and isinstance(field, StreamField):
                found.setdefault(field.name, []).append(field.stream_block)
    return dict(sorted(found.items()))


class Round:
    """Requests from what the crawl saw and what this round's own answers show."""

    def __init__(self, rng, sights, streams, hosts):
        self.rng, self.sights, self.streams, self.hosts = rng, sights, streams, hosts
        self.forms = []

    def next(self):
        """One request."""
        kind = self.rng.random()
        if kind < 0.25:
            sent = self._visit(fill(self.rng.choice(self.sights.routes), self.sights.pools, self.rng, word))
        elif kind < 0.5:
            sent = self._visit(self.rng.choice(self.sights.addresses))
        elif kind < 0.9:
            sent = self._submit(self.rng.choice(self.forms if self.forms and kind < 0.6 else self.sights.forms))
        else:
            sent = self._post_anywhere()
        return self._dressed(sent)

    def learn(self, sent, answer):
        """The forms of an answer, often with what was wrong, may be sent again."""
        if answer.status == 200 and answer.headers.get("Content-Type", "").startswith("text/html") and answer.body:
            self.forms = [*self.forms, *read(sent.path, answer.body)[1]][-FORMS_KEPT:]

    def _visit(self, address):
        path, _mark, query = address.partition("?")
        pairs = [
            (self.rng.choice(self.sights.queries), self._value()) for _each in range(self.rng.choice((0, 1, 1, 2, 4)))
        ]
        parts = [part for part in (query, self._query(pairs)) if part]
        return Sent("GET", path + ("?" + "&".join(parts) if parts else ""))

    def _query(self, pairs):
        if self.rng.random() < 0.05:
            return self.rng.choice(("%", "%ff", "&&&===", "a[b]=1", "=x", "%u1234", ";", "?" * 20))
        return "&".join(f"{quote(name)}={quote(value.encode('utf-8', 'replace'))}" for name, value in pairs)

    def _value(self):
        near = self.rng.choice(list(self.sights.pools.values()))
        return self.rng.choice(near) if near and self.rng.random() < 0.3 else word(self.rng)

    def _submit(self, form):
        pairs = self._filled(form)
        if form.method != "post":
            return Sent("GET", form.action.partition("?")[0] + "?" + self._query(pairs))
        files = [(name, file(self.rng)) for name in form.files if self.rng.random() < 0.8]
        if self.rng.random() < 0.05:
            files.append((self.rng.choice(pairs)[0] if pairs else "x", file(self.rng)))
        return self._posted(form.action, pairs, files, form.is_multipart)

    def _filled(self, form):
        boldness = self.rng.choice((0.02, 0.1, 0.3, 0.8))
        pairs = []
        for name, value in form.pairs:
            sent = value
            if self.rng.random() < boldness:
                if self.rng.random() < 0.12:
                    continue
                options = form.choices.get(name)
                sent = self.rng.choice(options) if options and self.rng.random() < 0.4 else self._bent(name, value)
            pairs.append((name, sent))
            if self.rng.random() < 0.02:
                pairs.append((name, word(self.rng)))
        for name, options in form.choices.items():
            if self.rng.random() < 0.15:
                pairs.append((name, self.rng.choice(options) if options else word(self.rng)))
        if "/pages/" in form.action:
            pairs += self._streams()
        return pairs

    def _bent(self, name, value):
        if name.endswith(MANAGEMENT) and self.rng.random() < 0.5:
            return self.rng.choice(("", "x", "-1", "3", "1001", "1e3"))
        return changed(self.rng, value) if self.rng.random() < 0.3 else self._value()

    def _streams(self):
        pairs = []
        for name, blocks in self.streams.items():
            if self.rng.random() < 0.6:
                pairs += block_fields(self.rng.choice(blocks), name, self.rng)
        for name in ("attachments", "relations", "comments"):
            if self.rng.random() < 0.3:
                pairs += [(f"{name}-{part}", self.rng.choice(("0", "1", "2"))) for part in MANAGEMENT[:4]]
                pairs += [
                    (f"{name}-0-{part}", self._value())
                    for part in ("id", "title", "ORDER", "DELETE", "target", "text", "contentpath", "position")
                ]
        return pairs

    def _post_anywhere(self):
        rng = self.rng
        address = (
            rng.choice(self.sights.addresses)
            if rng.random() < 0.6
            else fill(rng.choice(self.sights.routes), self.sights.pools, rng, word)
        )
        names = rng.sample(self.sights.queries, 5) + ["title", "action", "comment", "reason", "file", "files[]"]
        pairs = [(name, self._value()) for name in names if rng.random() < 0.6]
        return self._posted(address, pairs, [("file", file(rng))] if rng.random() < 0.3 else [], rng.random() < 0.3)

    def _posted(self, address, pairs, files, is_multipart):
        rng = self.rng
        if rng.random() < 0.06:
            body = rng.choice(
                (b"", b"\xff\xfe", b"{", b"[]", b"null", b"a=%zz", b"--x\r\n", BOUNDARY.encode(), b"a" * 10000)
            )
            return Sent("POST", address, body, rng.choice(TYPES))
        if not is_multipart and not files:
            text = urlencode([(name, value.encode("utf-8", "replace")) for name, value in pairs])
            return Sent("POST", address, text.encode(), "application/x-www-form-urlencoded")
        fields = MultiValueDict()
        for name, value in [*pairs, *files]:
            fields.appendlist(name, value)
        body = encode_multipart(BOUNDARY, dict(fields.lists()))
        if rng.random() < 0.06:
            body = body[: rng.randint(0, len(body))]
        return Sent("POST", address, body, MULTIPART_CONTENT)

    def _dressed(self, sent):
        rng = self.rng
        if not sent.path.startswith("/admin/"):
            sent.host = rng.choice((*self.hosts, "localhost"))
            sent.path = rng.choice(("", "", "/en")) + sent.path
        if rng.random() < 0.05:
            sent.method = rng.choice(METHODS)
        if rng.random() < 0.15:
            sent.headers["x-requested-with"] = "XMLHttpRequest"
        if rng.random() < 0.1:
            sent.headers["accept"] = rng.choice(ACCEPTS)
        if rng.random() < 0.04:
            name = rng.choice(
                ("accept-language", "referer", "if-modified-since", "range", "x-forwarded-for", "user-agent")
            )
            sent.headers[name] = rng.choice(EVERYTHING).encode("utf-8", "replace").decode("latin-1")[:3000]
        sent.is_anonymous = rng.random() < 0.04
        return sent
