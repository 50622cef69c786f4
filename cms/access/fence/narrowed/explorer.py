"""The explorer and the lists by page type, with filters that offer what is one's own."""

from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.access.fence.narrowed.choices import OwnChoices
from cms.access.viewsets import mixed


class SearchesWhatIsFiltered(OwnChoices):
    """A search refuses what is not in its index, whether a page has children above all: it gets the pages by number."""

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if not (self.is_searching and self.is_filtering):
            return found
        return queryset.filter(pk__in=found.order_by().values("pk"))


class OwnPanels:
    """Beside the list stands only what opens for the user."""

    def get_side_panels(self):
        panels = super().get_side_panels()
        if not self.permissions.can_edit():
            for panel in panels:
                panel.usage_url = None
        return panels


class OwnPagesViewSet(PageViewSet):
    """Wagtail's lists of pages; the pages in them are narrowed by rights already."""

    model = Page
    index_view_class = mixed(SearchesWhatIsFiltered, mixed(OwnPanels, ExplorableIndexView))
    content_type_use_view_class = mixed(SearchesWhatIsFiltered, ContentTypeUseView)
