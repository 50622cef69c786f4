"""Where corrections stand in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from cms.access.tenancy import sees_every_department
from cms.approval.corrections import panel  # noqa: F401 (it registers itself)
from cms.approval.corrections.access import may_give_notice
from cms.approval.corrections.listing import CorrectionsView
from cms.approval.corrections.views import CorrectionFiguresView, CorrectionView, NoticeView
from cms.organisation.roles import roles_of


@hooks.register("register_admin_urls")
def correction_urls():
    """The pages of corrections."""
    return [
        path("approval/corrections/", CorrectionsView.as_view(), name="approval_corrections"),
        path(
            "approval/corrections/results/",
            CorrectionsView.as_view(results_only=True),
            name="approval_corrections_results",
        ),
        path("approval/corrections/figures/", CorrectionFiguresView.as_view(), name="approval_correction_figures"),
        path("approval/corrections/<int:correction_id>/", CorrectionView.as_view(), name="approval_correction"),
        path("approval/pages/<int:page_id>/changed/", NoticeView.as_view(), name="approval_notice"),
    ]


class CorrectionsMenuItem(MenuItem):
    """An entry for who works for a department, and for the supervising office."""

    def is_shown(self, request):
        return sees_every_department(request.user) or bool(roles_of(request.user))


@hooks.register("register_reports_menu_item")
def corrections_menu_item():
    """Among the reports."""
    return CorrectionsMenuItem(_("Corrections"), reverse("approval_corrections"), icon_name="history", order=910)


@hooks.register("register_page_header_buttons")
def notice_button(page, user, view_name, next_url=None):
    """In a public page's own menu."""
    if may_give_notice(user, page):
        url = reverse("approval_notice", args=[page.pk])
        yield Button(_("Report changed material"), url, icon_name="history", priority=75)
