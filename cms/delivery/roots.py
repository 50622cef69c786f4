"""Where sites begin: one statement builds the map from tree addresses to public ones.

Wagtail's own map costs one statement a site once languages are on; this one costs one in all, is kept for a few
seconds in the process, and is dropped at once where a site or a site's home page is saved.
"""

import time
from collections import namedtuple
from threading import Lock

from django.conf import settings
from django.db.models import F
from wagtail.models import Page, Site

Root = namedtuple("Root", "site_id hostname root_url path url_path language depth")

LIFETIME_SECONDS = 15


class RootMap:
    """All sites' home pages in all languages, found by the first part of a page's `url_path`."""

    def __init__(self, roots):
        self.by_prefix = {root.url_path: root for root in roots}
        self.by_site = {(root.site_id, root.language): root for root in roots}

    def root_of(self, url_path):
        """The root whose tree holds the address, or None for a page outside every site."""
        return self.by_prefix.get(url_path[: url_path.find("/", 1) + 1])

    def root_for(self, site_id, language):
        """The root of a site in a language, or None when the site is not offered in it."""
        return self.by_site.get((site_id, language))

    def url_for(self, url_path, current_site_id=None):
        """The public address: relative on the current site, absolute on another, None outside every site."""
        root = self.root_of(url_path)
        if root is None:
            return None
        local = url_path[len(root.url_path) :]
        prefix = "/" if root.language == settings.LANGUAGE_CODE else f"/{root.language}/"
        host = "" if root.site_id == current_site_id else root.root_url
        return f"{host}{prefix}{local}"


_lock = Lock()
_kept = {"map": None, "until": 0.0}


def root_map():
    """The map of all roots, at most a few seconds old."""
    if _kept["map"] is None or time.monotonic() > _kept["until"]:
        with _lock:
            _kept["map"] = RootMap(list(_read_roots()))
            _kept["until"] = time.monotonic() + LIFETIME_SECONDS
    return _kept["map"]


def forget_roots(**kwargs):
    """Drop the map; the next request reads it anew."""
    _kept["map"] = None


def _read_roots():
    sites = {site.root_page_id: site for site in Site.objects.all()}
    homes = (
        Page.objects.filter(translation_key__in=Site.objects.values("root_page__translation_key"), depth=2)
        .annotate(language=F("locale__language_code"))
        .values("pk", "path", "url_path", "depth", "language", "translation_key")
    )
    homes = list(homes)
    site_by_key = {home["translation_key"]: sites[home["pk"]] for home in homes if home["pk"] in sites}
    for home in homes:
        site = site_by_key.get(home["translation_key"])
        if site is not None:
            yield Root(
                site.pk,
                site.hostname,
                site.root_url,
                home["path"],
                home["url_path"],
                home["language"],
                home["depth"],
            )
