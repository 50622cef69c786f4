"""Who works for the whole province is seen: reading a department's draft and acting there are recorded.

Whoever sees everything is trusted to look, not to look unseen. The department reads these entries itself.
"""

from http import HTTPStatus

from django.db import connection
from django.urls import reverse
from wagtail.models import Page

from cms.access.audit.events import Event
from cms.access.audit.recording import record
from cms.access.tenancy import sees_every_department
from cms.content.placement import department_at
from cms.organisation.roles import Role, departments_of

SAFE = ("GET", "HEAD", "OPTIONS")
# These answer a POST with a picture of the text and change nothing.
SHOWING = ("preview", "userbar", "checks_results")


class ElsewhereMiddleware:
    """Notes which page of another department the admin's address names, and records it once the answer is given."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        visit = getattr(request, "visit_elsewhere", None) or _guarded(request)
        if visit is not None:
            self._record(request, response.status_code, *visit)
        return response

    def process_view(self, request, view, args, kwargs):
        """Only the admin is looked at, and only who sees more than one department."""
        number = kwargs.get("page_id")
        if number is None or not request.path.startswith(reverse("wagtailadmin_home")):
            return
        if not request.user.is_authenticated or not sees_every_department(request.user):
            return
        page = Page.objects.filter(pk=number).first()
        department = department_at(page.path) if page else None
        if department is not None and department not in own_departments(request.user):
            request.visit_elsewhere = page, department

    def _record(self, request, status, target, department):
        """A look counts when the draft was shown; an act unless it was refused as an error or is being undone."""
        name = request.resolver_match.view_name
        is_look = request.method in SAFE or any(part in name for part in SHOWING)
        if is_look and (status != HTTPStatus.OK or not _is_draft(target)):
            return
        if status >= HTTPStatus.BAD_REQUEST or connection.needs_rollback:
            return
        event = Event.READ_ELSEWHERE if is_look else Event.ACTED_ELSEWHERE
        record(
            event,
            request.user,
            department=department,
            target=target,
            target_label=getattr(target, "draft_title", ""),
            facts={"view": name, "status": status},
            request=request,
        )


def _guarded(request):
    """The snippet of another department that the seam let the user at, by an office or by a grant, and whose it is.

    What has no drafts and is decided about for the whole province, such as picks, is the daily work of who does that.
    """
    instance = getattr(request, "guarded_instance", None)
    department = getattr(instance, "department_id", None)
    if department is None or department in own_departments(request.user):
        return None
    user = request.user
    daily = None in departments_of(user, *Role) and not sees_every_department(user)
    return None if daily and not hasattr(instance, "live") else (instance, department)


def _is_draft(target):
    """Whether it holds what the public does not read; what has no drafts holds nothing of the kind."""
    return hasattr(target, "live") and (not target.live or target.has_unpublished_changes)


def record_act(user, department, target, what):
    """Record that `user` changed what is the department's (its number), where it is not the user's own.

    For what no address of a page names; `what` says it in words. Portal and province are nobody else's.
    """
    if department is not None and department not in own_departments(user):
        record(Event.ACTED_ELSEWHERE, user, department=department, target=target, facts={"what": str(what)})


def own_departments(user):
    """Where the user works, by account or by role."""
    return {user.department_id, *departments_of(user, *Role)} - {None}
