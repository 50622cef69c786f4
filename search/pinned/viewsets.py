"""Pinned answers in the admin: a department's webmasters for their own site, the supervising office for all."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from cms.access.policies import EVERY_ROLE, DepartmentPolicy
from cms.access.viewsets import SeamViewSet
from cms.organisation.roles import Role
from search.models import PinnedAnswer

WRITERS = dict.fromkeys(("add", "change", "delete"), (Role.WEBMASTER,))


class PinnedAnswerViewSet(SeamViewSet):
    """What stands above the results of a search."""

    model = PinnedAnswer
    icon = "pick"
    menu_label = _("Pinned answers")
    list_display = ["words", "page", "department", "until"]
    list_filter = ["department"]
    list_per_page = 50
    copy_view_enabled = False
    panels = [
        FieldPanel("department"),
        FieldPanel("words"),
        PageChooserPanel("page", "content.ContentPage"),
        FieldPanel("until"),
    ]

    @cached_property
    def permission_policy(self):
        return DepartmentPolicy(self.model, roles={"view": EVERY_ROLE, **WRITERS})

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("page", "department")
