"""The gate: nothing is public unless exactly this content was approved (idea 3; plan §4).

Every path that makes a page public ends in a save of the page, and every save of a page crosses `require_approval`.
What is published in bulk crosses `admit`, which asks the same of all at once.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.approval.fingerprint import BOOKKEEPING, fingerprint
from cms.approval.models import Approval


class NotApproved(PermissionDenied):
    """A page was about to become public without approval (未经审批的信息不得上网发布)."""


def require_approval(page):
    """Refuse a public page whose content was not approved.

    Raises NotApproved, with a sentence for the person who tried.
    """
    obstacles = page.publication_obstacles() if hasattr(page, "publication_obstacles") else []
    if obstacles:
        raise NotApproved(" ".join(str(obstacle) for obstacle in obstacles))
    if page.pk is None or not Approval.objects.filter(page=page.pk, fingerprint=fingerprint(page)).exists():
        raise NotApproved(
            _("“%(title)s” cannot be published: its content has not been approved.") % {"title": page.title}
        )


def admit(fingerprints):
    """The same demand for pages published in bulk: each has an approval of exactly its fingerprint, in one statement.

    Raises NotApproved, naming the first page without one.
    """
    approvals = Approval.objects.filter(page__in=fingerprints).values_list("page", "fingerprint")
    missing = set(fingerprints.items()) - set(approvals)
    if missing:
        title = Page.objects.values_list("title", flat=True).get(pk=min(missing)[0])
        raise NotApproved(_("“%(title)s” cannot be published: its content has not been approved.") % {"title": title})


def guard_page(sender, instance, raw=False, update_fields=None, **kwargs):
    """Called before every save of every page, whatever code saves it."""
    if not instance.live:
        return
    free = BOOKKEEPING.union(getattr(sender, "derived_fields", ())) - {"live"}
    if update_fields is not None and free.issuperset(update_fields):
        return
    require_approval(_as_specific(instance, sender))


def _as_specific(instance, sender):
    """The page with all its content, also where only the base class is saved."""
    model = instance.specific_class
    if model is None or isinstance(instance, model):
        return instance
    specific = model.objects.filter(pk=instance.pk).first()
    if specific is None:
        return instance
    for field in sender._meta.concrete_fields:
        setattr(specific, field.attname, getattr(instance, field.attname))
    return specific


def guard_revision(sender, instance, update_fields=None, **kwargs):
    """What was submitted or approved is not rewritten: its content stays as it was when people read it."""
    if instance.pk is None or (update_fields is not None and "content" not in update_fields):
        return
    stored = Revision.objects.filter(pk=instance.pk).values_list("content", flat=True).first()
    if stored is None or stored == instance.content:
        return
    if instance.task_states.exists() or instance.approvals.exists():
        raise NotApproved(_("This text was submitted for approval and cannot be changed; save a new draft instead."))


def guarded_models(models):
    """The page models among `models`, with the base class itself."""
    return [model for model in models if issubclass(model, Page)]
