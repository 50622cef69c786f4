"""The admin of the organisation: for the supervising office alone.

These are plain models and no snippets, so no list of snippets, chooser or bulk action reaches them.
"""

from django import forms
from django.contrib.auth.models import Permission
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from cms.organisation.forms import DepartmentForm, PlannedColumnForm
from cms.organisation.models import (
    CalendarDay,
    CalendarYear,
    Department,
    DepartmentKind,
    Person,
    PlannedColumn,
    Threshold,
)
from cms.organisation.policies import SupervisingOfficePolicy


class DeleteView(generic.DeleteView):
    """Deletes what nothing stands on; else says so and leads back."""

    def form_valid(self, form):
        if self.usage and self.usage.is_protected:
            return self.refuse()
        try:
            return super().form_valid(form)
        except ProtectedError:
            return self.refuse()

    def refuse(self):
        """Back to the list, with the reason."""
        messages.error(self.request, gettext("“%(object)s” is in use and cannot be deleted.") % {"object": self.object})
        return redirect(self.get_success_url())


class DepartmentIndexView(generic.IndexView):
    """Departments with their parents, in one statement."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("parent")


class SupervisedModelViewSet(ModelViewSet):
    """Listing and editing for the supervising office."""

    copy_view_enabled = False
    delete_view_class = DeleteView
    list_per_page = 60

    @cached_property
    def permission_policy(self):
        return SupervisingOfficePolicy(self.model)

    def get_permissions_to_register(self):
        """None: these rights follow from a role, and ticking boxes in a group changes nothing."""
        return Permission.objects.none()


class DepartmentViewSet(SupervisedModelViewSet):
    """Departments with their complaint lines and liaison officers."""

    model = Department
    icon = "group"
    index_view_class = DepartmentIndexView
    list_display = ["short_name", "name", "slug", "status", "parent"]
    list_filter = ["status", "kinds"]
    search_fields = ["name", "short_name", "slug", "english_name"]
    search_backend_name = None
    ordering = "order"
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("name"),
                            FieldPanel("short_name"),
                            FieldPanel("english_name"),
                            FieldPanel("slug"),
                            FieldRowPanel([FieldPanel("status"), FieldPanel("order")]),
                            FieldPanel("website"),
                            FieldPanel("parent"),
                        ],
                        heading=_("Department"),
                    ),
                    FieldPanel("kinds", widget=forms.CheckboxSelectMultiple),
                    FieldRowPanel([FieldPanel("credit_code"), FieldPanel("site_code")], heading=_("Codes")),
                ],
                heading=_("Department"),
            ),
            ObjectList(
                [
                    FieldPanel("function"),
                    FieldPanel("address"),
                    FieldPanel("office_hours"),
                    FieldPanel("phone"),
                    FieldPanel("office_head"),
                    InlinePanel("complaint_lines", heading=_("Complaint lines"), label=_("Complaint line")),
                    InlinePanel("liaison_officers", heading=_("Liaison officers"), label=_("Liaison officer")),
                ],
                heading=_("Contact"),
            ),
        ],
        base_form_class=DepartmentForm,
    )


class PlannedColumnViewSet(SupervisedModelViewSet):
    """The column plan."""

    model = PlannedColumn
    icon = "list-ul"
    list_display = ["code", "name", "block", "mandatory_for_all", "update_days", "valid_from", "valid_to"]
    list_filter = ["block", "mandatory_for_all"]
    search_fields = ["code", "name"]
    search_backend_name = None
    ordering = "order"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("code"), FieldPanel("slug")]),
                    FieldPanel("name"),
                    FieldPanel("english_name"),
                    FieldPanel("block"),
                    FieldPanel("description"),
                    FieldPanel("keywords"),
                    FieldPanel("order"),
                ],
                heading=_("Column"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("mandatory_for_all"),
                    FieldPanel("mandatory_for", widget=forms.CheckboxSelectMultiple),
                ],
                heading=_("Mandatory"),
            ),
            MultiFieldPanel(
                [FieldPanel("update_days"), FieldPanel("update_rule"), FieldPanel("duty_office"), FieldPanel("grade")],
                heading=_("Updating"),
            ),
            FieldPanel("content_kinds"),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")], heading=_("Validity")),
        ],
        base_form_class=PlannedColumnForm,
    )


class DepartmentKindViewSet(SupervisedModelViewSet):
    """Kinds of department."""

    model = DepartmentKind
    icon = "tag"
    list_display = ["name", "code"]
    form_fields = ["code", "name", "english_name"]
    search_fields = ["name", "code"]
    search_backend_name = None


class ThresholdViewSet(SupervisedModelViewSet):
    """Thresholds with their sources."""

    model = Threshold
    icon = "warning"
    list_display = ["name", "value", "unit", "level", "source", "clause", "effective_from"]
    list_filter = ["level"]
    search_fields = ["name", "code", "source"]
    search_backend_name = None
    form_fields = ["code", "name", "value", "unit", "level", "source", "clause", "grade", "effective_from"]


class CalendarDayViewSet(SupervisedModelViewSet):
    """Days on which the offices differ from the State's calendar."""

    model = CalendarDay
    icon = "calendar-alt"
    list_display = ["day", "is_working", "reason"]
    list_filter = ["is_working"]
    search_fields = ["reason"]
    search_backend_name = None
    form_fields = ["day", "is_working", "reason"]


class CalendarYearViewSet(SupervisedModelViewSet):
    """Years that were entered as a whole."""

    model = CalendarYear
    icon = "calendar-alt"
    list_display = ["year", "source"]
    search_fields = ["source"]
    search_backend_name = None
    form_fields = ["year", "source"]


class PersonViewSet(SupervisedModelViewSet):
    """Persons above accounts; which accounts are one person's is said with the account."""

    model = Person
    icon = "user"
    list_display = ["name", "left_on"]
    form_fields = ["name", "left_on"]
    search_fields = ["name"]
    search_backend_name = None


class OrganisationViewSetGroup(ViewSetGroup):
    """One entry of the menu for all of it."""

    menu_label = _("Organisation")
    menu_icon = "group"
    menu_order = 700
    items = (
        DepartmentViewSet("departments"),
        PlannedColumnViewSet("column_plan"),
        DepartmentKindViewSet("department_kinds"),
        PersonViewSet("persons"),
        ThresholdViewSet("thresholds"),
        CalendarDayViewSet("calendar_days"),
        CalendarYearViewSet("calendar_years"),
    )
