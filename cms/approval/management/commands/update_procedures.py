from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from wagtail.models import WorkflowPage

from cms.access.grants import grant_admin_access, grant_sight_of_tree, make_role_group
from cms.approval.procedure.workflows import update_workflow
from cms.content.models import SiteHomePage
from cms.organisation.roles import DECIDING_ROLES


class Command(BaseCommand):
    help = (
        "Gives every site the steps of the procedure and the groups that take them. May be run again at any time: "
        "what people changed stays, and texts that wait are led through the steps that are new for them."
    )

    def handle(self, *args, **options):
        changed = 0
        homes = SiteHomePage.objects.select_related("department").order_by("path")
        for home in homes:
            assigned = WorkflowPage.objects.filter(page=home).select_related("workflow").first()
            if assigned is None:
                continue
            groups = self._groups(home)
            if update_workflow(assigned.workflow, groups):
                changed += 1
                self.stdout.write(_("%(site)s: its procedure was completed.") % {"site": home.title})
        self.stdout.write(_("%(number)d procedures were completed; the others were complete.") % {"number": changed})

    def _groups(self, home):
        owner = home.department.short_name if home.department else home.title
        groups = {role: make_role_group(role, home.department, f"{owner} · {role.label}") for role in DECIDING_ROLES}
        grant_admin_access(*groups.values())
        for group in groups.values():
            grant_sight_of_tree(group, home)
        return groups
