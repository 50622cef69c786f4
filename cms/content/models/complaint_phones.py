from django.utils.translation import gettext_lazy as _

from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind
from cms.organisation.models import ComplaintLine, Department


class ComplaintPhonesPage(ContentPage):
    """Telephones for complaints (投诉电话). The lines are the departments' own and are kept with them.

    On a department's site its own lines, on the portal those of all departments.
    """

    KINDS = (ContentKind.PHONES,)
    is_creatable = True
    shows_relations = False
    page_description = _("Lists the complaint lines of the department, on the portal those of all.")

    content_panels = content_panels(relations=None)

    class Meta:
        verbose_name = _("complaint telephones")
        verbose_name_plural = _("complaint telephones")

    def get_context(self, request, *args, **kwargs):
        """The lines grouped by department, in the order of the departments."""
        return {**super().get_context(request, *args, **kwargs), "departments": self.departments()}

    def departments(self):
        """Departments in office with their lines, in one statement; only its own where the page has a department."""
        lines = ComplaintLine.objects.select_related("department")
        if self.department_id:
            lines = lines.filter(department=self.department_id)
        else:
            lines = lines.filter(department__in=Department.objects.in_office())
        groups = {}
        for line in lines.order_by("department__order", "department", "sort_order", "pk"):
            groups.setdefault(line.department_id, {"department": line.department, "lines": []})["lines"].append(line)
        return list(groups.values())
