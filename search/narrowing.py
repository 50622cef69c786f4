"""What a search is narrowed by: a site or all, language, department, kind, theme, year, validity."""

from dataclasses import dataclass, replace

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from cms.content.validity import CHANGED, Validity
from search.models import Entry
from search.stores.base import Narrowing

FACETS = ("department", "kind", "theme", "year", "validity")
GONE = (Validity.EXPIRED, Validity.REPEALED)


@dataclass(frozen=True)
class Scope:
    """The choices of a visitor; None or '' is none. `site` is the department of the site that alone is searched.

    The portal's own pages belong to no department: their site is PORTAL.
    """

    PORTAL = 0

    language: str
    site: int | None = None
    department: int | None = None
    kind: str = ""
    theme: str = ""
    year: int | None = None
    validity: str = ""

    def without(self, facet):
        """The same with one choice open."""
        return replace(self, **{facet: type(self).__dataclass_fields__[facet].default})

    @property
    def chosen(self):
        """The facets that are chosen."""
        return [facet for facet in FACETS if getattr(self, facet)]

    def condition(self):
        """The condition on entries."""
        found = Q(language=self.language)
        if self.site is not None:
            found &= Q(department=self.site) if self.site else Q(department=None)
        for facet in ("department", "kind", "theme", "year"):
            if value := getattr(self, facet):
                found &= Q(**{facet: value})
        if self.validity:
            found &= valid_as(self.validity, timezone.localdate())
        return found

    def as_sql(self):
        """The condition for an engine's statement; None where nothing can fulfil it."""
        query = Entry.objects.filter(self.condition()).query
        compiler = query.get_compiler(connection=connection)
        try:
            sql, params = compiler.compile(query.where)
        except EmptyResultSet:
            return None
        return Narrowing(sql, tuple(params))


def valid_as(validity, day):
    """Entries whose validity on the day is the given one: see cms.content.validity.validity_on."""
    declared_gone = Q(validity__in=GONE)
    not_yet = Q(effective_date__gt=day) & ~declared_gone
    over = Q(expiry_date__lt=day) & ~declared_gone & ~Q(effective_date__gt=day)
    if validity == Validity.NOT_YET:
        return not_yet
    if validity == Validity.EXPIRED:
        return Q(validity=validity) | (over & ~Q(validity=""))
    if validity == Validity.REPEALED:
        return Q(validity=validity)
    if validity in (*CHANGED, Validity.IN_FORCE):
        return Q(validity=validity) & ~(Q(effective_date__gt=day) | Q(expiry_date__lt=day))
    return Q(pk__in=[])
