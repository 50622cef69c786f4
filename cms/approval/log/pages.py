"""What the log says against what is public: its dates against each other, and every public page against its entry."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.approval.models.log import PUBLIC_EVENTS, TEXT_EVENTS, LogEntry, LogEvent

MOST = 100


class PageDates:
    """The shown date of a page is that of its first entry for ever, and only a migrated one lies in the past."""

    def __init__(self):
        self._shown = {}

    def of_chain(self, rows):
        """Findings about the dates of a chain that fits by itself: kind, number and sentence."""
        found, before = [], ""
        for row in rows:
            first = self._shown.get(row.page)
            if row.event in TEXT_EVENTS:
                right = row.shown_at == row.at
            elif first is None:
                right = row.shown_at <= row.at if row.event == LogEvent.MIGRATED else row.shown_at == row.at
                self._shown[row.page] = row.shown_at
            else:
                right = row.shown_at == first
            if not right:
                text = _("Entry %(number)d shows a publication date that is not its page's first.")
                found.append(("date", row.number, text % {"number": row.number}))
            if row.at < before:
                text = _("Entry %(number)d is dated before the entry that it follows.")
                found.append(("date", row.number, text % {"number": row.number}))
            before = row.at
        return found


def pages_against_log():
    """Pages that are public without an entry, under another date or as another revision; and pages that are not."""
    newest = LogEntry.objects.changing().filter(page_id=OuterRef("pk")).order_by("-pk")
    columns = {f"log_{name}": Subquery(newest.values(name)[:1]) for name in ("event", "shown_at", "revision_id")}
    # The first page that Wagtail's own migrations put there says nothing.
    plain = ContentType.objects.get_for_model(Page)
    pages = Page.objects.filter(depth__gt=1).exclude(content_type=plain).order_by("path").annotate(**columns)
    public = Q(log_event__in=PUBLIC_EVENTS)
    off = Q(log_event=None) | ~public
    other_date = ~Q(first_published_at=Subquery(newest.values("shown_at")[:1]))
    other_revision = Q(live_revision__isnull=False) & ~Q(live_revision=Subquery(newest.values("revision_id")[:1]))
    wrong = (
        Q(live=True) & off,
        Q(live=False) & public,
        Q(live=True) & public & other_date,
        Q(live=True, alias_of=None) & public & other_revision,
    )
    sentences = (
        _("“%(title)s” (page %(pk)d) is public, but the log holds no publication of it."),
        _("“%(title)s” (page %(pk)d) is not public, but the log does not say that it was taken off."),
        _("“%(title)s” (page %(pk)d) is shown under a date that is not the log's."),
        _("“%(title)s” (page %(pk)d) is public in another revision than the log says."),
    )
    for condition, sentence in zip(wrong, sentences, strict=True):
        for pk, title in pages.filter(condition).values_list("pk", "title")[:MOST]:
            yield "page", sentence % {"pk": pk, "title": title}
