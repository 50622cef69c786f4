"""What page choosers offer."""

from django.db.models import Q
from wagtail.permissions import page_permission_policy


def choosable(pages, user):
    """Pages of the trees that the user works on, drafts included, and of the others what is public.

    Relations to other departments' published documents are wanted; their drafts are their own.
    """
    if user.is_superuser:
        return pages
    own = page_permission_policy.instances_user_has_any_permission_for(user, ["add", "change", "publish"])
    return pages.filter(Q(live=True) | Q(pk__in=own.order_by().values("pk")))
