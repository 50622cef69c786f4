"""How a visitor's address becomes a page: few statements, the same number at any size of the tree.

Wagtail's own view asks two statements a level and two for restrictions. Here one statement finds the page with all
its ancestors, by slug and address, and tells which of them are restricted.
"""

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.http import Http404, HttpResponse
from django.utils import translation
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve_chain
from wagtail.wagtail_hooks import check_view_restrictions

from cms.delivery.roots import root_map

MAX_LEVELS = 12


def serve(request, path):
    """Answer a public address with the live page that stands there.

    One word more than a page's address is answered by the page itself when its type names the word in `served_parts`
    (the feed of a column); the page finds it as `request.served_part`.

    Raises Http404 for an unknown host or address, and where the page or one of its ancestors is not public.
    """
    parts = [part for part in path.split("/") if part]
    trail = find_trail(request, parts)
    request.served_part = parts[-1] if len(trail) == len(parts) else ""
    base = trail[-1]
    model = base.specific_class
    if model is None or (request.served_part and request.served_part not in getattr(model, "served_parts", ())):
        raise Http404
    page = model.objects.select_related(*getattr(model, "serve_related", ())).get(pk=base.pk)
    request.trail = trail
    return run_serve_hooks(page, request, restricted=any(step.is_restricted for step in trail))


def find_trail(request, parts):
    """The pages from the site's home page down to the one addressed, or to the one above it, in one statement.

    Raises Http404 where neither is public.
    """
    site = Site.find_for_request(request)
    if site is None or len(parts) > MAX_LEVELS:
        raise Http404
    root = root_map().root_for(site.pk, translation.get_language() or settings.LANGUAGE_CODE)
    if root is None:
        raise Http404
    addresses = [root.url_path]
    for part in parts:
        addresses.append(f"{addresses[-1]}{part}/")
    root_slug = root.url_path.strip("/")
    found = {
        page.url_path: page
        for page in Page.objects.filter(slug__in={root_slug, *parts}, url_path__in=addresses, live=True)
        .annotate(
            is_restricted=Exists(PageViewRestriction.objects.filter(page=OuterRef("pk"))),
            language=F("locale__language_code"),
        )
        .order_by("depth")
    }
    whole = [found[address] for address in addresses if address in found]
    if len(whole) == len(addresses) or (parts and list(found) == addresses[:-1]):
        return whole
    raise Http404


def run_serve_hooks(page, request, restricted):
    """Run Wagtail's serving hooks; its restriction check costs two statements and is asked only where one stands."""
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        if restricted or hook is not check_view_restrictions:
            chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, [], {})
        if isinstance(result, HttpResponse):
            return result
    return chain(page, request, [], {})
