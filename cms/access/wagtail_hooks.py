from wagtail import hooks

from cms.access.bulk_actions import ScopedDeleteBulkAction
from cms.access.page_choosers import choosable


@hooks.register("construct_page_chooser_queryset")
def narrow_page_chooser(pages, request):
    """One rule for every page chooser: own tree, or what the public sees anyway."""
    return choosable(pages, request.user)


# After Wagtail's own action of the same type, so that this one stands in its place.
hooks.register("register_bulk_action", ScopedDeleteBulkAction, order=1000)
