"""The catalogue's files: read, merged with what the sources hold, written, compiled."""

import os
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_locale

SOURCE_LANGUAGE = "en"
PLURAL_FORMS = "nplurals=1; plural=0;"
KEPT = "kept:"
WIDTH = 110


def catalogues():
    """The path of each catalogue: every language of the product but that of the messages themselves."""
    root = Path(settings.LOCALE_PATHS[0])
    codes = [code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]
    return [root / to_locale(code) / "LC_MESSAGES" / "django.po" for code in codes]


def compiled_sources():
    """Every catalogue that is compiled: beside the product's own stands that of the admin's scripts."""
    return [path for catalogue in catalogues() for path in sorted(catalogue.parent.glob("*.po"))]


def read(path):
    """The catalogue at `path`, or an empty one."""
    if path.exists():
        return polib.pofile(str(path), wrapwidth=WIDTH, encoding="utf-8")
    catalogue = polib.POFile(wrapwidth=WIDTH, encoding="utf-8")
    catalogue.metadata = {
        "Project-Id-Version": "Lingnan",
        "Language": path.parent.parent.name,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS,
    }
    return catalogue


def merge(catalogue, messages):
    """Bring the catalogue to what the sources hold and return how many entries came and went.

    Translations are kept. An entry that no source holds goes, unless its comment begins with "kept:" (a text of a
    library that we translate ourselves).
    """
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    added = [key for key in messages if key not in known or known[key].obsolete]
    dropped = [key for key, entry in known.items() if key not in messages and not is_kept(entry)]
    entries = [entry_of(message, known.get(key)) for key, message in messages.items()]
    entries += [entry for key, entry in known.items() if key not in messages and is_kept(entry)]
    catalogue[:] = sorted(entries, key=lambda entry: ([name for name, _line in entry.occurrences], entry.msgid))
    return len(added), len(dropped)


def is_kept(entry):
    return entry.tcomment.startswith(KEPT) and not entry.obsolete


def entry_of(message, known):
    """The message as an entry, with the translation that the known entry has."""
    entry = polib.POEntry(
        msgctxt=message.context,
        msgid=message.text,
        occurrences=[(name, "") for name in sorted(message.files)],
        flags=["python-format"] if "%" in message.text + message.plural else [],
    )
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: ""}
    if known is None:
        return entry
    entry.tcomment = known.tcomment
    entry.flags += [flag for flag in known.flags if flag == "fuzzy"]
    translation = known.msgstr_plural.get(0, "") if known.msgid_plural else known.msgstr
    if message.plural:
        entry.msgstr_plural = {0: translation}
    else:
        entry.msgstr = translation
    return entry


def write(catalogue, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def compile_catalogue(path):
    """Write the compiled form beside the catalogue, in one step, for processes that read it meanwhile."""
    compiled = path.with_suffix(".mo")
    partial = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    read(path).save_as_mofile(str(partial))
    partial.replace(compiled)
    return compiled


def is_stale(path):
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime
