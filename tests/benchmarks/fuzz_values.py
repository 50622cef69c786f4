"""Values that nobody should send: for parts of an address, queries, fields and files."""

import json
import string

from django.core.files.uploadedfile import SimpleUploadedFile

MAX = 2**63
NUMBERS = (
    "0",
    "1",
    "-1",
    "2147483648",
    str(MAX - 1),
    str(MAX),
    str(10**40),
    "1e309",
    "-0",
    "00",
    "٣",
    "１",
    "1.5",
    "²",
)
WORDS = ("", " ", "x", "None", "null", "true", "undefined", "all", "live", "earliest", "latest", "__all__", "-pk", "id")
TEXTS = (
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "🀄" * 40,
    "‮标题",
    "长" * 5000,
    "a" * 70000,
    "'\"><b>&amp;</b>",
    "%00%ff",
    "../../etc/passwd",
    "{{ 7 }}{% now %}",
    "\r\nX-Header: 1",
    "' OR 1=1 --",
    "[",
    "{",
    "[]",
    "{}",
    "[[]]",
    "[1,",
    '{"a": ',
    "[null]",
    '"x"',
    "NaN",
    "Infinity",
    "1e999",
    json.dumps([{"type": "text", "value": {}}]),
    json.dumps({"blocks": [{"text": 1}], "entityMap": {}}),
    json.dumps({"blocks": [], "entityMap": {"0": {"type": "LINK", "data": {"id": "x"}}}}),
    json.dumps({"entityMap": []}),
    json.dumps({"blocks": None, "entityMap": None}),
    json.dumps([[[[[[[[]]]]]]]]),
    '{"a":' * 3000,
)
DATES = (
    "0000-00-00",
    "9999-12-31",
    "0001-01-01",
    "2026-02-30",
    "2026-13-01",
    "99999-01-01",
    "2026-01-01 25:61",
    "9999-12-31 23:59",
    "0001-01-01 00:00",
    "2026-01-01T00:00:00+99:99",
    "1",
    "today",
    "2026/1/1",
    "２０２６-01-01",
)
URLS = (
    "//evil.example",
    "http://[",
    "https://[::1",
    "javascript:1",
    "http://x:99999999/",
    "/\\evil",
    "mailto:x",
    "ftp://",
    "http://\x00",
)
LISTS = (
    "1,2,3",
    "1,,2",
    ",",
    "1-2",
    "content.articlepage",
    "wagtailcore.page",
    "x.y",
    "x.y.z",
    "content.picture,",
    ".",
)
EVERYTHING = (*NUMBERS, *WORDS, *TEXTS, *DATES, *URLS, *LISTS)
FIELDS = (
    *("p", "q", "page", "per_page", "ordering", "order", "limit", "offset", "fields", "next", "export", "id", "tag"),
    *("page_type", "parent_page", "parent_page_id", "child_of", "descendant_of", "collection_id", "collection"),
    *("locale", "lang", "type", "user_perms", "can_choose_root", "target_pages[]", "match_subclass", "multiple"),
    *("allow_external_link", "link_url", "link_text", "url", "term", "mode", "in_preview_panel", "timestamp", "from"),
    *("timestamp_from", "timestamp_to", "latest_revision_created_at_from", "last_published_at_to", "status", "owner"),
    *("requested_by", "workflow", "task", "has_child_pages", "content_type", "site", "is_expired", "childOf", "seed"),
    *("position", "update", "select_format", "wagtail_userbar", "preview", "year", "month", "kind", "validity"),
    *("department", "topic", "sort", "since", "until", "to", "token", "rev", "translation_of", "for_explorer"),
    *("entity_type", "label", "direction", "ends_within", "model", "event", "actor", "account", "results_only"),
)
FILES = (
    ("x.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "image/png"),
    ("x.gif", b"GIF89a", "image/gif"),
    ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "image/svg+xml"),
    ("x.pdf", b"%PDF-1.7\n%%EOF", "application/pdf"),
    ("x.docx", b"PK\x03\x04broken", "application/zip"),
    ("x.csv", '\ufeff姓名,账号\n"'.encode(), "text/csv"),
    ("x.csv", b"\xff\xfe\x00\x00", "text/csv"),
    ("x.po", b'msgid "\nmsgstr', "text/x-gettext"),
    ("x.po", b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nonsense\\n"\n', "text/x-gettext"),
    ("", b"", ""),
    ("a" * 300 + ".png", b"x", "image/png"),
    ("..\\..\\x.exe", b"MZ", "application/x-msdownload"),
    ("x\x00.png", b"x", "image/png"),
)


def word(rng):
    """One hostile value; now and then a random text."""
    if rng.random() < 0.15:
        letters = string.printable + "汉字ـאé\u2028\u0301\ufffe🀄\x00"
        return "".join(rng.choice(letters) for _ in range(rng.randint(1, 60)))
    return rng.choice(rng.choice((NUMBERS, WORDS, TEXTS, DATES, URLS, LISTS)))


def file(rng):
    """A file that is not what it says."""
    name, content, kind = rng.choice(FILES)
    return SimpleUploadedFile(name or "x", content, kind)


def changed(rng, value):
    """A value near the one that stood there."""
    choices = (
        lambda: value * 2,
        lambda: value[::-1],
        lambda: value + "\x00",
        lambda: value[: len(value) // 2],
        lambda: f" {value} ",
        lambda: f"-{value}",
        lambda: value + "0" * 30,
        lambda: word(rng),
    )
    return rng.choice(choices)()


def block_fields(block, name, rng, depth=0):
    """What the editor would send for a block, with hostile values: the counts, types and places are sent as well."""
    kinds = getattr(block, "child_blocks", None)
    if hasattr(block, "child_block"):
        kinds = None
    if kinds is not None and hasattr(block.meta, "block_counts"):
        return _rows(name, rng, lambda each: _typed(kinds, each, rng, depth), depth)
    if kinds is not None:
        return [pair for key, child in kinds.items() for pair in block_fields(child, f"{name}-{key}", rng, depth + 1)]
    if hasattr(block, "child_block"):
        return _rows(name, rng, lambda each: block_fields(block.child_block, f"{each}-value", rng, depth + 1), depth)
    return [] if rng.random() < 0.1 else [(name, word(rng))]


def _rows(name, rng, make, depth):
    number = rng.randint(0, 3 if depth < 2 else 1)
    said = str(number) if rng.random() < 0.85 else rng.choice(NUMBERS[:7])
    pairs = [] if rng.random() < 0.05 else [(f"{name}-count", said if len(said) < 4 else str(number))]
    for place in range(number):
        row = f"{name}-{place}"
        order = str(place) if rng.random() < 0.85 else word(rng)
        pairs += [(f"{row}-deleted", rng.choice(("", "", "", "1"))), (f"{row}-order", order), (f"{row}-id", "")]
        pairs += make(row)
    return [pair for pair in pairs if rng.random() > 0.02]


def _typed(kinds, row, rng, depth):
    kind = rng.choice(list(kinds))
    said = kind if rng.random() < 0.9 else word(rng)
    return [(f"{row}-type", said), *block_fields(kinds[kind], f"{row}-value", rng, depth + 1)]
