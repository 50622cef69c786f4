"""Where the checks show in the admin: their page, the editor's menu, a word above the editor, the offices' lists."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from cms.approval.checks.terms_admin import CheckSettingViewSet, TermViewSet
from cms.approval.models.finding import Finding
from cms.approval.views.checks import ChecksView

register_snippet(TermViewSet)


@hooks.register("register_admin_viewset")
def check_settings():
    """The settings of checks, for the supervising office."""
    return CheckSettingViewSet("check_settings")


@hooks.register("register_admin_urls")
def check_urls():
    """The page of the checks."""
    return [path("approval/pages/<int:page_id>/checks/", ChecksView.as_view(), name="approval_checks")]


class ChecksMenuItem(ActionMenuItem):
    """Leads from the editor to what the checks found."""

    label = _("Checks")
    name = "action-checks"
    icon_name = "circle-check"

    def is_shown(self, context):
        return context["view"] == "edit"

    def get_url(self, context):
        return reverse("approval_checks", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def checks_action():
    """The checks, in the editor."""
    return ChecksMenuItem(order=15)


@hooks.register("before_edit_page")
def say_what_is_undecided(request, page):
    """Above the editor, before anybody tries to submit: what was found in the text as it was last saved."""
    if request.method != "GET" or page.latest_revision_id is None:
        return
    number = Finding.objects.filter(revision=page.latest_revision_id).undecided_blocking().count()
    if number:
        text = ngettext(
            "%(number)d hit of the checks needs a decision before this text is submitted.",
            "%(number)d hits of the checks need a decision before this text is submitted.",
            number,
        ) % {"number": number}
        url = reverse("approval_checks", args=[page.pk])
        messages.warning(request, text, buttons=[messages.button(url, _("Decide now"))])
