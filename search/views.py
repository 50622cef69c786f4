"""The page of results."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Site

from search.narrowing import Scope
from search.query import SearchQuery
from search.results import Results


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
