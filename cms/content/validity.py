"""The validity of an official document (有效性, domain §7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Validity(models.TextChoices):
    """What a reader must know before relying on a document."""

    NOT_YET = "not_yet", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    AMENDED = "amended", _("Amended")
    PARTLY = "partly_repealed", _("Partly no longer in force")
    EXPIRED = "expired", _("No longer in force")
    REPEALED = "repealed", _("Repealed")


DECLARED = [choice for choice in Validity.choices if choice[0] != Validity.NOT_YET]
CHANGED = (Validity.AMENDED, Validity.PARTLY, Validity.EXPIRED, Validity.REPEALED)


def validity_on(day, declared, effective_date, expiry_date):
    """The validity on a day: what an office declared, and what the calendar makes of it by itself.

    A document whose first day lies ahead is not yet in force; one whose last day has passed is no longer in force.
    """
    if declared in (Validity.EXPIRED, Validity.REPEALED):
        return declared
    if effective_date and effective_date > day:
        return Validity.NOT_YET
    if expiry_date and expiry_date < day:
        return Validity.EXPIRED
    return declared
