"""What the admin's start page shows of the approval."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from cms.approval.responsibility import waiting_batches
from cms.approval.waiting import waiting_for


class WaitingPanel(Component):
    """Texts and batches that wait for this person's decision."""

    name = "approval_waiting"
    template_name = "approval/admin/waiting_panel.html"
    order = 220
    heading = _("Waits for your decision")

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        rows, total = waiting_for(user)
        return {
            "rows": rows,
            "total": total,
            "more": total - len(rows),
            "batches": waiting_batches(user),
            "heading": self.heading,
        }
