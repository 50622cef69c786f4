"""What offices keep for the search: each department for its own site, the supervising office for all."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from cms.access.policies import EVERY_ROLE, DepartmentPolicy
from cms.access.viewsets import SeamViewSet
from cms.organisation.roles import Role
from search.models import PinnedAnswer, Synonyms, WithheldTerms

WRITERS = dict.fromkeys(("add", "change", "delete"), (Role.WEBMASTER,))


class WordListViewSet(SeamViewSet):
    """Lists of words."""

    list_filter = ["department"]
    list_per_page = 50
    copy_view_enabled = False

    @cached_property
    def permission_policy(self):
        return DepartmentPolicy(self.model, roles={"view": EVERY_ROLE, **WRITERS})


class PinnedAnswerViewSet(WordListViewSet):
    """What stands above the results of a search."""

    model = PinnedAnswer
    icon = "pick"
    menu_label = _("Pinned answers")
    list_display = ["__str__", "page", "department", "until"]
    panels = [
        FieldPanel("department"),
        FieldPanel("words"),
        PageChooserPanel("page", "content.ContentPage"),
        FieldPanel("until"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("page", "department")


class SynonymsViewSet(WordListViewSet):
    """Words that are searched for together."""

    model = Synonyms
    icon = "list-ul"
    menu_label = _("Synonyms")
    list_display = ["__str__", "department"]
    panels = [FieldPanel("department"), FieldPanel("words")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("department")


class WithheldTermsViewSet(WordListViewSet):
    """Words that are not offered as searched for often."""

    model = WithheldTerms
    icon = "no-view"
    menu_label = _("Withheld search terms")
    list_display = ["__str__", "department"]
    panels = [FieldPanel("department"), FieldPanel("words")]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("department")
