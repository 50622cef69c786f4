"""The way from a site's home page to a page."""

from django.db.models import F
from wagtail.models import Page


def trail_of(page):
    """The pages from the home page down to `page` (itself last), in one statement."""
    steplen = Page.steplen
    paths = [page.path[:end] for end in range(2 * steplen, len(page.path), steplen)]
    ancestors = Page.objects.filter(path__in=paths).annotate(language=F("locale__language_code")).order_by("depth")
    return [*ancestors, page]


def breadcrumb(trail, roots):
    """Steps of a breadcrumb: title and relative address; the last step, where the reader is, has no address."""
    site_id = roots.root_of(trail[0].url_path).site_id if roots.root_of(trail[0].url_path) else None
    steps = [{"title": page.title, "url": roots.url_for(page.url_path, site_id)} for page in trail]
    steps[-1]["url"] = ""
    return steps
