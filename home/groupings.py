"""Ways to look for service guides (网上办公: by life event, by person or enterprise) that a column may offer."""

from django.db import models
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PERSON, ENTERPRISE = "person", "enterprise"


class Grouping(models.TextChoices):
    """What a column of service guides can be narrowed to, beside department and year."""

    AUDIENCE = "audience", _("By person or enterprise")
    LIFE_EVENT = "life_event", _("By life event")


class ByAudience:
    """Guides for persons and guides for enterprises; many are for both."""

    label = _("For whom")
    conditions = {PERSON: "for_person", ENTERPRISE: "for_enterprise"}

    def querysets(self, pages):
        """The guides of each group among the pages, annotated with `group`, `group_label` and `group_order`."""
        for order, (value, field) in enumerate(self.conditions.items()):
            label = gettext("Persons") if value == PERSON else gettext("Enterprises")
            yield pages.filter(**{f"serviceguidepage__{field}": True}).annotate(
                group=Value(value, output_field=CharField()),
                group_label=Value(label, output_field=CharField()),
                group_order=Value(order),
            )

    def narrowed(self, pages, group):
        """The pages of the group."""
        return pages.filter(**{f"serviceguidepage__{self.conditions[group]}": True})


class ByLifeEvent:
    """Guides by the situation in life or business in which they are wanted."""

    label = _("Life event")

    def querysets(self, pages):
        """As above; one queryset answers for all events."""
        english = (translation.get_language() or "").startswith("en")
        event = "serviceguidepage__life_events"
        yield pages.filter(**{f"{event}__isnull": False}).annotate(
            group=Cast(event, CharField()),
            group_label=F(f"{event}__english_name" if english else f"{event}__name"),
            group_order=F(f"{event}__order"),
        )

    def narrowed(self, pages, group):
        """The pages of the event."""
        return pages.filter(serviceguidepage__life_events=int(group))


GROUPINGS = {Grouping.AUDIENCE: ByAudience(), Grouping.LIFE_EVENT: ByLifeEvent()}


COLUMNS = ("group", "group_label", "group_order")


def ungrouped(rows):
    """Rows that belong to no group, in the columns of those that do."""
    text = Value("", output_field=CharField())
    return rows.annotate(group=text, group_label=text, group_order=Value(0))
