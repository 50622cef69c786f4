"""Shared texts in the admin: Wagtail's own editor, history, comparison and workflow, through the project's seam."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.access.sharing.policies import (
    SharedPolicy,
    editors_choose_what_is_public,
    editors_use_what_is_public,
)
from cms.access.sharing.viewsets import SharedViewSet
from cms.approval.texts.people import may_decide_about
from cms.approval.texts.registry import guarded_for
from cms.content.models import ContactCard
from cms.organisation.roles import DEPARTMENT_ROLES, Role

NOBODYS = frozenset(["publish"])


class SharedTextPolicy(SharedPolicy):
    """A department's webmasters write its texts, its other roles read them; nobody publishes, superusers included.

    Others read, choose, write and approve what was granted; the portal's editors choose what is public.
    """

    def __init__(self, model):
        writes = dict.fromkeys(("add", "change", "delete", "lock", "unlock"), (Role.WEBMASTER,))
        super().__init__(model, roles={**writes, "view": DEPARTMENT_ROLES})

    def _reach(self, user, actions):
        allowed = [action for action in actions if action not in NOBODYS]
        return super()._reach(user, allowed) if allowed else (set(), False)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Who decides opens the editor of what waits, where everything is locked meanwhile."""
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        decides = "change" in actions and may_decide_about(user, guarded_for(self.model), instance)
        return decides and instance.current_workflow_task is not None

    def open_to_choose(self, user):
        return editors_choose_what_is_public(user)

    def rights_by_publicity(self, role, instance):
        return editors_use_what_is_public(role, instance)


class SharedTextViewSet(SharedViewSet):
    """Base of every snippet with drafts: what it says is approved by another person before the public reads it."""

    list_per_page = 50

    @cached_property
    def permission_policy(self):
        return SharedTextPolicy(self.model)


class ContactCardViewSet(SharedTextViewSet):
    """Contact cards (联系方式): each department keeps its own."""

    model = ContactCard
    icon = "mail"
    menu_label = _("Contact cards")
    add_to_admin_menu = True
    menu_order = 170
    inspect_view_enabled = True
    list_display = ["name", "department", "phones", "live"]
    list_filter = ["department"]
    search_fields = ["name", "address", "phones"]
    search_backend_name = None
    panels = [
        FieldPanel("department"),
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("phones"), FieldPanel("hours"), FieldPanel("email"), FieldPanel("note")],
            heading=_("How to reach it"),
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("department")
