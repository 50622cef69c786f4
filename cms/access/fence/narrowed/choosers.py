"""The page chooser shows one's own trees and what everybody may read, at every step of it."""

from django.core.exceptions import BadRequest
from django.urls import reverse
from wagtail.admin.views.chooser import PageTitleColumn, ParentPageColumn, page_models_from_string
from wagtail.models import Page

from cms.access.fence.reading import title_for_reader
from cms.access.page_choosers import choosable

ALL_PAGES = "wagtailcore.page"
LINK = "external-link-chooser-url"


class TitleBelow(PageTitleColumn):
    """The title of a page that stands below a known one, for which Wagtail asks row by row."""

    def __init__(self, *args, above, **kwargs):
        super().__init__(*args, **kwargs)
        self.above = above

    def get_value(self, instance):
        if instance.pk != self.above.pk:
            instance._cached_parent_obj = self.above
        return super().get_value(instance)


class OwnStart:
    """Browsing starts where what can be chosen has its common root, counted without what is another's.

    The states of the pages come with them: Wagtail asks for those of each row apart.
    """

    def get_object_list(self):
        return super().get_object_list().prefetch_workflow_states().annotate_approved_schedule()

    @property
    def columns(self):
        return [
            TitleBelow(
                column.name,
                label=column.label,
                is_multiple_choice=column.is_multiple_choice,
                above=self.parent_page,
            )
            if isinstance(column, PageTitleColumn)
            else column
            for column in super().columns
        ]

    def get(self, request, parent_page_id=None):
        if parent_page_id is None:
            parent_page_id = self._start(request)
        return super().get(request, parent_page_id)

    def _start(self, request):
        """The page to start from; None where Wagtail starts right or says what is wrong with the address."""
        asked = request.GET.get("page_type") or ALL_PAGES
        try:
            models = page_models_from_string(asked)
        except (ValueError, LookupError):
            return None
        root = Page.get_first_root_node()
        if models == (Page,):
            return root.pk
        shown = choosable(Page.objects.type(*models), request.user)
        start = shown.first_common_ancestor() if shown.exists() else root
        is_shown = start.depth > 1 and choosable(Page.objects.filter(pk=start.pk), request.user).exists()
        return start.pk if is_shown else root.pk


class ReadableParent(ParentPageColumn):
    """The page above a page, under the title that the reader may read."""

    def get_value(self, instance):
        parent = super().get_value(instance)
        parent.draft_title = title_for_reader(parent)
        return parent


class ReadableParents:
    """Finds pages, each with the page above it."""

    @property
    def columns(self):
        return [
            ReadableParent(column.name, label=column.label, width=column.width)
            if isinstance(column, ParentPageColumn)
            else column
            for column in super().columns
        ]


class ReadableTitle:
    """An address of a page kept here becomes a link to that page, under the title that the reader may read."""

    def post(self, request):
        """What was sent names an address, were it an empty one. Raises BadRequest."""
        if LINK not in request.POST:
            raise BadRequest(LINK)
        return super().post(request)

    def render_chosen_response(self, result):
        if "id" in result:
            page = Page.objects.get(pk=result["id"])
            result = result | {
                "adminTitle": title_for_reader(page),
                "editUrl": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            }
        return super().render_chosen_response(result)
