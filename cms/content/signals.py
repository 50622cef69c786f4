"""Changes of the tree and of privacy that no page's own `save` sees."""

from django.apps import apps
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from cms.content.models.listing_count import key_of, moved, shift, stored_page
from cms.content.relocation import LISTING_FACTS, relist, relocate


def relocate_moved(sender, instance, parent_page_before, parent_page_after, **kwargs):
    """A page moved elsewhere takes the department and column of its new place, with all below it."""
    if parent_page_before.pk != parent_page_after.pk:
        relocate(Page.objects.values_list("path", flat=True).get(pk=instance.pk))


def relist_restricted(sender, instance, origin=None, **kwargs):
    """A page made private leaves every list; made public again it returns under its date.

    A restriction that goes because its page is deleted makes nothing public.
    """
    if not issubclass(getattr(origin, "model", type(origin)), Page):
        relist(instance.page.path)


def relist_saved_as_base(sender, instance, created, raw=False, update_fields=None, **kwargs):
    """A page published or withdrawn as a plain `Page`: its content row hears of it here."""
    if created or raw or (update_fields is not None and LISTING_FACTS.isdisjoint(update_fields)):
        return
    content = apps.get_model("content", "ContentPage").objects.filter(pk=instance.pk)
    if content.exclude(live=True, listed_at__isnull=False).exclude(live=False, listed_at=None).exists():
        relist(instance.path)


def discount_deleted(sender, instance, **kwargs):
    """A page that goes, whatever deletes it, leaves its counter; its row is still there."""
    shift(moved(key_of(stored_page(instance.pk)), None))


def connect():
    """Connect once, when the app is ready."""
    post_page_move.connect(relocate_moved, dispatch_uid="relocate_moved")
    post_save.connect(relist_saved_as_base, sender=Page, dispatch_uid="relist_saved_as_base")
    pre_delete.connect(
        discount_deleted, sender=apps.get_model("content", "ContentPage"), dispatch_uid="discount_deleted"
    )
    for signal in (post_save, post_delete):
        signal.connect(relist_restricted, sender=PageViewRestriction, dispatch_uid="relist_restricted")
