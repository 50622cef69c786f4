from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.workdays import STATE_YEARS

# No year has fewer: the statutory holidays alone are more than ten days.
FEWEST_DAYS_OFF = 7


class CalendarDay(models.Model):
    """A day on which the offices keep to something else than the State's calendar says."""

    day = models.DateField(_("day"), unique=True, error_messages={"unique": _("This day is in the calendar already.")})
    is_working = models.BooleanField(_("working day"), default=False, help_text=_("Not ticked: a day off."))
    reason = models.CharField(_("reason"), max_length=200, help_text=_("The notice that it follows, or what happened."))

    class Meta:
        ordering = ["-day"]
        verbose_name = _("exceptional day")
        verbose_name_plural = _("exceptional days")

    def __str__(self):
        return f"{self.day:%Y-%m-%d} {_('working day') if self.is_working else _('day off')}"


class CalendarYear(models.Model):
    """A year that the product's own data does not hold, and whose days off were entered here."""

    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, validators=[MinValueValidator(1950), MaxValueValidator(9999)]
    )
    source = models.CharField(
        _("source document"), max_length=200, help_text=_("The State Council's notice on the year's holidays.")
    )

    class Meta:
        ordering = ["-year"]
        verbose_name = _("year of the calendar")
        verbose_name_plural = _("years of the calendar")

    def __str__(self):
        return str(self.year)

    def clean(self):
        """A year counts as known once its days off were entered, not before: dates would be wrong."""
        if self.year is None:
            return
        if self.year in STATE_YEARS:
            raise ValidationError(
                {"year": _("This year is known already. Enter single days that differ as exceptional days.")}
            )
        entered = CalendarDay.objects.filter(day__year=self.year, is_working=False).count()
        if entered < FEWEST_DAYS_OFF:
            raise ValidationError(
                {
                    "year": _(
                        "Enter the year's days off and working weekends as exceptional days first; "
                        "so far %(number)d days off of %(year)d are entered."
                    )
                    % {"number": entered, "year": self.year}
                }
            )
