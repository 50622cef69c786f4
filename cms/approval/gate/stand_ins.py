"""A stand-in of a translation (an alias) that was taken off by itself stays off.

It follows its source, so an approval of the source would bring it back, and so would a save of its own. What somebody
took off comes back only by an approval that names it: it is made a page of its own first, and goes through the
procedure. A stand-in that went together with its source comes back with it.
"""

from functools import wraps

from django.db.models import OuterRef, Q, Subquery
from wagtail.models import Page

from cms.approval.models.log import PUBLIC_EVENTS, LogEntry


def taken_off():
    """Stand-ins whose newest entry took them off while their source stayed public."""
    own = LogEntry.objects.changing().filter(page_id=OuterRef("pk")).order_by("-pk")
    source = LogEntry.objects.changing().filter(page_id=OuterRef("alias_of"), pk__lt=OuterRef("left")).order_by("-pk")
    aliases = Page.objects.exclude(alias_of=None).order_by()
    aliases = aliases.annotate(left=Subquery(own.values("pk")[:1]), last=Subquery(own.values("event")[:1]))
    gone = aliases.exclude(Q(last=None) | Q(last__in=PUBLIC_EVENTS))
    return gone.annotate(source_event=Subquery(source.values("event")[:1])).filter(source_event__in=PUBLIC_EVENTS)


def stays_off(alias):
    """Whether the stand-in was taken off by itself."""
    return alias.pk is not None and taken_off().filter(pk=alias.pk).exists()


def let_stay_off():
    """Wagtail makes every stand-in public with its source; called once, when the app is ready."""
    follow = Page.update_aliases

    @wraps(follow)
    def update_aliases(self, *, _updated_ids=None, **kwargs):
        done = [*(_updated_ids or ()), *taken_off().filter(alias_of=self.pk).values_list("pk", flat=True)]
        return follow(self, _updated_ids=done, **kwargs)

    Page.update_aliases = update_aliases
