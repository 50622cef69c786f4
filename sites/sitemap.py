"""A site's map: for people its columns, for machines every public page. Its own tree only."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PageViewRestriction

from cms.content.models import ContentPage
from cms.delivery.roots import root_map
from sites.menu import BEHIND

PAGES_A_FILE = 10_000


def public_pages(root):
    """The public pages below a root, itself included, in the order of the tree."""
    pages = Page.objects.filter(path__gte=root.path, path__lt=root.path + BEHIND, live=True).order_by("path")
    restrictions = PageViewRestriction.objects.filter(page__path__startswith=root.path)
    for path in restrictions.values_list("page__path", flat=True):
        pages = pages.exclude(path__startswith=path)
    return pages


def content_types():
    """The types of pages that stand in columns; the map for people leaves them to the columns' lists."""
    return [content_type.pk for content_type in ContentType.objects.get_for_models(*_subclasses(ContentPage)).values()]


def outline(root, site_id):
    """The columns of a site as a tree: [{title, url, children: [...]}], in one statement."""
    pages = public_pages(root).exclude(content_type__in=content_types()).exclude(path=root.path)
    roots = root_map()
    entries = {root.path: {"children": []}}
    for path, title, url_path in pages.values_list("path", "title", "url_path"):
        entry = {"title": title, "url": roots.url_for(url_path, site_id), "children": []}
        parent = entries.get(path[: -Page.steplen])
        if parent is not None:
            parent["children"].append(entry)
            entries[path] = entry
    return entries[root.path]["children"]


def _subclasses(model):
    found = [model]
    for child in model.__subclasses__():
        found += _subclasses(child)
    return [kind for kind in found if not kind._meta.abstract]
