from wagtail import hooks

from cms.access import drafts, panels, system  # noqa: F401
from cms.access.bulk_actions import ScopedDeleteBulkAction
from cms.access.fence.narrowed.explorer import OwnPagesViewSet
from cms.access.fence.table import know_all
from cms.access.page_choosers import choosable
from cms.access.people import hooks as people  # noqa: F401

know_all()


@hooks.register("construct_page_chooser_queryset")
def narrow_page_chooser(pages, request):
    """One rule for every page chooser: own tree, or what the public sees anyway."""
    return choosable(pages, request.user)


@hooks.register("register_admin_viewset", order=1000)
def register_lists_of_pages():
    """The explorer, after Wagtail's own, so that this one stands in its place."""
    return OwnPagesViewSet()


# After Wagtail's own action of the same type, so that this one stands in its place.
hooks.register("register_bulk_action", ScopedDeleteBulkAction, order=1000)
