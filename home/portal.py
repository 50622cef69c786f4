"""How the portal comes to be: its site, its home page as a draft, its groups, procedure and collection."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Site

from cms.access.grants import (
    grant_admin_access,
    grant_on_collection,
    grant_on_tree,
    grant_sight_of_tree,
    grant_technical,
    make_collection,
    make_role_group,
)
from cms.approval.procedure.workflows import assign_workflow, update_workflow, workflow_of_roles
from cms.organisation.roles import DECIDING_ROLES, Role
from home.models import PortalHomePage

NAME = "中国广东"
SLUG = "portal"
HOSTNAME = "localhost"
GROUPS = {
    Role.PORTAL_EDITOR: _("Portal: editors"),
    Role.REVIEWER: _("Portal: review"),
    Role.SECOND_REVIEWER: _("Portal: second review"),
    Role.SECRECY_REVIEWER: _("Portal: secrecy review"),
    Role.SIGNER: _("Portal: sign-off"),
    Role.ADMINISTRATOR: _("Portal: administration"),
    Role.SUPERVISOR: _("Supervising office"),
    Role.SYSTEM_ADMINISTRATOR: _("System administrator"),
    Role.SECURITY_ADMINISTRATOR: _("Security administrator"),
    Role.AUDITOR: _("Security auditor"),
}


@transaction.atomic
def build_portal(port=8000, hostname=HOSTNAME, name=NAME):
    """The portal's home page, a draft when it is new, with all that belongs to it. Built once; then left as it is,
    but for the address, which follows `hostname` and `port`.
    """
    home = _home_page(name)
    _site(home, hostname, port, name)
    groups = {role: make_role_group(role, None, str(label)) for role, label in GROUPS.items()}
    grant_admin_access(*groups.values())
    grant_on_tree(groups[Role.PORTAL_EDITOR], home, ("add", "change", "lock", "unlock"))
    for role in DECIDING_ROLES:
        grant_sight_of_tree(groups[role], home)
    grant_sight_of_tree(groups[Role.SUPERVISOR], Page.get_first_root_node())
    grant_technical(groups[Role.SYSTEM_ADMINISTRATOR])
    collection = make_collection(name)
    grant_on_collection(groups[Role.PORTAL_EDITOR], collection)
    for role in DECIDING_ROLES:
        grant_on_collection(groups[role], collection, ("choose",))
    if hasattr(home, "workflowpage"):
        update_workflow(home.workflowpage.workflow, groups)
    else:
        assign_workflow(workflow_of_roles(name, groups), home)
    return home


def _home_page(name):
    locale = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]
    found = PortalHomePage.objects.filter(depth=2, locale=locale).order_by("pk").first()
    if found is not None:
        return found
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=PortalHomePage(title=name, slug=SLUG, locale=locale, live=False))
    home.save_revision()
    return home


def _site(home, hostname, port, name):
    """The default site. What Wagtail's own migrations put there, a page of welcome, makes room."""
    site = Site.objects.filter(root_page=home).first() or Site.objects.filter(is_default_site=True).first()
    welcome = None
    if site is None:
        site = Site(is_default_site=True)
    elif site.root_page_id != home.pk:
        welcome = site.root_page
    site.root_page, site.hostname, site.port, site.site_name, site.is_default_site = home, hostname, port, name, True
    site.full_clean()
    site.save()
    if welcome is not None and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()
