"""The other department's rows, to see whether one was changed, taken away or bound to."""

from django.db.models import Q

from tests.isolation.world import tables

# Written for what anybody does: the notes of who did what, and the counters that follow.
LOGS = {"audit.AuditEntry", "auditlog.LogEntry", "wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry"}
FOLLOWING = {"wagtailcore.ReferenceIndex", "wagtailsearch.IndexEntry", "content.ListingCount", "approval.CheckRun"}


class Rows:
    """Their state when the world was built."""

    def __init__(self, world):
        self.ranges = {model: span for model, span in world.foreign_rows.items() if not self._is_left_out(model)}
        public = {world.foreign.public.pk, world.foreign.edited.pk, *self._public_frame(world.foreign)}
        self.public_pages = public
        self.before = {model: self._state(model) for model in self.ranges}
        self.bound = self._bindings()

    @staticmethod
    def _public_frame(foreign):
        return {foreign.home.pk, *foreign.home.get_descendants().live().values_list("pk", flat=True)}

    @staticmethod
    def _is_left_out(model):
        return model._meta.label in LOGS | FOLLOWING

    def changes(self, written, may_change=()):
        """Sentences about rows that are not as they were, and about others' rows that now point at them.

        Only the tables that were `written` can tell something new.
        """
        for model, before in self.before.items():
            if model._meta.label in may_change or model._meta.db_table not in written:
                continue
            if (after := self._state(model)) != before:
                numbers = sorted({row[0] for row in before ^ after})
                yield f"{model._meta.label} {numbers}"
        bound = self._bindings(written)
        for field, number in bound.items():
            if number > self.bound.get(field, 0):
                yield f"points at the other's: {field}"

    def _state(self, model):
        first, last = self.ranges[model]
        names = [field.attname for field in model._meta.concrete_fields]
        own = [model._meta.pk.attname, *(name for name in names if name != model._meta.pk.attname)]
        rows = model._base_manager.filter(pk__gt=first, pk__lte=last).values_list(*own)
        return {tuple(map(repr, row)) for row in rows}

    def _bindings(self, written=None):
        """For every foreign key to a model of the other's: how many rows of others point at its rows."""
        found = {}
        for model in tables():
            if self._is_left_out(model) or (written is not None and model._meta.db_table not in written):
                continue
            for field in model._meta.local_concrete_fields:
                target = field.related_model if field.many_to_one else None
                if target not in self.ranges:
                    continue
                first, last = self.ranges[target]
                pointing = Q(**{f"{field.name}__gt": first, f"{field.name}__lte": last})
                if self.public_pages and target._meta.label in ("wagtailcore.Page", "content.ContentPage"):
                    pointing &= ~Q(**{f"{field.name}__in": self.public_pages})
                rows = model._base_manager.filter(pointing)
                if model in self.ranges:
                    begin, end = self.ranges[model]
                    rows = rows.exclude(pk__gt=begin, pk__lte=end)
                if number := rows.count():
                    found[f"{model._meta.label}.{field.name}"] = number
        return found
