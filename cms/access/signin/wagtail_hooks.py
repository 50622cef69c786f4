from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.fence.registry import know
from cms.access.fence.rules import OPEN
from cms.access.signin.fresh import ask_again_before
from cms.access.signin.unlocking import unlocks
from cms.access.signin.views.account import (
    CodesFileView,
    OwnFactorSetupView,
    OwnFactorView,
    OwnSessionsView,
    RenewCodesView,
)
from cms.access.signin.views.desk import FactorsView, PausesView, RulesView, keeps_factors

know(
    OPEN,
    "signin_code",
    "signin_codes_file",
    "signin_factor",
    "signin_factors",
    "signin_own_factor",
    "signin_own_factor_setup",
    "signin_password",
    "signin_pauses",
    "signin_renew_codes",
    "signin_rules",
    "signin_sessions",
)


def changes_sign_in(request, **kwargs):
    """Whether the account's own page changes the password, or the address that a link for another one goes to."""
    address = request.POST.get("name_email-email")
    return bool(request.POST.get("password-new_password1")) or address not in (None, request.user.email)


ask_again_before("wagtailadmin_account", when=changes_sign_in)
ask_again_before("signin_own_factor_setup", "signin_renew_codes", "signin_pauses", "signin_factors", "signin_rules")


@hooks.register("register_admin_urls")
def sign_in_urls():
    """One's own pages, and those of who answers for other people's sign-ins."""
    return [
        path("account/second-factor/", OwnFactorView.as_view(), name="signin_own_factor"),
        path("account/second-factor/set-up/", OwnFactorSetupView.as_view(), name="signin_own_factor_setup"),
        path("account/recovery-codes/", RenewCodesView.as_view(), name="signin_renew_codes"),
        path("account/recovery-codes/file/", CodesFileView.as_view(), name="signin_codes_file"),
        path("account/sessions/", OwnSessionsView.as_view(), name="signin_sessions"),
        path("sign-in/locked/", PausesView.as_view(), name="signin_pauses"),
        path("sign-in/second-factors/", FactorsView.as_view(), name="signin_factors"),
        path("sign-in/rules/", RulesView.as_view(), name="signin_rules"),
    ]


@hooks.register("register_account_menu_item")
def own_factor_item(request):
    """In the account's pages."""
    return {
        "url": reverse("signin_own_factor"),
        "label": _("Second factor and recovery codes"),
        "help_text": _("A code from your telephone besides the password."),
    }


@hooks.register("register_account_menu_item")
def own_sessions_item(request):
    """In the account's pages."""
    return {
        "url": reverse("signin_sessions"),
        "label": _("Sessions"),
        "help_text": _("Where you are signed in, and ending that."),
    }


class UnlockMenuItem(MenuItem):
    """An entry for who unlocks."""

    def is_shown(self, request):
        return unlocks(request.user)


class FactorsMenuItem(MenuItem):
    """An entry for security administrators."""

    def is_shown(self, request):
        return keeps_factors(request.user)


@hooks.register("register_settings_menu_item")
def pauses_menu_item():
    """Locked accounts."""
    return UnlockMenuItem(_("Locked accounts"), reverse("signin_pauses"), icon_name="lock", order=610)


@hooks.register("register_settings_menu_item")
def factors_menu_item():
    """Second factors."""
    return FactorsMenuItem(_("Second factors"), reverse("signin_factors"), icon_name="lock", order=620)


@hooks.register("register_settings_menu_item")
def rules_menu_item():
    """Who must have one."""
    return FactorsMenuItem(_("Who must have a second factor"), reverse("signin_rules"), icon_name="lock", order=630)
