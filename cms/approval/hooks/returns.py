"""Above the editor of a text that came back: why, from whom, and where."""

from django.template.loader import render_to_string
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import WorkflowState

from cms.approval.queue.submissions import returned, rows_of


@hooks.register("before_edit_page")
def say_why_it_came_back(request, page):
    """Who opens the text to change it reads first what is to be changed."""
    if request.method != "GET" or page.current_workflow_state is None:
        return
    for row in rows_of(returned(WorkflowState.objects.filter(pk=page.current_workflow_state.pk))):
        messages.warning(request, render_to_string("approval/admin/returned.html", {"row": row}))
