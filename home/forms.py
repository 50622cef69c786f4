from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.approval.texts.proposals import propose, waiting_words
from home.decision import Decision


class PickForm(WagtailAdminModelForm):
    """A decision written in the snippet's own form obeys the rules of the desk and records who took it.

    A headline that waits is what the form shows; what the public reads stays until another person approved it.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.shown_headline = self.instance.headline
        waiting = waiting_words(self.instance)
        if waiting and "headline" in self.fields:
            self.initial["headline"] = waiting.words["headline"]
            self.fields["headline"].help_text = _("Headline waits for approval; the public reads: “%(words)s”.") % {
                "words": self.shown_headline or self.instance.page.title
            }

    def clean(self):
        """The page and the column of a pick stay; a page that the column can never list is not adopted."""
        data = super().clean()
        page, column = data.get("page"), data.get("column")
        for name in ("page", "column"):
            if self.instance.pk and name in self.changed_data:
                self.add_error(name, _("A pick stays with its page and its column; make another one."))
        adopted = data.get("decision") == Decision.ADOPTED and page and column
        if adopted and not column.specific.listing_source().allows(page):
            self.add_error("page", _("The column cannot list this page: not public, a reprint, or another language."))
        return data

    def save(self, commit=True):
        if self.changed_data and self.instance.decision != Decision.OFFERED:
            self.instance.decided_by, self.instance.decided_at = self.for_user, timezone.now()
        headline = (self.cleaned_data.get("headline") or "").strip()
        self.instance.headline = self.shown_headline
        pick = super().save(commit)
        if pick.pk and "headline" in self.fields:
            propose(pick, {"headline": headline}, self.for_user)
        return pick
