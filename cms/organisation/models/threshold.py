from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThresholdQuerySet(models.QuerySet):
    """Thresholds as they were on a day."""

    def value_on(self, code, day):
        """The value in force on the day.

        Raises Threshold.DoesNotExist when no value of this code was in force yet.
        """
        found = self.filter(code=code, effective_from__lte=day).order_by("-effective_from").first()
        if found is None:
            raise Threshold.DoesNotExist(f"no threshold {code} in force on {day}")
        return found.value

    def number_on(self, code, day, otherwise):
        """The value in force on the day, or what the product begins with where none was loaded."""
        try:
            return self.value_on(code, day)
        except Threshold.DoesNotExist:
            return otherwise


class Threshold(models.Model):
    """A limit that supervision and clocks compare with; data with its source, never a constant in code."""

    class Level(models.TextChoices):
        """What reaching the value means."""

        LIMIT = "limit", _("Limit")
        VETO = "veto", _("Veto")
        WARN = "warn", _("Warning")
        PARAMETER = "parameter", _("Parameter")
        DEDUCTION = "deduction", _("Deduction")

    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=40)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.PARAMETER)
    source = models.CharField(_("source document"), max_length=120, blank=True)
    clause = models.CharField(_("clause"), max_length=60, blank=True)
    grade = models.CharField(_("grade of the source"), max_length=1, blank=True)
    effective_from = models.DateField(_("effective from"))

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-effective_from"]
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        constraints = [
            models.UniqueConstraint(fields=["code", "effective_from"], name="one_threshold_per_code_and_day")
        ]

    def __str__(self):
        return f"{self.name}: {Decimal(str(self.value)).normalize():f} {self.unit}"
