from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from cms.workbench.registry import MOST_PANELS, desk_of

# Wagtail's own two ask the database again for every row; the desk tells the same and what is due.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


# What stands before this is a notice that concerns the whole installation; it is never crowded out.
NOTICE = 100


@hooks.register("construct_homepage_panels", order=1000)
def lay_the_desk(request, panels):
    """The start page is the person's desk; what else is offered there follows while there is room."""
    desk = desk_of(request)
    others = [panel for panel in panels if not isinstance(panel, REPLACED)]
    notices = [panel for panel in others if panel.order < NOTICE]
    others = sorted((panel for panel in others if panel.order >= NOTICE), key=lambda panel: panel.order)
    panels[:] = [*notices, *desk, *others[: MOST_PANELS - len(desk)]]
