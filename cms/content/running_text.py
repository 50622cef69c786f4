"""Running text as the public reads it: links resolved, nothing executable, articles with their anchors."""

import re

import nh3
from django.apps import apps
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import extract_attrs

from cms.delivery.leaving import host_of, outbound
from cms.delivery.roots import root_map

TAGS = {"p", "br", "b", "strong", "i", "em", "sup", "sub", "ol", "ul", "li", "a"}
ATTRIBUTES = {"a": {"href", "rel"}}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK = re.compile(r"<a\b([^>]*)>")
ARTICLE = re.compile(
    r"<p(?:\s[^>]*)?>(?:\s|<(?:b|strong)>)*(第[一二三四五六七八九十百千零〇\d]{1,9}条(?:之[一二三四五六七八九十]{1,3})?)"
)


def links_in(source):
    """The pages and files that a text links to: pairs of kind (“page” or “document”) and number."""
    found = set()
    for match in LINK.finditer(source):
        target = _target(extract_attrs(match[1]))
        if target:
            found.add(target)
    return found


def addresses_of(links, site_id=None):
    """The addresses of linked pages and files that are public, in one statement for each of the two kinds."""
    numbers = {kind: [number for other, number in links if other == kind] for kind in ("page", "document")}
    addresses = {}
    if numbers["page"]:
        pages = Page.objects.filter(pk__in=numbers["page"], live=True).order_by()
        for pk, url_path in pages.values_list("pk", "url_path"):
            addresses["page", pk] = root_map().url_for(url_path, site_id)
    if numbers["document"]:
        for pk, attachment in apps.get_model("content", "Attachment").objects.in_bulk(numbers["document"]).items():
            addresses["document", pk] = attachment.url
    return addresses


def article_anchor(name):
    """The anchor of an article, by its name: 第十二条."""
    return f"art-{name}"


class RunningText(RichText):
    """A text that is safe to show whatever was stored.

    The page that shows it binds `addresses`, those of all its links, and `anchors`, the names of the articles (第…条)
    that begin here; unbound, a text looks its links up by itself.
    """

    addresses = None
    anchors = frozenset()

    def __html__(self):
        addresses = self.addresses if self.addresses is not None else addresses_of(links_in(self.source))
        html = LINK.sub(lambda match: _opening(extract_attrs(match[1]), addresses), self.source)
        html = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
        return self._with_anchors(html) if self.anchors else html

    def _with_anchors(self, html):
        left = set(self.anchors)

        def anchored(match):
            if match[1] not in left:
                return match[0]
            left.remove(match[1])
            return match[0].replace("<p", f'<p id="{article_anchor(match[1])}"', 1)

        return ARTICLE.sub(anchored, html)


def _target(attributes):
    kind, number = attributes.get("linktype"), attributes.get("id", "")
    return (kind, int(number)) if kind in ("page", "document") and number.isdecimal() else None


def _opening(attributes, addresses):
    """The opening tag of a link. One whose page is not public leads nowhere; one to elsewhere says so."""
    target = _target(attributes)
    address = addresses.get(target) if target else attributes.get("href")
    if not address:
        return "<a>"
    if target is None and host_of(address):
        return f'<a href="{escape(outbound(address))}" rel="external">'
    return f'<a href="{escape(address)}">'
