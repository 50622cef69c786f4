"""What a catalogue lacks: entries without a translation, doubtful ones, and placeholders that do not agree."""

import re

from cms.catalogue.store import is_kept

NAMED = re.compile(r"%\((\w+)\)[#0\- +]*[\d.]*[diouxXeEfFgGcrsa]")
POSITIONAL = re.compile(r"%[#0\- +]*[\d.]*[diouxXeEfFgGcrsa]")
BRACES = re.compile(r"\{(\w*)(?:![rsa])?(?::[^{}]*)?\}")


def problems(catalogue, messages):
    """One line for each thing to put right, in the order of the catalogue."""
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    lines = [f"missing: {shown(*key)}" for key in messages if key not in entries]
    for key, entry in entries.items():
        if key in messages or is_kept(entry):
            lines += [f"{problem}: {shown(*key)}" for problem in problems_of(entry, messages.get(key))]
    return lines


def problems_of(entry, message):
    translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if message is not None and message.plural and message.plural != entry.msgid_plural:
        yield "missing its plural"
        return
    if not all(translations):
        yield "untranslated"
        return
    if entry.fuzzy:
        yield "fuzzy"
    wanted = placeholders(entry.msgid_plural or entry.msgid)
    for translation in translations:
        if placeholders(translation) != wanted:
            yield f"placeholders differ in “{translation}”"


def placeholders(text):
    """The names that the text takes, sorted; positional ones count by how many there are."""
    text = text.replace("%%", "")
    names = sorted(set(NAMED.findall(text)))
    positional = len(POSITIONAL.findall(NAMED.sub("", text)))
    return names, positional, sorted(set(BRACES.findall(text)))


def shown(context, text):
    return f"“{text}”" if context is None else f"“{text}” (context “{context}”)"
