from django.conf import settings
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.delivery.roots import root_map
from sites.sitemap import PAGES_A_FILE, outline, public_pages


def site_map(request):
    """The site's columns for people (站点地图).

    Template `department_sites/site_map.html` gets `entries` [{title, url, children}], `breadcrumb`, `labels` and
    `title`.
    """
    site = Site.find_for_request(request)
    root = root_map().root_for(site.pk, translation.get_language() or settings.LANGUAGE_CODE) if site else None
    if root is None:
        raise Http404
    title = _("Site map")
    context = {
        "title": title,
        "entries": outline(root, site.pk),
        "breadcrumb": [
            {"title": _("Home"), "url": root_map().url_for(root.url_path, site.pk)},
            {"title": title, "url": ""},
        ],
    }
    return TemplateResponse(request, "department_sites/site_map.html", context)


def sitemap_index(request):
    """The machines' map of the site's own pages, all languages; with many pages, the list of its parts."""
    roots = _roots(request)
    parts = []
    for root in roots:
        count = Paginator(public_pages(root), PAGES_A_FILE).num_pages
        parts += [(root, number) for number in range(1, count + 1)]
    if len(parts) == 1:
        return sitemap_part(request, roots[0].language, 1)
    addresses = [
        request.build_absolute_uri(reverse("sitemap_part", args=[root.language, number])) for root, number in parts
    ]
    return TemplateResponse(
        request, "department_sites/sitemap_index.xml", {"addresses": addresses}, content_type="application/xml"
    )


def sitemap_part(request, language, number):
    """One part of the machines' map."""
    root = next((root for root in _roots(request) if root.language == language), None)
    if root is None:
        raise Http404
    pages = public_pages(root).values_list("url_path", "last_published_at")
    try:
        found = Paginator(pages, PAGES_A_FILE).page(number)
    except EmptyPage as error:
        raise Http404 from error
    roots = root_map()
    entries = [(roots.url_for(url_path), changed) for url_path, changed in found]
    return TemplateResponse(
        request, "department_sites/sitemap.xml", {"entries": entries}, content_type="application/xml"
    )


def _roots(request):
    """The roots of the request's site, the main language first."""
    site = Site.find_for_request(request)
    codes = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
    found = [root_map().root_for(site.pk, code) for code in codes] if site else []
    roots = [root for root in found if root is not None]
    if not roots:
        raise Http404
    return roots
