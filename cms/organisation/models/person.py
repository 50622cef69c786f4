from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """One human being above all accounts: four eyes are two persons, never two accounts of one (domain §8.7)."""

    name = models.CharField(_("name"), max_length=160)
    left_on = models.DateField(_("left on"), null=True, blank=True, help_text=_("Empty while in office."))

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("persons")

    def __str__(self):
        return self.name
