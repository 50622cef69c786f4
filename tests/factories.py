"""Small makers of what tests need: departments, sites, people, pages. Texts are made up."""

import datetime
import itertools
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Site

from cms.access.grants import grant_sight_of_tree
from cms.approval.batches.course import add_to_batch, approve_batch, open_batch
from cms.approval.batches.inspection import held_up, inspect
from cms.approval.checks.findings import decide
from cms.approval.models import Batch
from cms.approval.models.finding import Decision, Finding
from cms.approval.procedure.workflows import assign_workflow, workflow_of_roles
from cms.approval.texts.proposals import approve_words, propose
from cms.content.models import ArticlePage, ColumnPage, OfficialDocumentPage, SiteHomePage
from cms.organisation.models import Department, PlannedColumn, RoleGroup
from cms.organisation.roles import DECIDING_ROLES, DEPARTMENT_ROLES, Role

PASSWORD = "correct-horse-7"
_serial = itertools.count(1)


def make_department(slug="jiaoyu", **facts):
    """A hosted department."""
    facts = {"name": f"广东省{slug}厅", "short_name": f"省{slug}厅", **facts}
    return Department.objects.create(slug=slug, **facts)


def make_planned_column(code="ZCWJ", **facts):
    """A column of the plan, mandatory for all unless told otherwise."""
    facts = {
        "name": code,
        "slug": code.lower(),
        "block": "open_government",
        "mandatory_for_all": True,
        "valid_from": datetime.date(2026, 1, 1),
        **facts,
    }
    found, _created = PlannedColumn.objects.get_or_create(code=code, defaults=facts)
    return found


def role_group(role, department=None):
    """The group of a role, made when first asked for, with access to the admin."""
    found = RoleGroup.objects.filter(role=role, department=department).select_related("group").first()
    if found:
        return found.group
    group = Group.objects.create(name=f"{department or 'province'} {role}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    RoleGroup.objects.create(group=group, role=role, department=department)
    return group


def make_user(username=None, department=None, *roles, **facts):
    """An account with roles in the department (None: in the province)."""
    username = username or f"user{next(_serial)}"
    user = get_user_model().objects.create_user(username, password=PASSWORD, department=department, **facts)
    user.groups.add(*(role_group(role, department) for role in roles))
    return user


def make_site(department=None, hostname=None):
    """A public site with home page, role groups, page permissions and workflow, as the factories make it."""
    root = Page.objects.get(depth=1)
    slug = department.slug if department else "portal"
    home = root.add_child(instance=SiteHomePage(title=slug, slug=slug, department=department, live=False))
    site = Site.objects.create(hostname=hostname or f"{slug}.localhost", root_page=home, site_name=slug)
    groups = {role: role_group(role, department) for role in DEPARTMENT_ROLES}
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=groups[Role.WEBMASTER], page=home, permission=Permission.objects.get(codename=codename)
        )
    for role in DECIDING_ROLES:
        grant_sight_of_tree(groups[role], home)
    assign_workflow(workflow_of_roles(slug, groups), home)
    publish(home)
    return SimpleNamespace(department=department, home=home, site=site, groups=groups)


def make_column(site, code="ZCWJ", live=True, **facts):
    """A column below the home page of a site made by `make_site`."""
    planned = make_planned_column(code) if code else None
    title = facts.pop("title", code or "own column")
    slug = facts.pop("slug", (code or f"own-{next(_serial)}").lower())
    page = ColumnPage(title=title, slug=slug, planned_column=planned, live=False, show_in_menus=True, **facts)
    site.home.refresh_from_db()
    page = site.home.add_child(instance=page)
    return publish(page) if live else page


def make_article(parent, title=None, live=True, model=ArticlePage, **facts):
    """An article (or a page of another model) below `parent`; public unless told otherwise."""
    number = next(_serial)
    parent = type(parent).objects.get(pk=parent.pk)
    page = parent.add_child(
        instance=model(title=title or f"第{number}条消息", slug=f"item-{number}", live=False, **facts)
    )
    return publish(page) if live else page


def make_document(parent, title=None, live=True, **facts):
    """An official document below `parent`."""
    return make_article(parent, title or f"关于第{next(_serial)}件事的通知", live, OfficialDocumentPage, **facts)


def two_people():
    """A reviewer and a signer who took no part in anything else."""
    return make_user(), make_user()


def three_people():
    """A reviewer, a signer and a secrecy reviewer who took no part in anything else."""
    return make_user(), make_user(), make_user()


def decide_hits(batch, user):
    """What the checks of an import's texts hold up is a false alarm, says this person."""
    inspect(batch)
    for finding in Finding.objects.filter(revision__in=held_up(batch).values("revision")).undecided_blocking():
        decide(finding, user, Decision.FALSE_ALARM)


def publish(*pages):
    """Make pages public the lawful way: a batch, decided by three people. Returns the first, fresh."""
    batch = open_batch(Batch.Kind.DEMO, "test")
    for page in pages:
        page.save_revision()
    add_to_batch(batch, pages)
    approve_batch(batch, *three_people())
    return type(pages[0]).objects.get(pk=pages[0].pk)


def show_words(instance, **words):
    """Give the object words that the public reads, written and approved by two people of the supervising office."""
    writer, other = make_user(None, None, Role.SUPERVISOR), make_user(None, None, Role.SUPERVISOR)
    approve_words(propose(instance, words, writer), other)
    instance.refresh_from_db()
    return instance
