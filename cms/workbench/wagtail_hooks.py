from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from cms.workbench.panels import EmptyDesk
from cms.workbench.registry import MOST_PANELS, desk_of

# Wagtail's own two ask the database again for every row; the desk tells the same and what is due.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


# What stands before this is a notice that concerns the whole installation; it is never crowded out.
NOTICE = 100


@hooks.register("construct_homepage_panels", order=1000)
def lay_the_desk(request, panels):
    """The start page is the person's desk; what else is offered there follows while there is room."""
    desk = desk_of(request) or [EmptyDesk()]
    others = [panel for panel in panels if not isinstance(panel, REPLACED)]
    notices = [panel for panel in others if panel.order < NOTICE]
    others = sorted((panel for panel in others if panel.order >= NOTICE), key=lambda panel: panel.order)
    panels[:] = [*notices, *desk, *others[: MOST_PANELS - len(desk)]]


@hooks.register("insert_global_admin_css")
def lists_for_chinese():
    """Chinese may break after every character, which narrow columns of Wagtail's lists then do."""
    return format_html('<link rel="stylesheet" href="{}">', static("workbench/lists.css"))
