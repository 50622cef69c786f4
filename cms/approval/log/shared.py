"""What the log says against the shared texts that are public."""

from django.utils.translation import gettext_lazy as _

from cms.approval.models.log import TEXT_EVENTS, LogEntry, LogEvent
from cms.approval.texts.registry import all_guarded

PUBLIC = _("“%(title)s” (shared text %(pk)d) is public, but the log does not say so.")
GONE = _("“%(title)s” (shared text %(pk)d) is not public, but the log does not say that it was taken off.")


def texts_against_log():
    """Texts with drafts that are public without an entry, and those that are not although the log says so."""
    rows = LogEntry.objects.filter(event__in=TEXT_EVENTS).order_by("pk").values_list("address", "event")
    newest = dict(rows)
    for guarded in all_guarded().values():
        if not guarded.has_drafts:
            continue
        for instance in guarded.model._base_manager.order_by("pk").iterator():
            logged = newest.get(f"{guarded.label}/{instance.pk}") == LogEvent.TEXT_SHOWN
            names = {"title": instance, "pk": instance.pk}
            if instance.live and not logged:
                yield "text", PUBLIC % names
            if logged and not instance.live:
                yield "text", GONE % names
