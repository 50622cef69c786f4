"""What the admin's start page says about the organisation."""

from wagtail.admin.ui.components import Component

from cms.organisation.calendar import years_missing_soon
from cms.organisation.models import CalendarYear
from cms.organisation.policies import SupervisingOfficePolicy


class CalendarPanel(Component):
    """Tells the supervising office in time that the working-day calendar ends."""

    name = "working_day_calendar"
    template_name = "organisation/admin/calendar_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        keeps_it = SupervisingOfficePolicy(CalendarYear).user_has_permission(user, "change")
        return {"years": years_missing_soon() if keeps_it else []}
