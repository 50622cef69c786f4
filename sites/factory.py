"""Makes a department's site (部门建网), whole or not at all; run again, it adds what has come to be missing.

What people changed meanwhile stays: titles, places of columns, menus, settings, collections, procedures.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import GroupCollectionPermission, Locale, Page, Site, WorkflowPage

from cms.access.grants import (
    grant_admin_access,
    grant_on_collection,
    grant_on_tree,
    grant_sight_of_tree,
    make_collection,
    make_role_group,
)
from cms.approval.procedure.workflows import assign_workflow, update_workflow, workflow_of_roles
from cms.content.models import ColumnPage
from cms.delivery.roots import forget_roots
from cms.organisation.models import Department, PlannedColumn
from cms.organisation.roles import DECIDING_ROLES, DEPARTMENT_ROLES, Role
from sites.composition import default_bands
from sites.models import DepartmentHomePage, SiteSettings

DEFAULT_PORT = 80


class FactoryError(Exception):
    """A site that cannot be made; the text says why, and what to do, to the person who asked."""


@dataclass
class Result:
    """What became of one department: its site, and what was added now."""

    department: Department
    site: Site
    home: DepartmentHomePage
    is_new: bool
    columns: list = field(default_factory=list)

    @property
    def changed(self):
        """Whether anything was added."""
        return self.is_new or bool(self.columns)


def build_department_site(department, prepared_by=None):
    """Make the department's site, or add what it lacks, in one transaction. Everything made is a draft.

    Raises FactoryError when the department has no site to be made here, or its host name or slug is another's.
    """
    try:
        with transaction.atomic():
            return _build(Department.objects.select_for_update().get(pk=department.pk), prepared_by)
    finally:
        # Whatever was read of sites during the transaction may be older, or never become true.
        forget_roots()
        Site.clear_site_root_paths_cache()


def hostname_of(department):
    """The host name under which the department's site answers."""
    return f"{department.slug}.{settings.SITES_BASE_DOMAIN}"


def home_of(department):
    """The department's home page in the main language, or None."""
    homes = DepartmentHomePage.objects.filter(department=department, locale__language_code=settings.LANGUAGE_CODE)
    return homes.first()


def missing_columns(department, home):
    """The columns of today's plan that the department must keep and its site lacks, in the plan's order."""
    planned = PlannedColumn.objects.valid_on(timezone.localdate()).mandatory_for(department)
    if home is not None:
        present = ColumnPage.objects.filter(path__startswith=home.path, planned_column__isnull=False)
        planned = planned.exclude(pk__in=present.order_by().values("planned_column"))
    return list(planned)


def _build(department, prepared_by):
    refuse_unfit(department)
    home = home_of(department)
    is_new = home is None
    _refuse_taken(department, home)
    if is_new:
        home = _make_home(department, prepared_by)
    site = Site.objects.filter(root_page=home).first() or _make_site(department, home)
    columns = _make_columns(department, home, prepared_by)
    if is_new:
        home.bands = default_bands({page.planned_column.code: page for page in columns})
        home.save(clean=False, log_action=None)
        home.save_revision(user=prepared_by, log_action=False, clean=False)
    SiteSettings.objects.get_or_create(site=site)
    groups = _make_groups(department, home)
    _make_collections(department, groups[Role.WEBMASTER])
    assigned = WorkflowPage.objects.filter(page=home).select_related("workflow").first()
    if assigned is None:
        name = _("%(department)s: review and sign-off") % {"department": department.short_name}
        assign_workflow(workflow_of_roles(name, groups), home)
    elif not is_new:
        update_workflow(assigned.workflow, groups)
    return Result(department, site, home, is_new, [page.title for page in columns])


def refuse_unfit(department):
    """Only a department whose site stands here gets one.

    Raises FactoryError for one that has its site elsewhere, was merged or was closed.
    """
    names = {"name": department.name, "website": department.website, "successor": department.successor}
    reasons = {
        Department.Status.SELF_HOSTED: _("%(name)s has its site elsewhere (%(website)s); none is made here."),
        Department.Status.MERGED: _("%(name)s was merged into %(successor)s; no site is made for it."),
        Department.Status.CLOSED: _("%(name)s was closed; no site is made for it."),
    }
    if department.status in reasons:
        raise FactoryError(reasons[department.status] % names)


def _refuse_taken(department, home):
    hostname = hostname_of(department)
    other = Site.objects.filter(hostname=hostname).exclude(root_page=home).first()
    if other is not None:
        raise FactoryError(
            _("The host name %(hostname)s is taken by the site “%(site)s”. Change that site first.")
            % {"hostname": hostname, "site": other.site_name or other.root_page.title}
        )
    taken = Page.objects.filter(depth=2, slug=department.slug).exclude(pk=home.pk if home else None).first()
    if home is None and taken is not None:
        raise FactoryError(
            _("The page “%(page)s” at the top of the tree has the slug “%(slug)s” already. Change its slug first.")
            % {"page": taken.title, "slug": department.slug}
        )


def _make_home(department, prepared_by):
    locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = DepartmentHomePage(
        title=department.name,
        slug=department.slug,
        department=department,
        locale=locale,
        live=False,
        owner=prepared_by,
    )
    return Page.get_first_root_node().add_child(instance=home)


def _make_site(department, home):
    portal = Site.objects.filter(is_default_site=True).first()
    return Site.objects.create(
        hostname=hostname_of(department),
        port=portal.port if portal else DEFAULT_PORT,
        site_name=department.short_name,
        root_page=home,
    )


def _make_columns(department, home, prepared_by):
    """The mandatory columns that are missing, as drafts; the last of the site's own come before them."""
    slugs = set(home.get_children().values_list("slug", flat=True))
    made = []
    for planned in missing_columns(department, home):
        page = ColumnPage(
            title=planned.name,
            slug=_free(planned.slug, slugs),
            planned_column=planned,
            description=planned.description,
            keywords=planned.keywords,
            show_in_menus=True,
            locale=home.locale,
            live=False,
            owner=prepared_by,
        )
        slugs.add(page.slug)
        home.add_child(instance=page)
        page.save_revision(user=prepared_by, log_action=False, clean=False)
        made.append(page)
    return made


def _free(slug, taken):
    """The slug, or with a number where a column of the site's own has it."""
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def _make_groups(department, home):
    groups = {
        role: make_role_group(role, department, f"{department.short_name} · {role.label}") for role in DEPARTMENT_ROLES
    }
    grant_admin_access(*groups.values())
    grant_on_tree(groups[Role.WEBMASTER], home)
    for role in DECIDING_ROLES:
        grant_sight_of_tree(groups[role], home)
    return groups


def _make_collections(department, webmasters):
    """One collection for the department, with one for pictures and one for files below it."""
    if GroupCollectionPermission.objects.filter(group=webmasters).exists():
        return
    own = make_collection(department.short_name)
    for name in (_("Pictures"), _("Files")):
        make_collection(name, own)
    grant_on_collection(webmasters, own)
