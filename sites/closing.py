"""The end of a department's site: its pages are withdrawn, its home page says who answers for its matters now.

What the department had published is not passed on: its successor answers only for what it publishes itself, after
its own approval (谁上网谁负责). The old addresses lead to the successor, see sites/succession.py.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission, Page, WorkflowPage

from cms.approval.withdrawal import withdraw
from cms.content.models import SiteHomePage
from cms.organisation.models import Department
from cms.organisation.roles import user_is_supervisor


@transaction.atomic
def close_department(department, user, status, successor=None, reason=""):
    """Merge or close the department as of now; returns how many pages were taken off. May be repeated.

    Raises ValidationError, by field, for a merger without successor or a circle of successors, and PermissionDenied
    for a user who is not of the supervising office.
    """
    if not user_is_supervisor(user):
        raise PermissionDenied(_("Only the supervising office merges or closes a department."))
    department = Department.objects.select_for_update().get(pk=department.pk)
    department.status, department.successor = status, successor
    department.clean()
    department.save()
    log(instance=department, action="wagtail.edit", user=user)
    withdrawn = 0
    text = reason.strip() or _("The department was merged or closed.")
    for home in SiteHomePage.objects.filter(department=department):
        for page in _public_children(home):
            withdrawn += Page.objects.filter(path__startswith=page.path, live=True).count()
            withdraw(page, user, text)
        # Nobody writes or approves here any more; should the department return, its site is completed anew.
        GroupPagePermission.objects.filter(page=home).delete()
        WorkflowPage.objects.filter(page=home).delete()
    return withdrawn


def _public_children(home):
    """The topmost public pages below the home page: what stands below them goes with them."""
    below = Page.objects.filter(path__startswith=home.path, live=True, depth__gt=home.depth).order_by("path")
    tops = []
    for path in below.values_list("path", flat=True):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return Page.objects.filter(path__in=tops)
