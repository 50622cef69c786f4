from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.decision import Decision


class PickForm(WagtailAdminModelForm):
    """A decision written in the snippet's own form obeys the rules of the desk and records who took it."""

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
        return super().save(commit)
