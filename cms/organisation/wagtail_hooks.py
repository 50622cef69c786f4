from wagtail import hooks

from cms.organisation.panels import CalendarPanel
from cms.organisation.persons import ACTION, PersonChanged
from cms.organisation.viewsets import OrganisationViewSetGroup


@hooks.register("register_admin_viewset")
def register_organisation():
    """Departments, column plan, kinds and thresholds, for the supervising office."""
    return OrganisationViewSetGroup()


@hooks.register("construct_homepage_panels")
def warn_of_the_calendar(request, panels):
    """The start page says when the working-day calendar is about to end."""
    panels.append(CalendarPanel())


@hooks.register("register_log_actions")
def register_change_of_person(actions):
    """Whose account it was before, in its history."""
    actions.register_action(ACTION)(PersonChanged)
