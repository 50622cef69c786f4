"""Which pages the desk of a column may name."""

from django.db.models import Q
from wagtail.models import Page

from cms.access.fence.rules import Rule, numbers
from cms.access.fence.standing import public_pages, within
from home.models import Pick


class PagesOfDesk(Rule):
    """The portal's own pages, what everybody may read, and what a decision was taken about before."""

    def admits(self, visit):
        wanted = numbers([visit.kwargs["column_id"], *visit.parameters(["page"])])
        if wanted is None:
            return False
        decided = Q(pk__in=Pick.objects.filter(column=visit.kwargs["column_id"]).values("page"))
        known = Page.objects.filter(public_pages() | within(visit.user) | decided, pk__in=wanted)
        return known.count() == len(wanted)
