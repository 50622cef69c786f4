"""Picks are shared: a department may be let see, or somebody write, one of them.

Nothing is granted that has no lawful effect: a pick is chosen by no page, and its headline is the portal's own words,
which the portal's people approve.
"""

from cms.access.sharing.actions import Action
from cms.access.sharing.registry import shared
from home.models.pick import Pick

PickAccountGrant, PickGroupGrant = shared(Pick, __name__, (Action.VIEW, Action.CHANGE), related=("page",))
