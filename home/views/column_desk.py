from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.approval.texts.proposals import waiting_by_number
from cms.content.listing.cards import fetch_cards
from cms.content.listing.listing import Listing
from cms.content.listing.query import ListingQuery
from cms.content.models import ContentPage
from home.decision import Decision
from home.models import Pick, PortalColumnPage
from home.views.access import ComposersOnly
from home.views.desk_form import DecisionForm

ROWS = 15
SHOWN = {"all": _("All"), "offered": _("Offered"), "selected": _("Selected by the rule")}


class ColumnDeskView(ComposersOnly, WagtailAdminTemplateMixin, TemplateView):
    """The desk of a column of the portal: candidates, decisions and the public result side by side.

    Each of the three is cut into pages by the database, with a number of its own in the address; a decision is one
    button and leads back to where it was taken.
    """

    template_name = "home/admin/column_desk.html"
    header_icon = "tasks"
    NUMBERS = ("candidates", "decisions", "result")

    @cached_property
    def column(self):
        """The column whose desk this is."""
        return get_object_or_404(PortalColumnPage.objects.select_related("locale"), pk=self.kwargs["column_id"])

    @cached_property
    def source(self):
        """What the column lists."""
        return self.column.listing_source()

    def get_page_title(self):
        return self.column.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("portal_desks"), "label": _("Columns of the portal")},
            {"url": "", "label": self.column.title},
        ]

    def get_context_data(self, **kwargs):
        shown = self.request.GET.get("show") if self.request.GET.get("show") in SHOWN else "all"
        candidates = self._page_of("candidates", self._candidates(shown))
        decisions = self._page_of("decisions", self._decisions())
        self._add_waiting(decisions)
        return super().get_context_data(
            column=self.column,
            public_url=self.column.public_url if self.column.live else "",
            candidates=candidates,
            decisions=decisions,
            result=self._result(),
            shown=shown,
            shown_choices=[
                {"label": label, "is_current": name == shown, "url": self._address(show=name, candidates=None)}
                for name, label in SHOWN.items()
            ],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Take one decision, then show the desk again with what came of it."""
        form = DecisionForm(request.POST)
        if form.is_valid():
            page = get_object_or_404(ContentPage.objects.select_related("department"), pk=form.cleaned_data["page"])
            try:
                messages.success(request, form.decide(page, self.column, request.user))
            except ValidationError as error:
                for sentence in error.messages:
                    messages.error(request, sentence)
        else:
            for sentence in form.error_sentences():
                messages.error(request, sentence)
        return HttpResponseRedirect(self._address())

    def _candidates(self, shown):
        pages = self.source.candidates()
        if shown != "all":
            pages = pages.filter(is_offered=shown == "offered")
        offers = Pick.objects.in_column(self.column).select_related("department")
        return (
            pages.select_related("department")
            .prefetch_related(Prefetch("picks", queryset=offers, to_attr="column_picks"))
            .order_by("-is_offered", "-listed_at", "-pk")
        )

    def _decisions(self):
        return (
            Pick.objects.in_column(self.column)
            .exclude(decision=Decision.OFFERED)
            .select_related("page", "department", "decided_by")
            .order_by("-decided_at", "-pk")
        )

    def _result(self):
        """What visitors read: one page of the public list."""
        number = self.request.GET.get("result", "")
        listing = Listing(self.source, ListingQuery(number=int(number) if number.isdigit() else 1), page_size=ROWS)
        listing.fill(fetch_cards(listing.branches()))
        links = listing.links
        return {
            "cards": listing.cards,
            "total": listing.total,
            "number": links.number,
            "page_count": links.page_count,
            "previous_url": self._address(result=links.number - 1) if links.number > 1 else "",
            "next_url": self._address(result=links.number + 1) if links.number < links.page_count else "",
        }

    def _add_waiting(self, picks):
        """Beside each pick the headline that waits for approval, if one does; the form goes on from it."""
        waiting = waiting_by_number(Pick, [pick.pk for pick in picks])
        for pick in picks:
            pick.waiting = waiting.get(pick.pk)
            pick.offered_headline = pick.waiting.words["headline"] if pick.waiting else pick.headline

    def _page_of(self, name, rows):
        page = Paginator(rows, ROWS).get_page(self.request.GET.get(name))
        page.previous_url = self._address(**{name: page.number - 1}) if page.has_previous() else ""
        page.next_url = self._address(**{name: page.number + 1}) if page.has_next() else ""
        return page

    def _address(self, **changes):
        """The desk's own address as it stands, with some of its numbers changed."""
        values = {name: self.request.GET.get(name) for name in ("show", *self.NUMBERS)} | changes
        text = urlencode({name: value for name, value in values.items() if value})
        return f"{self.request.path}?{text}" if text else self.request.path
