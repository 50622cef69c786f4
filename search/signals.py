"""When the index hears of a page: as it is saved or deleted, and when whole parts of the tree change."""

from django.db import transaction
from django.db.models.signals import post_save, pre_delete

from cms.content.models import ContentPage
from cms.content.relocation import LISTING_FACTS, listing_changed
from search.indexing import drop, keep, keep_numbers, missing, settle
from search.tasks import index_missing

AT_ONCE = 20


def keep_saved(sender, instance, raw=False, update_fields=None, **kwargs):
    """A saved page is found as it now is; a note about its drafts changes nothing."""
    if raw or not isinstance(instance, ContentPage):
        return
    if update_fields is None or not LISTING_FACTS.isdisjoint(update_fields):
        keep(instance)


def drop_deleted(sender, instance, **kwargs):
    drop([instance.pk])


def follow_listing(sender, pages, **kwargs):
    """Pages that became public in bulk are indexed here where they are few, else behind the scenes."""
    left = settle(pages)
    if left > AT_ONCE:
        transaction.on_commit(lambda: index_missing.enqueue())
    elif left:
        keep_numbers(list(missing().filter(pk__in=pages.order_by().values("pk")).values_list("pk", flat=True)))


def connect():
    """Connect once, when the app is ready."""
    post_save.connect(keep_saved, dispatch_uid="search_keep_saved")
    pre_delete.connect(drop_deleted, sender=ContentPage, dispatch_uid="search_drop_deleted")
    listing_changed.connect(follow_listing, dispatch_uid="search_follow_listing")
