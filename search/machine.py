"""For machines: a feed of results, results as JSON, suggestions, and how browsers search the site."""

from django.contrib.syndication.views import Feed
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from search.away import says_when_away
from search.narrowing import Scope
from search.query import SearchQuery
from search.suggesting.suggest import suggest
from search.views import results_of

CACHED_SECONDS = 300
REMEMBERED_SECONDS = 60
OPENSEARCH = "application/x-suggestions+json"


def feed_is_away(request):
    return HttpResponse(_("The search is away for a moment."), content_type="text/plain; charset=utf-8")


def json_is_away(request):
    return JsonResponse({"error": _("The search is away for a moment.")}, json_dumps_params={"ensure_ascii": False})


class SearchFeed(Feed):
    """What fits a search, newest first, as Atom."""

    feed_type = Atom1Feed

    @method_decorator(says_when_away(feed_is_away))
    def __call__(self, request, *args, **kwargs):
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request):
        return request, results_of(request, by_date=True)

    def title(self, asked):
        request, results = asked
        return _("%(site)s: %(words)s") % {"site": request.chrome.site_name, "words": results.reading.text}

    def subtitle(self, asked):
        return _("The newest pages that fit this search")

    def link(self, asked):
        request, results = asked
        return request.build_absolute_uri(f"{reverse('search')}{results.query.address(by_date=True)}")

    def feed_url(self, asked):
        return asked[0].build_absolute_uri()

    def items(self, asked):
        request, results = asked
        return [(request, result) for result in results.items]

    def item_title(self, item):
        return item[1].card.title

    def item_description(self, item):
        return strip_tags(item[1].excerpt)

    def item_link(self, item):
        return item[0].build_absolute_uri(item[1].url)

    def item_guid(self, item):
        return item[0].build_absolute_uri(item[1].card.url)

    def item_pubdate(self, item):
        return item[1].card.at

    def item_updateddate(self, item):
        return item[1].card.at

    def item_author_name(self, item):
        card = item[1].card
        return card.issuer_name if card.is_reprint else card.department_name


@says_when_away(json_is_away)
def results_json(request):
    """A page of results: what was asked and understood, how many there are, columns and sites of that
    name, the results, the facets."""
    results = results_of(request)
    return JsonResponse(
        {
            "query": results.reading.text,
            "words": results.reading.understood,
            "total": results.found.total,
            "more": results.found.is_more,
            "page": results.links.number,
            "pages": results.links.page_count,
            "places": [
                {
                    "title": place.title,
                    "url": request.build_absolute_uri(place.url),
                    "kind": place.label,
                    "department": place.department_name,
                }
                for place in results.places
            ],
            "results": [_row(request, result) for result in results.items],
            "facets": {
                facet["name"]: [
                    {key: option[key] for key in ("value", "label", "count")} for option in facet["options"]
                ]
                for facet in results.facets
            },
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _row(request, result):
    card = result.card
    return {
        "title": card.title,
        "url": request.build_absolute_uri(result.url),
        "date": card.date.isoformat(),
        "kind": card.kind,
        "department": card.department_name,
        "number": card.number,
        "validity": card.validity,
        "label": result.label,
        "excerpt": strip_tags(result.excerpt),
    }


def suggestions(request):
    """What goes on as typed, as JSON; with format=opensearch in the form that browsers ask for. Always answers."""
    query = SearchQuery.from_request(request, request.chrome.is_portal)
    found = suggest(query.text, query.scope(request.chrome.department_id or Scope.PORTAL))
    if request.GET.get("format") == "opensearch":
        response = JsonResponse([query.text, found], safe=False, content_type=OPENSEARCH)
    else:
        response = JsonResponse({"suggestions": found})
    patch_cache_control(response, public=True, max_age=REMEMBERED_SECONDS)
    return response


def description(request):
    """How a browser searches this site (OpenSearch 1.1)."""
    context = {
        "name": request.chrome.site_name[:16],
        "text": _("Search %(site)s") % {"site": request.chrome.site_name},
        "results": request.build_absolute_uri(reverse("search")),
        "feed": request.build_absolute_uri(reverse("search_feed")),
        "suggestions": request.build_absolute_uri(reverse("search_suggest")),
    }
    response = HttpResponse(
        render_to_string("search/description.xml", context), content_type="application/opensearchdescription+xml"
    )
    response["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    return response
