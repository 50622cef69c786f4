"""Links within the installation that lead nowhere: pages, files and pictures that are gone or not public, anchors.

What a page refers to is told by Wagtail's reference index, which reads every field and block, applied to the revision:
the index itself holds what the stored page refers to, not its draft.
"""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.models import Page, ReferenceIndex

from cms.approval.checks.hits import Hit, Where
from cms.approval.checks.registry import check
from cms.content.models import Attachment, Picture
from cms.delivery.roots import root_map

DOCUMENT_PATH = re.compile(r"/documents/(?P<number>\d+)/")
# Addresses that are no pages and that the product itself answers.
OTHER_PATHS = re.compile(r"/(?:admin|media|static|leave|search|sitemap|robots|\w+\.(?:xml|txt|ico))\b")
FEEDS = ("feed/", "csv/")


@check("links", _("Dead links"))
def find_dead_links(material):
    """Each reference to what is no longer there or not public, each anchor that does not exist."""
    yield from _dead_references(material)
    yield from _dead_addresses(material)


def _dead_references(material):
    wanted = {model: set() for model in (Page, Attachment, Picture)}
    numbers = {ContentType.objects.get_for_model(model).pk: model for model in wanted}
    for content_type, number, path, _content in ReferenceIndex._extract_references_from_object(material.page):
        model = numbers.get(content_type)
        # The place of the page itself, and who changed its validity, are no links.
        if model is not None and str(number).isdecimal() and path not in ("alias_of", "column"):
            wanted[model].add(int(number))
    words = {(link.kind, link.number): link.text for link in material.walker.links if link.kind}
    pages = dict(Page.objects.filter(pk__in=wanted[Page]).values_list("pk", "live")) if wanted[Page] else {}
    titles = dict(
        Page.objects.filter(pk__in=[n for n, live in pages.items() if not live]).values_list("pk", "draft_title")
    )
    for number in sorted(wanted[Page]):
        passage = words.get(("page", number), "") or titles.get(number, "")
        if number not in pages:
            yield _hit(gettext_noop("This link leads to a page that was deleted."), passage)
        elif not pages[number]:
            yield _hit(gettext_noop("This link leads to a page that is not public."), passage)
    for model, message in (
        (Attachment, gettext_noop("This link leads to a file that was deleted.")),
        (Picture, gettext_noop("This picture was deleted.")),
    ):
        there = set(model.objects.filter(pk__in=wanted[model]).values_list("pk", flat=True)) if wanted[model] else set()
        for number in sorted(wanted[model] - there):
            yield _hit(message, words.get(("document", number), "") or str(number))


def _dead_addresses(material):
    """Links by address: an anchor of the page itself, or an address of one of our own sites."""
    places = {}
    for link in material.walker.links:
        address = link.address.strip()
        if address.startswith("#"):
            anchor = unquote(address[1:])
            if anchor and anchor not in material.anchors:
                yield _hit(gettext_noop("This link leads to a place that the page does not have."), link.text, address)
        elif address:
            place = own_place(address, material.page)
            if place:
                places[place] = (link.text, address)
    if places:
        yield from _missing_places(places)


def _missing_places(places):
    paths = [place for kind, place in places if kind == "page"]
    public = (
        set(Page.objects.filter(url_path__in=paths, live=True).values_list("url_path", flat=True)) if paths else set()
    )
    files = [int(place) for kind, place in places if kind == "file"]
    kept = set(Attachment.objects.filter(pk__in=files).values_list("pk", flat=True)) if files else set()
    for (kind, place), (text, address) in places.items():
        if (kind == "page" and place not in public) or (kind == "file" and int(place) not in kept):
            yield _hit(
                gettext_noop("This link leads to a page of ours that does not exist or is not public."), text, address
            )


def own_place(address, page):
    """What an address of one of our sites names: ("page", its url_path) or ("file", its number); None for others."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    home = _home(parts.hostname, page)
    if home is None or (not parts.hostname and not parts.path.startswith("/")):
        return None
    path = unquote(parts.path)
    document = DOCUMENT_PATH.match(path)
    if document:
        return "file", document["number"]
    if OTHER_PATHS.match(path):
        return None
    path = f"{path.strip('/')}/".lstrip("/")
    for feed in FEEDS:
        path = path.removesuffix(feed)
    return "page", f"{home.url_path}{path}"


def _home(hostname, page):
    """The root of our site of that host; of the page's own site where none is named."""
    roots = root_map()
    if not hostname:
        return roots.root_of(page.url_path)
    for root in roots.by_site.values():
        if root.hostname == hostname and root.language == settings.LANGUAGE_CODE:
            return root
    return None


def _hit(message, text, address=""):
    shown = f"{text} ({address})" if text and address and text != address else text or address
    return Hit(message, where=Where.LINK, passage=shown[:200])
