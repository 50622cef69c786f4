"""What a person's own is: the trees on which a group of theirs holds any right, and what belongs to these trees."""

from functools import reduce
from operator import or_

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import Page, PageViewRestriction, Site, Task, Workflow
from wagtail.permissions import page_permission_policy

from cms.organisation.roles import Role, departments_of

NOTHING = Q(pk__in=())


def roots_of(user):
    """The tree paths below which the user works; Wagtail keeps the rights on the user object, so this is free."""
    return sorted({right.page.path for right in page_permission_policy.get_cached_permissions_for_user(user)})


def is_own(user, path):
    """Whether the tree path lies in one of the user's own trees."""
    return path.startswith(tuple(roots_of(user)))


def leads_to_own(user, path):
    """Whether the path is the user's own or lies above it: the way down through the explorer."""
    return is_own(user, path) or any(root.startswith(path) for root in roots_of(user))


def within(user, field="path"):
    """The condition that the page named by the field stands in one of the user's own trees."""
    return reduce(or_, (Q(**{f"{field}__startswith": root}) for root in roots_of(user)), NOTHING)


def own_pages(user):
    """Every page of the user's own trees."""
    return Page.objects.filter(within(user))


def public_pages():
    """What everybody may read: published, and in no private part of a site."""
    pages = Q(live=True)
    for path in PageViewRestriction.objects.order_by("page__path").values_list("page__path", flat=True).distinct():
        pages &= ~Q(path__startswith=path)
    return pages


def colleagues_of(user):
    """The accounts of the same departments, one's own always."""
    departments = departments_of(user, *Role)
    condition = Q(pk=user.pk) | Q(department__in=departments - {None})
    if None in departments:
        condition |= Q(department=None)
    return get_user_model().objects.filter(condition)


def sites_of(user):
    """The sites in whose trees the user works."""
    return Site.objects.filter(within(user, "root_page__path"))


def workflows_of(user):
    """The workflows that pages of the user's own trees go through."""
    return Workflow.objects.filter(pk__in=Workflow.objects.filter(within(user, "workflow_pages__page__path")))


def tasks_of(user):
    """The steps of these workflows."""
    return Task.objects.filter(pk__in=Task.objects.filter(workflow_tasks__workflow__in=workflows_of(user)))
