"""Which models departments share one object at a time. One line makes a model shared:

    ThingAccountGrant, ThingGroupGrant = shared(Thing, __name__, (Action.VIEW, Action.CHANGE))

in a module of models; its viewset is then a `SharedViewSet` and its policy a `SharedPolicy`, which a check demands.
"""

from dataclasses import dataclass

from django.db import models

from cms.access.sharing.tables import AccountGrant, GroupGrant


@dataclass(frozen=True)
class Shared:
    """A shared model with its two tables, the rights that have an effect on it, and what its title needs to be read.

    `approvers` are the roles of which one is needed, in any department, for a granted approval to count.
    """

    model: type
    account_grants: type
    group_grants: type
    actions: tuple
    approvers: tuple = ()
    related: tuple = ()

    @property
    def label(self):
        """By what addresses and the history name the model."""
        return self.model._meta.label_lower

    @property
    def tables(self):
        """Both tables."""
        return (self.account_grants, self.group_grants)

    def table(self, kind):
        """The table of the kind `account` or `group`, or None."""
        return next((table for table in self.tables if table.kind == kind), None)

    @property
    def policy(self):
        """The policy that the model's snippets carry."""
        return self.model.snippet_viewset.permission_policy

    @property
    def objects(self):
        """All objects, each with what its title needs."""
        return self.model._base_manager.select_related("department", *self.related)


_shared = {}


def shared(model, module, actions, approvers=(), related=()):
    """Make the two tables for grants on objects of the model, in the app of `module`. Returns both classes."""
    tables = [_table(model, module, base) for base in (AccountGrant, GroupGrant)]
    found = Shared(model, *tables, tuple(actions), tuple(approvers), tuple(related))
    _shared[found.label] = found
    return tuple(tables)


def _table(model, module, base):
    target = models.ForeignKey(model, on_delete=models.CASCADE, related_name=f"{base.kind}_grants")
    meta = type("Meta", (base.Meta,), {})
    return type(
        f"{model.__name__}{base.__name__}", (base,), {"__module__": module, "content_object": target, "Meta": meta}
    )


def all_shared():
    """Every shared model, by its label."""
    return dict(sorted(_shared.items()))


def shared_for(model):
    """What is known of the model, or None."""
    return _shared.get(model._meta.label_lower)
