"""What can be done with several pages of the explorer at once, in place of Wagtail's publishing and unpublishing.

Both take the places of Wagtail's actions of the same type, which ask for the right to publish that nobody has.
"""

from django.forms import Form
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from cms.approval.forms import WithdrawalForm
from cms.approval.procedure.together import approve_together, objection_together
from cms.approval.release.withdrawal import user_can_withdraw, withdraw


class PagesAction(PageBulkAction):
    """An action of ours: who may not do it to a page reads how many those are, not what they are called."""

    template_name = "approval/admin/bulk.html"
    question = ""
    verb = ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {**context, "heading": self.display_name, "question": self.question, "verb": self.verb}


class SubmitBulkAction(PagesAction):
    """Hands drafts to the first step of their procedure."""

    display_name = _("Submit for approval")
    action_type = "publish"
    aria_label = _("Submit selected pages for approval")
    action_priority = 40
    form_class = Form
    question = _("These pages are handed to review as they stand.")
    verb = _("Submit for approval")

    def check_perm(self, page):
        """Drafts, and public pages with a new draft, of a site on which the user writes."""
        rights = page.specific.permissions_for_user(self.request.user)
        news = page.has_unpublished_changes or not page.live
        return news and rights.can_write() and rights.can_submit_for_moderation()

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        """Start the procedure of each page."""
        for page in objects:
            page = page.specific
            if page.latest_revision_id is None:
                page.save_revision(user=user)
            page.get_workflow().start(page, user)
        return len(objects), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext(
            "%(number)d page was submitted for approval.",
            "%(number)d pages were submitted for approval.",
            num_parent_objects,
        ) % {"number": num_parent_objects}


class ApproveBulkAction(PagesAction):
    """Approves texts that this person opened before; one that was not opened is left out."""

    display_name = _("Approve")
    action_type = "approve"
    aria_label = _("Approve selected pages that you have opened")
    action_priority = 45
    form_class = Form
    question = _("These texts, each of which you have opened, are approved for their next step.")
    verb = _("Approve together")

    def check_perm(self, page):
        """What waits for this person, and was opened by this person as it stands."""
        return not objection_together(self.request.user, page.specific)

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        """Approve each for itself."""
        return approve_together(user, objects).approved, 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext("%(number)d text was approved.", "%(number)d texts were approved.", num_parent_objects) % {
            "number": num_parent_objects
        }


class WithdrawBulkAction(PagesAction):
    """Takes several pages off at once, for one reason."""

    display_name = _("Withdraw")
    action_type = "unpublish"
    aria_label = _("Withdraw selected pages")
    action_priority = 50
    classes = {"serious"}
    form_class = WithdrawalForm
    question = _("These pages leave the site and every list at once. They come back only by a new approval.")
    verb = _("Withdraw now")

    def check_perm(self, page):
        """As for a single page."""
        return user_can_withdraw(self.request.user, page)

    def get_execution_context(self):
        return {**super().get_execution_context(), "facts": self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects, user=None, facts=None, **kwargs):
        """Withdraw each page; one that went with a page above it is gone already."""
        number = 0
        for page in sorted(objects, key=lambda page: page.path):
            page.refresh_from_db(fields=["live"])
            if page.live:
                withdraw(page, user, **facts)
                number += 1
        return number, 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext("%(number)d page was withdrawn.", "%(number)d pages were withdrawn.", num_parent_objects) % {
            "number": num_parent_objects
        }
