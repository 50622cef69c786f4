"""The page of results."""

from dataclasses import replace

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Site

from search.away import says_when_away
from search.narrowing import Scope
from search.query import SearchQuery
from search.reading import read
from search.results import Results
from search.terms.hot import hot_terms
from search.terms.noting import note


def search_is_away(request):
    """The page that says so; what was asked stays in the box."""
    query = _query(request)
    asked = read(query.text).text
    context = {"title": _("Search"), "query": query, "asked": asked, "breadcrumb": _breadcrumb(request)}
    return TemplateResponse(request, "search/away.html", context)


@says_when_away(search_is_away)
def search(request):
    """Search this site or all.

    Template `search/results.html` gets `query`, `results` (None before anything was asked), `breadcrumb`, `title`, and
    `hot` where there is no result.
    """
    results = results_of(request)
    site = request.chrome.department_id or Scope.PORTAL
    note(results, site)
    asked = not results.reading.is_empty
    title = _("Search: %(words)s") % {"words": results.reading.text} if asked else _("Search")
    context = {
        "title": title,
        "query": results.query,
        "results": results if asked else None,
        "asked": results.reading.text,
        "hot": [] if results.items or results.pinned else hot_terms(results.query, site),
        "breadcrumb": _breadcrumb(request),
    }
    return TemplateResponse(request, "search/results.html", context)


def results_of(request, by_date=None):
    """The page of results that the address asks for; `by_date` overrules its order.

    Raises Http404 where there is no site.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    query = _query(request)
    if by_date is not None:
        query = replace(query, by_date=by_date)
    return Results(query, request.chrome.department_id or Scope.PORTAL, site.pk)


def _query(request):
    return SearchQuery.from_request(request, request.chrome.is_portal)


def _breadcrumb(request):
    return [{"title": _("Home"), "url": request.chrome.home_url}, {"title": _("Search"), "url": ""}]
