"""What columns, topics and sites are called: their names, folded, in a small table that is kept for a few seconds.

A province has some thousand of them. The table only proposes; what is shown is read anew (search/places/finding.py).
"""

import time
from dataclasses import dataclass
from functools import cache, cached_property
from threading import Lock

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.content.models import ColumnPage, SiteHomePage
from home.models import TopicPage
from search.folding import fold
from search.suggesting.beginnings import beginnings_of_name

# In the order in which they stand where nothing else tells.
KINDS = ((SiteHomePage, _("Site")), (TopicPage, _("Topic")), (ColumnPage, _("Column")))
SITE = 0
NAMES = ("name", "short_name", "english_name")
FIELDS = (
    *("pk", "title", "path", "url_path", "content_type", "columnpage__department", "sitehomepage__department"),
    *(f"columnpage__department__{name}" for name in NAMES),
    *(f"sitehomepage__department__{name}" for name in NAMES),
)
LIFETIME_SECONDS = 30
SHORTEST = 2
WHOLE, BEGINNING = 0, 1


@dataclass(frozen=True)
class Place:
    """A column, topic or site: the number of its page, where it is, and what it is called in the language."""

    page: int
    kind: int
    path: str
    url_path: str
    department: int | None
    title: str
    department_name: str
    names: tuple

    @classmethod
    def from_row(cls, row, kinds, language):
        """The place of a row of FIELDS; a site is called what its department is."""
        page, title, path, url_path, content_type, of_column, of_site, *names = row
        kind = kinds[content_type]
        office = names[len(NAMES) :] if kind == SITE else names[: len(NAMES)]
        full, short, english = (name or "" for name in office)
        if language != settings.LANGUAGE_CODE:
            full = short = english
        called = (full, short, title) if kind == SITE else (title,)
        return cls(
            page=page,
            kind=kind,
            path=path,
            url_path=url_path,
            department=of_site or of_column,
            title=called[0] or title,
            department_name="" if kind == SITE else short,
            names=tuple(filter(None, called)),
        )

    @cached_property
    def folded(self):
        """The names as they are compared; that of a department also without the province before it."""
        found = [fold(name) for name in self.names]
        if self.kind == SITE:
            found += [each.folded for name in self.names for each in beginnings_of_name(name) if each.place == 1]
        return tuple(dict.fromkeys(found))

    def grade(self, words):
        """How the folded words fit: WHOLE, BEGINNING, or None."""
        if words in self.folded:
            return WHOLE
        fits = len(words) >= SHORTEST and any(name.startswith(words) for name in self.folded)
        return BEGINNING if fits else None

    @property
    def label(self):
        """What kind of place it is."""
        return KINDS[self.kind][1]


@cache
def _models():
    """The kind of each model of places, as its place in KINDS."""
    bases = enumerate(base for base, _label in KINDS)
    return {model: kind for kind, base in bases for model in apps.get_models() if issubclass(model, base)}


def places(pages, language):
    """The places among pages, in one statement, in the order of the tree."""
    models = _models()
    kinds = {found.pk: models[model] for model, found in ContentType.objects.get_for_models(*models).items()}
    rows = pages.filter(content_type__in=kinds, live=True, locale__language_code=language)
    return [Place.from_row(row, kinds, language) for row in rows.order_by("path").values_list(*FIELDS)]


_lock = Lock()
_kept = {}


def every_place(language):
    """All places of a language, at most some seconds old."""
    found, until = _kept.get(language, (None, 0.0))
    if found is None or time.monotonic() > until:
        with _lock:
            found = places(Page.objects.all(), language)
            _kept[language] = (found, time.monotonic() + LIFETIME_SECONDS)
    return found


def forget_places():
    """Drop the table; the next search reads it anew."""
    _kept.clear()
