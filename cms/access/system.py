"""The system administrator's page: what works behind the scenes, when it last did, and mail that does not leave."""

from django.db.models import F, Q
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.fence.registry import know
from cms.access.fence.rules import OfRole
from cms.jobs.models import Mail, PeriodicRun
from cms.organisation.roles import Role, user_has_role

MAILS_SHOWN = 50

know(OfRole(Role.SYSTEM_ADMINISTRATOR), "system_jobs")


def administers_system(user):
    """Whether the user keeps the installation running."""
    return user_has_role(user, Role.SYSTEM_ADMINISTRATOR)


def failing_jobs():
    """Periodic jobs whose last run failed, the newest failure first."""
    failed_last = Q(succeeded_at=None) | Q(failed_at__gt=F("succeeded_at"))
    return PeriodicRun.objects.filter(failed_last, failed_at__isnull=False).order_by("-failed_at")


def stuck_mails():
    """Mails that were tried and did not leave, the last attempt first."""
    return Mail.objects.filter(sent_at=None).exclude(error="").order_by("-tried_at")


class JobsView(WagtailAdminTemplateMixin, TemplateView):
    """Every periodic job with its last runs, and the mails that are stuck. Addressees and texts are not shown."""

    template_name = "access/jobs.html"
    page_title = _("Background work")
    header_icon = "cog"

    def dispatch(self, request, *args, **kwargs):
        if not administers_system(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            jobs=PeriodicRun.objects.order_by("name"), mails=stuck_mails()[:MAILS_SHOWN], **kwargs
        )


@hooks.register("register_admin_urls")
def system_urls():
    """The one page."""
    return [path("system/jobs/", JobsView.as_view(), name="system_jobs")]


class JobsMenuItem(MenuItem):
    """An entry for the system administrator alone."""

    def is_shown(self, request):
        return administers_system(request.user)


@hooks.register("register_admin_menu_item")
def jobs_menu_item():
    """In the main menu."""
    return JobsMenuItem(_("Background work"), reverse("system_jobs"), icon_name="cog", order=730)
