"""An approval ends when a text that was approved later is published: what was replaced comes back only by a new one."""

from django.utils import timezone

from cms.approval.models import Approval


def end_superseded(sender, instance, revision=None, **kwargs):
    """Called after a page was published; what says the same as the published text stays approved."""
    in_force = Approval.objects.in_force().filter(page=instance.pk)
    latest = in_force.filter(revision=revision).order_by("-pk").first() if revision else None
    if latest:
        in_force.filter(pk__lt=latest.pk).exclude(fingerprint=latest.fingerprint).update(ended_at=timezone.now())
