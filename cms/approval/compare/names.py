"""What the values of blocks refer to, by name: read once for all blocks of both sides."""

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.content.needs import Needs

MOST = 500


class Names:
    """Titles of the pages and files that two versions of a page refer to, in one statement each.

    The title of a page that is not public is not told: it may be another department's draft.
    """

    def __init__(self, *pages):
        needs = Needs()
        for page in filter(None, pages):
            for name in type(page).get_streamfield_names():
                stream = getattr(page, name)
                needs.take(stream.stream_block, stream.get_prep_value())
        linked = {kind: {number for other, number in needs.links if other == kind} for kind in ("page", "document")}
        pages = Page.objects.filter(pk__in=[*{*needs.pages, *linked["page"]}][:MOST], live=True)
        self._pages = dict(pages.order_by().values_list("pk", "title")) if needs.pages or linked["page"] else {}
        files = get_document_model().objects.filter(pk__in=[*linked["document"]][:MOST])
        self._files = dict(files.order_by().values_list("pk", "title")) if linked["document"] else {}

    def page(self, number):
        """A page by its title."""
        return self._pages.get(number) or _("page %(number)s, not public") % {"number": number}

    def target(self, attributes):
        """Where a link in running text leads."""
        kind, number = attributes.get("linktype"), attributes.get("id", "")
        if kind == "page" and number.isdecimal():
            return self.page(int(number))
        if kind == "document" and number.isdecimal():
            return self._files.get(int(number)) or _("file %(number)s, deleted") % {"number": number}
        return attributes.get("href", "")
