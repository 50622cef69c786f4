from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel

from cms.access.sharing.policies import SharedPolicy
from cms.access.sharing.viewsets import SharedViewSet
from cms.organisation.roles import DEPARTMENT_ROLES
from home.models import Pick
from home.permissions import COMPOSERS


class PickViewSet(SharedViewSet):
    """Picks in the admin: a department sees what it offered and what became of it, the portal's editors decide."""

    model = Pick
    icon = "pick"
    menu_label = _("Picks")
    list_display = ["page", "column", "department", "decision", "reason", "offered_at", "decided_at"]
    list_filter = ["decision", "column", "department"]
    list_per_page = 50
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["offered_by", "decided_by"]
    copy_view_enabled = False
    panels = [
        PageChooserPanel("page", "content.ContentPage"),
        PageChooserPanel("column", "home.PortalColumnPage"),
        FieldPanel("decision"),
        FieldPanel("reason"),
        FieldPanel("headline"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("pin_order"), FieldPanel("pinned_until")])], heading=_("At the top")
        ),
    ]

    @cached_property
    def permission_policy(self):
        """Departments read their own; the portal's editors and the supervising office write all; grants come on top."""
        return SharedPolicy(
            self.model,
            roles={"view": DEPARTMENT_ROLES},
            provincial=dict.fromkeys(("add", "change", "delete", "view"), COMPOSERS),
        )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("page", "column", "department")
