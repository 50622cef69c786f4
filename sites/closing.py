"""The end of a department's site: its pages are withdrawn, its home page says who answers for its matters now.

What the department had published is not passed on: its successor answers only for what it publishes itself, after
its own approval (谁上网谁负责). The old addresses lead to the successor, see sites/succession.py.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission, Page, Revision, WorkflowPage, WorkflowState

from cms.approval.models import Approval, Batch
from cms.approval.release.withdrawal import withdraw
from cms.content.models import SiteHomePage
from cms.organisation.models import Department
from cms.organisation.roles import is_supervisor


@transaction.atomic
def close_department(department, user, status, successor=None, reason=""):
    """Merge or close the department as of now; returns how many pages were taken off. May be repeated.

    Raises ValidationError, by field, for a merger without successor or a circle of successors, and PermissionDenied
    for a user who is not of the supervising office.
    """
    if not is_supervisor(user):
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
        _end_what_waits(home, user, text)
        # Nobody writes or approves here any more; should the department return, its site is completed anew.
        GroupPagePermission.objects.filter(page=home).delete()
        WorkflowPage.objects.filter(page=home).delete()
    return withdrawn


def _end_what_waits(home, user, reason):
    """Nothing that waits below the home page becomes public any more: no date, no run of the procedure, no batch."""
    now = timezone.now()
    below = Page.objects.filter(path__startswith=home.path).exclude(pk=home.pk)
    Approval.objects.in_force().filter(page__in=below).update(ended_at=now)
    numbers = below.annotate(number=Cast("pk", CharField())).values("number")
    pages = Q(base_content_type=ContentType.objects.get_for_model(Page), object_id__in=numbers)
    Revision.objects.filter(pages).exclude(approved_go_live_at=None).update(approved_go_live_at=None)
    for run in WorkflowState.objects.active().filter(pages):
        run.cancel(user=user)
    waiting = Batch.objects.waiting().filter(department=home.department_id)
    waiting.update(status=Batch.Status.RETURNED, note=reason[:500], returned_by=user, returned_at=now)


def _public_children(home):
    """The topmost public pages below the home page: what stands below them goes with them."""
    below = Page.objects.filter(path__startswith=home.path, live=True, depth__gt=home.depth).order_by("path")
    tops = []
    for path in below.values_list("path", flat=True):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return Page.objects.filter(path__in=tops)
