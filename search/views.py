"""The page of results, and suggestions as one types."""

from django.http import Http404, JsonResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from wagtail.models import Site

from search.narrowing import Scope
from search.query import SearchQuery
from search.results import Results
from search.suggesting.suggest import suggest

REMEMBERED_SECONDS = 60
OPENSEARCH = "application/x-suggestions+json"


def search(request):
    """Search this site or all.

    Template `search/results.html` gets `query`, `results` (None before anything was asked), `breadcrumb`, `title`.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    chrome = request.chrome
    query = SearchQuery.from_request(request, chrome.is_portal)
    results = Results(query, chrome.department_id or Scope.PORTAL, site.pk)
    asked = not results.reading.is_empty
    title = _("Search: %(words)s") % {"words": results.reading.text} if asked else _("Search")
    context = {
        "title": title,
        "query": query,
        "results": results if asked else None,
        "asked": results.reading.text,
        "breadcrumb": [{"title": _("Home"), "url": chrome.home_url}, {"title": _("Search"), "url": ""}],
    }
    return TemplateResponse(request, "search/results.html", context)


def suggestions(request):
    """What goes on as typed, as JSON; with format=opensearch in the form that browsers ask for. Always answers."""
    site = Site.find_for_request(request)
    found, text = [], ""
    if site is not None:
        query = SearchQuery.from_request(request, request.chrome.is_portal)
        text = query.text
        found = suggest(text, query.scope(request.chrome.department_id or Scope.PORTAL))
    if request.GET.get("format") == "opensearch":
        response = JsonResponse([text, found], safe=False, content_type=OPENSEARCH)
    else:
        response = JsonResponse({"suggestions": found})
    patch_cache_control(response, public=True, max_age=REMEMBERED_SECONDS)
    return response
