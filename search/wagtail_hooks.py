from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from cms.access.fence.registry import know
from cms.access.fence.rules import OPEN
from search.terms.access import reads_searches
from search.terms.report import TermsView
from search.viewsets import PinnedAnswerViewSet, SynonymsViewSet, WithheldTermsViewSet

know(OPEN, "search_terms")
register_snippet(PinnedAnswerViewSet)
register_snippet(SynonymsViewSet)
register_snippet(WithheldTermsViewSet)


class TermsMenuItem(MenuItem):
    """Seen by who may read the searches of a site."""

    def is_shown(self, request):
        return reads_searches(request.user)


@hooks.register("register_admin_urls")
def search_urls():
    """The search's pages in the admin."""
    return [path("searches/", TermsView.as_view(), name="search_terms")]


@hooks.register("register_reports_menu_item")
def terms_menu_item():
    """What visitors searched for, among the reports."""
    return TermsMenuItem(_("Searches of visitors"), reverse("search_terms"), icon_name="search", order=910)
