"""Who may see a page is part of what was approved: a private page made public is a publication."""

from contextlib import contextmanager
from contextvars import ContextVar

from wagtail.models import PageViewRestriction

from cms.content.placement import ancestor_paths

_read = ContextVar("restrictions", default=None)


def privacy_at(path):
    """The restrictions of the page at the tree path and above it, each in words; none where everybody may see it."""
    restrictions = _read.get()
    if restrictions is None:
        restrictions = _restrictions() if path else []
    if not restrictions:
        return []
    above = set(ancestor_paths(path, inclusive=True))
    return sorted(words for place, words in restrictions if place in above)


def any_restriction():
    """Whether any page is private at all."""
    return bool(_restrictions() if _read.get() is None else _read.get())


@contextmanager
def read_once(without=None):
    """Within, restrictions are read a single time; `without` one of them, as if it were lifted already."""
    known = _read.get() if without is None else None
    token = _read.set(_restrictions(without) if known is None else known)
    try:
        yield
    finally:
        _read.reset(token)


@contextmanager
def for_everybody():
    """Within, no page is private: what was approved for everybody is approved for fewer as well."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def _restrictions(without=None):
    found = PageViewRestriction.objects.exclude(pk=without).select_related("page").prefetch_related("groups")
    return [(each.page.path, _words(each)) for each in found]


def _words(restriction):
    groups = ",".join(str(group.pk) for group in sorted(restriction.groups.all(), key=lambda group: group.pk))
    return f"{restriction.restriction_type} {groups} {restriction.password}".strip()
