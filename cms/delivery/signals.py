"""When the map of roots is dropped."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site
from wagtail.signals import page_slug_changed, post_page_move

from cms.delivery.roots import forget_roots


def forget_roots_of_home_page(sender, instance, **kwargs):
    """A page directly under the root may be a site's home, or its translation."""
    if isinstance(instance, Page) and instance.depth == 2:
        forget_roots()


def connect():
    """Connect once, when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(forget_roots, sender=Site, dispatch_uid="forget_roots_of_site")
        signal.connect(forget_roots_of_home_page, dispatch_uid="forget_roots_of_home_page")
    page_slug_changed.connect(forget_roots_of_home_page, dispatch_uid="forget_roots_of_slug")
    post_page_move.connect(forget_roots_of_home_page, dispatch_uid="forget_roots_of_move")
