"""Reads the files that the organisation is loaded from: JSON lists of objects, checked for shape before use."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

MOST_PROBLEMS = 30


class LoadError(Exception):
    """A file cannot be loaded; `problems` says why, one sentence each, in the user's language."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Shape:
    """Which keys a row has, and of which type: a type, or a tuple of types; `key` names those that identify it."""

    key: tuple
    required: dict
    optional: dict

    def problems_of(self, row):
        """What is wrong with the row, in words."""
        if not isinstance(row, dict):
            yield _("this is not an object with keys and values")
            return
        for name in self.required.keys() - row.keys():
            yield _("“%(key)s” is missing") % {"key": name}
        known = {**self.required, **self.optional}
        for name, value in row.items():
            if name not in known:
                yield _("“%(key)s” is not known here") % {"key": name}
            elif not isinstance(value, known[name]) or isinstance(value, bool) and known[name] is int:
                yield _("the value of “%(key)s” is of the wrong kind") % {"key": name}
            elif isinstance(value, str) and "\0" in value:
                yield _("the value of “%(key)s” holds a null character") % {"key": name}

    def key_of(self, row):
        """What identifies the row, as text; '' where it cannot be told."""
        return " ".join(str(row.get(name, "")) for name in self.key) if isinstance(row, dict) else ""


@dataclass(frozen=True)
class Row:
    """One object of a file, and where it stands."""

    path: Path
    number: int
    values: dict
    key: str

    def say(self, message):
        """The message with the place that it is about."""
        return _("%(file)s, entry %(number)d (%(key)s): %(message)s") % {
            "file": self.path.name,
            "number": self.number,
            "key": self.key,
            "message": message,
        }


def read_rows(path, shape):
    """The rows of a file, all of the right shape and each with a key of its own.

    Raises LoadError, which names every row that is not.
    """
    path = Path(path)
    rows, problems, seen = [], [], {}
    for number, values in enumerate(_parse(path), start=1):
        key = shape.key_of(values)
        row = Row(path, number, values, key)
        problems += [row.say(problem) for problem in shape.problems_of(values)]
        if key and key in seen:
            problems.append(row.say(_("entry %(number)d has the same key already") % {"number": seen[key]}))
        seen.setdefault(key, number)
        rows.append(row)
    if problems:
        raise LoadError(problems)
    return rows


def _parse(path):
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise LoadError([_("There is no file %(path)s.") % {"path": path}]) from error
    except OSError as error:
        raise LoadError(
            [_("%(path)s cannot be read: %(reason)s.") % {"path": path, "reason": error.strerror}]
        ) from error
    except UnicodeDecodeError as error:
        raise LoadError([_("%(file)s is not in UTF-8. Save it in UTF-8.") % {"file": path.name}]) from error
    except json.JSONDecodeError as error:
        raise LoadError(
            [
                _("%(file)s is not valid JSON: line %(line)d, column %(column)d.")
                % {"file": path.name, "line": error.lineno, "column": error.colno}
            ]
        ) from error
    except RecursionError as error:
        raise LoadError([_("%(file)s is nested too deeply to be read.") % {"file": path.name}]) from error
    if not isinstance(data, list):
        raise LoadError([_("%(file)s has to be a list of entries.") % {"file": path.name}])
    return data
