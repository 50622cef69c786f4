from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    """What became of a page in a column of the portal."""

    OFFERED = "offered", _("Offered")
    ADOPTED = "adopted", _("Adopted")
    HELD = "held", _("Held")
    REFUSED = "refused", _("Refused")


KEPT_OFF = (Decision.HELD, Decision.REFUSED)
