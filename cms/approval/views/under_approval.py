"""What the pages about one text under approval share: the text, its run of the procedure, who may look."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override

from cms.approval.models import ReviewStepTask
from cms.approval.procedure.people import who_may

MOST_COLLEAGUES = 50


def takes_a_step(user, page):
    """Whether the person belongs to a step that texts of this page go through, also in another's stead."""
    workflow = page.get_workflow()
    steps = ReviewStepTask.objects.filter(workflow_tasks__workflow=workflow) if workflow else ()
    return any(step.involves(user) for step in steps)


class PageUnderApproval:
    """A page that the address names, for who edits it or belongs to a step of its procedure; else it is a 404.

    Not only to the step that waits: a colleague may have been quicker, and that has to be said in words.
    """

    @cached_property
    def page(self):
        """The page as it is stored: what the public reads, where it is public."""
        page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific
        if not self.may_edit(page) and not takes_a_step(self.request.user, page):
            raise Http404
        return page

    def may_edit(self, page):
        """Whether the editor would open the page for this person."""
        return page.permissions_for_user(self.request.user).can_edit()

    @cached_property
    def state(self):
        """The run of the procedure that waits, or None."""
        state = self.page.current_workflow_state
        return state if state and self.task else None

    @cached_property
    def task(self):
        """The step of the procedure that waits, or None; a task that is none of its steps decides nothing here."""
        task = self.page.current_workflow_task
        return task if isinstance(task, ReviewStepTask) else None

    @cached_property
    def revision(self):
        """Exactly the text that was submitted."""
        return self.state.current_task_state.revision

    @cached_property
    def verdict(self):
        """Whether this person may decide, asked once."""
        return self.task.verdict(self.page, self.request.user, self.state)

    @property
    def refusal(self):
        """Why this person cannot decide, '' for who may."""
        return self.verdict[0]

    @property
    def conflict(self):
        """Why the text can only be returned, by whomever; '' where nothing stands against it."""
        return self.verdict[2]

    @cached_property
    def colleagues(self):
        """Who else may decide, members of the step before their deputies."""
        others = who_may(self.page, self.state, limit=MOST_COLLEAGUES + 1)
        return [user for user in others if user.pk != self.request.user.pk][:MOST_COLLEAGUES]


@method_decorator(xframe_options_sameorigin_override, name="get")
class PreviewView(PageUnderApproval, View):
    """The submitted text as the public will see it."""

    def get(self, request, page_id):
        """Show the revision that waits, whatever was written since."""
        if not self.state:
            raise Http404
        page = self.revision.as_object()
        return page.make_preview_request(request, page.default_preview_mode)
