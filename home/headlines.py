"""The portal's own headlines: words that the public reads, shown once a second person of the portal approved them.

The decision about a page waits for nobody; until the headline is approved the page stands under its own title.
"""

from cms.approval.texts.proposals import propose
from cms.approval.texts.registry import Guarded, portal_home
from cms.content.models import SiteHomePage
from cms.organisation.roles import Role
from home.models import Pick

DECIDERS = (Role.PORTAL_EDITOR, Role.REVIEWER, Role.SECOND_REVIEWER, Role.SIGNER, Role.SUPERVISOR)


def guarded_headline():
    """What of a pick was approved: its headline, for this page in this column."""
    return Guarded(
        Pick,
        words=("headline",),
        bound=("page", "column"),
        may_empty=True,
        owner=lambda pick: None,
        home=home_of_pick,
        deciders=DECIDERS,
    )


def home_of_pick(pick):
    """The home page of the portal on which the column stands."""
    path = pick.column.path
    return SiteHomePage.objects.filter(path=path[: 2 * SiteHomePage.steplen]).first() or portal_home()


def set_headline(pick, headline, user):
    """Keep a headline for approval; an empty one is gone at once, and so is one that waits."""
    return propose(pick, {"headline": (headline or "").strip()}, user)
