"""How one page relates to another, seen from either side (domain §7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RelationType(models.TextChoices):
    """How one page relates to another; the other side is derived (domain §7)."""

    RELATED = "related", _("See also")
    INTERPRETS = "interprets", _("Interprets")
    AMENDS = "amends", _("Amends")
    REPEALS = "repeals", _("Repeals")
    BASED_ON = "based_on", _("Based on")
    VERSION_OF = "version_of", _("Another version of")


REVERSE_LABELS = {
    RelationType.RELATED: _("See also"),
    RelationType.INTERPRETS: _("Interpreted by"),
    RelationType.AMENDS: _("Amended by"),
    RelationType.REPEALS: _("Repealed by"),
    RelationType.BASED_ON: _("Basis of"),
    RelationType.VERSION_OF: _("Another version of"),
}
