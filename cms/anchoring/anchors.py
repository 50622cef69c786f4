"""Heads of the chains, signed and appended to a file that is not in the database.

One line an hour, as JSON: the time, the heads that moved since, the hash of the line before, the name of the key and
its signature. Who rewrites a chain would have to rewrite the file as well, and to sign it.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from fasteners import InterProcessLock

from cms.anchoring.canonical import moment_text, text_of
from cms.anchoring.keys import key_name, private_key
from cms.anchoring.sources import all_heads, kept_entries

FORMAT = 1


class AnchorError(Exception):
    """The heads could not be anchored, or no longer fit what was anchored; the text says why."""


@dataclass
class Anchors:
    """What the file holds: lines in their order, and the lines that are not what was written."""

    lines: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    last_hash: str = ""

    def latest(self):
        """The newest anchored head of each chain: number and hash by key."""
        return {key: (number, digest) for line in self.lines for key, number, digest in line["heads"]}


def anchor_path():
    """Where the anchors are kept."""
    return Path(settings.PUBLICATION_ANCHOR_FILE)


def read_anchors(path, keys):
    """The anchors in the file, with what is wrong with it. `keys` are the public keys that are believed, by name.

    Returns None where there is no file.

    Raises AnchorError where it cannot be read.
    """
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AnchorError(_("The anchor file cannot be read: %(error)s") % {"error": error}) from error
    anchors, torn = Anchors(), False
    for number, raw in enumerate(text.splitlines(), 1):
        line, problem = _read_line(raw, keys)
        if line is not None and not problem:
            if line["previous"] != anchors.last_hash:
                problem = _("does not follow the line before it: lines were removed, inserted or reordered")
            elif torn:
                # A line that was cut off when the power failed, and that the next one names as it is.
                anchors.problems.pop()
        torn = line is None
        if problem:
            anchors.problems.append((number, problem))
        if line is not None:
            anchors.lines.append({**line, "line": number})
        anchors.last_hash = _hash(raw)
    return anchors


def _read_line(raw, keys):
    """A line and what is wrong with it."""
    try:
        line = json.loads(raw)
        line["heads"] = [(str(key), int(number), str(digest)) for key, number, digest in line["heads"]]
        signature = base64.b64decode(line["signature"], validate=True)
        signed = _signed(line)
        key = keys.get(line["key"])
        line["at"], line["previous"] = str(line["at"]), str(line["previous"])
    except (ValueError, KeyError, TypeError):
        return None, _("is not readable")
    if key is None:
        return line, _("is signed with an unknown key")
    try:
        key.verify(signature, signed)
    except InvalidSignature:
        return line, _("has a wrong signature: it was changed")
    return line, ""


def append_anchor(path=None):
    """Sign the heads that moved since the last anchor and append them to the file; returns how many.

    Raises AnchorError when a chain no longer holds what was anchored (the others are anchored all the same), or when
    the file cannot be written; LogKeyError without a usable key.
    """
    path = path or anchor_path()
    key = private_key()
    name = key_name(key.public_key())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with InterProcessLock(f"{path}.lock"):
            anchors = read_anchors(path, {name: key.public_key()}) or Anchors()
            latest = anchors.latest()
            broken = lost_heads(latest)
            moved = [head for head in all_heads() if head[0] not in broken and latest.get(head[0]) != head[1:]]
            line = {"format": FORMAT, "at": moment_text(timezone.now()), "previous": anchors.last_hash}
            line |= {"heads": moved, "key": name}
            line["signature"] = base64.b64encode(key.sign(_signed(line))).decode()
            _append(path, text_of(line))
    except OSError as error:
        raise AnchorError(_("The anchor file cannot be written: %(error)s") % {"error": error}) from error
    if broken:
        raise AnchorError(
            _("Chains no longer hold what was anchored: %(keys)s. Run manage.py verify_publication_log.")
            % {"keys": ", ".join(sorted(broken))}
        )
    return len(moved)


def lost_heads(latest):
    """The chains in which the entry that was anchored last is not there any more."""
    found = kept_entries([digest for _number, digest in latest.values()])
    return {key for key, (number, digest) in latest.items() if (key, number, digest) not in found}


def _append(path, text):
    """One write to the end of the file, behind a line that was cut off if there is one; on the disk before it ends."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o640)
    with os.fdopen(handle, "ab+") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(size - 1, 0))
        whole = stream.read(1) in (b"", b"\n")
        stream.write((b"" if whole else b"\n") + text.encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def _signed(line):
    """What the signature covers: the line without it."""
    return text_of({name: value for name, value in line.items() if name not in ("signature", "line")}).encode()


def _hash(raw):
    return hashlib.sha256(raw).hexdigest()
