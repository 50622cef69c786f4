"""Messages of Python files (by Babel) and of templates (by Django's own reader of them, then Babel)."""

import warnings
from dataclasses import dataclass, field
from io import BytesIO

from babel.messages.extract import extract_python
from django.utils.translation.template import TranslatorCommentWarning, templatize

PLAIN, PLURAL, CONTEXT, CONTEXT_PLURAL = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": PLAIN,
    "gettext": PLAIN,
    "gettext_lazy": PLAIN,
    "gettext_noop": PLAIN,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
SKIPPED_FOLDERS = {"migrations", "node_modules", "static", "__pycache__", "locale"}


@dataclass
class Message:
    """One text of the sources. Its identity is its context and its English wording."""

    text: str
    context: str | None = None
    plural: str = ""
    files: set = field(default_factory=set)

    @property
    def key(self):
        return self.context, self.text


def extract(root, folders):
    """All messages below `folders` of `root`, by (context, text)."""
    found = {}
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if SKIPPED_FOLDERS.isdisjoint(path.relative_to(root).parts) and path.is_file():
                add_file(found, root, path)
    return found


def add_file(found, root, path):
    if path.suffix == ".py":
        source = path.read_bytes()
    elif path.suffix in TEMPLATE_SUFFIXES and "templates" in path.relative_to(root).parts:
        source = python_of_template(path.read_text(encoding="utf-8"), str(path))
    else:
        return
    for message in messages_of(source):
        known = found.setdefault(message.key, message)
        known.plural = known.plural or message.plural
        known.files.add(path.relative_to(root).as_posix())


def python_of_template(source, origin):
    """The template's messages as lines of Python; what stands around them becomes names and is of no account."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TranslatorCommentWarning)
        calls = templatize(source, origin=origin)
    return "\n".join(line.strip() for line in calls.splitlines()).encode()


def messages_of(source):
    options = {"encoding": "utf-8"}
    for _line, function, texts, _comments in extract_python(BytesIO(source), list(KEYWORDS), [], options):
        message = message_of(KEYWORDS[function], texts if isinstance(texts, tuple) else (texts,))
        if message is not None:
            yield message


def message_of(spec, texts):
    """A call's literal arguments read by its keyword's shape; a call on a variable carries no message."""
    context = None
    if spec in (CONTEXT, CONTEXT_PLURAL):
        context, *texts = texts
    wanted = texts[: 2 if spec in (PLURAL, CONTEXT_PLURAL) else 1]
    if not all(wanted):
        return None
    return Message(wanted[0], context, wanted[1] if len(wanted) > 1 else "")
