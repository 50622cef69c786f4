"""What begins and ends a correction by itself."""

from django.db.models.signals import post_save
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished

from cms.approval.corrections.clock import begin_edit, close_published, close_taken_off, close_undone, public_page
from cms.approval.gate.fingerprint import fingerprint_of_revision


def notice_edit(sender, instance, update_fields=None, raw=False, **kwargs):
    """A draft was saved. Where the page is public and the draft says something else, the clock runs.

    Of a page that is not public nothing is asked.
    """
    if raw or (update_fields is not None and "content" not in update_fields) or not instance.content.get("live"):
        return
    if instance.base_content_type.model_class() is not Page:
        return
    page = public_page(instance.object_id)
    if page is None:
        return
    running = page.corrections.open().exists()
    if _says_the_same(instance, page.live_revision):
        if running:
            close_undone(page, instance.user)
    elif not running:
        begin_edit(page, instance.user, instance.created_at)


def _says_the_same(draft, published):
    if published is None:
        return False
    return draft.pk == published.pk or fingerprint_of_revision(draft) == fingerprint_of_revision(published)


def notice_publication(sender, instance, revision=None, **kwargs):
    """A page was published."""
    if revision is not None:
        close_published(instance, revision)


def notice_removal(sender, instance, **kwargs):
    """A page was taken off, or has expired."""
    close_taken_off(instance)


def connect():
    """Called once, when all models are known."""
    post_save.connect(notice_edit, sender=Revision, dispatch_uid="corrections:edit")
    page_published.connect(notice_publication, dispatch_uid="corrections:published")
    page_unpublished.connect(notice_removal, dispatch_uid="corrections:unpublished")
