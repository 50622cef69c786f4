"""Changes of the tree and of privacy that no page's own `save` sees."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from cms.content.relocation import relist, relocate


def relocate_moved(sender, instance, parent_page_before, parent_page_after, **kwargs):
    """A page moved elsewhere takes the department and column of its new place, with all below it."""
    if parent_page_before.pk != parent_page_after.pk:
        instance.refresh_from_db(fields=["path"])
        relocate(instance.path)


def relist_restricted(sender, instance, **kwargs):
    """A page made private leaves every list; made public again it returns under its date."""
    relist(instance.page.path)


def connect():
    """Connect once, when the app is ready."""
    post_page_move.connect(relocate_moved, dispatch_uid="relocate_moved")
    for signal in (post_save, post_delete):
        signal.connect(relist_restricted, sender=PageViewRestriction, dispatch_uid="relist_restricted")
