"""Which columns, topics and sites are called what somebody searches for."""

from dataclasses import dataclass

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction

from cms.delivery.roots import root_map
from search.places.names import every_place, places

MOST = 3
# So many are looked at, for some may not be public.
LOOKED_AT = 12


@dataclass(frozen=True)
class FoundPlace:
    """A place as it is shown."""

    title: str
    url: str
    label: str
    department_name: str


def places_for(words, scope, site, site_id):
    """Up to three public places whose name is the folded words, or begins so; those of the site at hand first.

    They are found in the table of names, and read once more as they are now: called so, live, and not private.
    """
    if not words:
        return []
    proposed = _fitting(every_place(scope.language), words, scope, site)[:LOOKED_AT]
    if not proposed:
        return []
    public = Page.objects.filter(~Exists(_restrictions()), pk__in=[place.page for place in proposed])
    shown = []
    for place in _fitting(places(public, scope.language), words, scope, site):
        if url := root_map().url_for(place.url_path, site_id):
            shown.append(FoundPlace(place.title, url, str(place.label), place.department_name))
    return shown[:MOST]


def _fitting(found, words, scope, site):
    """Those that are called so within the scope, best first."""
    within = [place for place in found if scope.site is None or (place.department or scope.PORTAL) == scope.site]
    graded = [(place.grade(words), place) for place in within]
    fitting = [(grade, place) for grade, place in graded if grade is not None]

    def order(row):
        grade, place = row
        return grade, (place.department or scope.PORTAL) != site, place.kind, place.path

    return [place for _grade, place in sorted(fitting, key=order)]


def _restrictions():
    """What makes a page private: a restriction on it or on a page above it."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return PageViewRestriction.objects.annotate(outer=path).filter(outer__startswith=F("page__path"))
