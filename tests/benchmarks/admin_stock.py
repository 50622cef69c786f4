"""Turns the seam of the tenants off in this process, so that it measures what stock Wagtail's admin costs.

To be called after `django.setup()` and before any address is resolved: views are made when addresses are.
"""

from django.contrib.auth.models import Group, Permission
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.models import PagePermissionTester
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.access.viewsets import SeamViewSet
from cms.approval.texts.admin import ContactCardViewSet
from cms.content.models.site_page import SitePage

OURS = ("cms.", "sites.", "home.")
# What only shows or narrows; what registers addresses, snippets and actions stays.
NARROWING = ("construct_", "register_page_", "register_user_listing_buttons", "insert_", "register_reports_menu_item")
RIGHTS = {
    "webmaster": ["add_contactcard", "change_contactcard", "view_contactcard"],
    "administrator": ["add_user", "change_user"],
}


class Stock(cached_property):
    """A policy that asks Django's permissions on the model."""


def take_the_seam_out():
    """Wagtail's own views, testers and hooks; each person holds the same rights as permissions of the group."""
    SitePage.permission_tester_class = PagePermissionTester
    for name in ("construct_view", "chooser_viewset_class", "add_view_class", "edit_view_class", "copy_view_class"):
        setattr(SeamViewSet, name, getattr(SnippetViewSet, name))
    policy = Stock(lambda viewset: ModelPermissionPolicy(viewset.model))
    policy.__set_name__(ContactCardViewSet, "permission_policy")
    ContactCardViewSet.permission_policy = policy
    ContactCardViewSet.get_queryset = lambda self, request: self.model._default_manager.select_related("department")
    hooks.search_for_hooks()
    for name, registered in hooks._hooks.items():
        if name.startswith(NARROWING):
            registered[:] = [each for each in registered if not each[0].__module__.startswith(OURS)]


def give_rights():
    """The permissions that stand for the roles, in this process's own copy of the database."""
    for role, codenames in RIGHTS.items():
        for group in Group.objects.filter(role_group__role=role):
            group.permissions.add(*Permission.objects.filter(codename__in=codenames))
