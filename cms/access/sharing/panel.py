"""Rights that end soon, on the desks of administrators and of the supervising office."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access.sharing.addresses import LIST
from cms.access.sharing.reading import SOON, Wanted, grants_for, lines
from cms.access.sharing.rules import keeps_rights
from cms.templatetags.due import due_words
from cms.workbench.panels import DeskPanel, DeskRow
from cms.workbench.registry import desk_panel

SHOWN = 8


@desk_panel
class EndingGrantsPanel(DeskPanel):
    """What ends within two weeks; who needs it longer has it granted anew."""

    name = "sharing-ending"
    heading = gettext_lazy("Granted rights that end soon")
    more_label = gettext_lazy("All that end soon")
    importance = 45

    def is_for_reader(self):
        return keeps_rights(self.request.user)

    def load(self):
        user = self.request.user
        found = grants_for(user, Wanted(ends_within=SOON))
        shown = list(found[:SHOWN])
        self.more_url = f"{reverse(LIST)}?{urlencode({'ends_within': SOON.days})}"
        self.rows = [_row(line, self.more_url) for line in lines(shown, user)]
        self.total = len(shown) if len(shown) < SHOWN else found.count()


def _row(line, list_url):
    last = timezone.make_aware(datetime.combine(line.until, time.max))
    return DeskRow(
        title=line.title,
        url=line.url or list_url,
        action=_("Rights"),
        facts=tuple(str(fact) for fact in (line.action.label, line.holder, line.owner) if str(fact)),
        due=due_words(last),
        due_at=last,
    )
