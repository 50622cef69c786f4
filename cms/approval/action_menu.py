"""Entries of the approval in the editor's menu of actions."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem

from cms.approval.release.withdrawal import user_can_withdraw


class ApprovalMenuItem(ActionMenuItem):
    """Leads to the decision about a text that waits, or says who decides. It stands first: nothing else can be done."""

    label = _("Approval")
    name = "action-approval"
    icon_name = "clipboard-list"

    def is_shown(self, context):
        return context["view"] == "edit" and context["page"].current_workflow_task is not None

    def get_url(self, context):
        return reverse("approval_step", args=[context["page"].pk])


class WithdrawMenuItem(ActionMenuItem):
    """Takes the page off, for who may."""

    label = _("Withdraw")
    name = "action-withdraw"
    icon_name = "download"

    def is_shown(self, context):
        return context["view"] == "edit" and user_can_withdraw(context["request"].user, context["page"])

    def get_url(self, context):
        return reverse("approval_withdraw", args=[context["page"].pk])
