from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _


class SearchedTermQuerySet(models.QuerySet):
    """What was searched for, by place and time."""

    def on_site(self, site):
        """On the site of a department, by its number; 0 is the portal."""
        return self.filter(site=site)

    def between(self, first, last):
        """In a period of days, both included."""
        return self.filter(day__range=(first, last))

    def summed(self):
        """One row a term, the most asked first: {term, asked, in_vain}."""
        return (
            self.order_by()
            .values("term")
            .annotate(asked=Sum("times"), in_vain=Sum("times_in_vain"))
            .order_by("-asked", "term")
        )


class SearchedTerm(models.Model):
    """How often something was searched for on a site on a day, and how often in vain. Nobody who asked is kept."""

    LONGEST = 60

    day = models.DateField(_("day"))
    site = models.PositiveBigIntegerField(_("site"), help_text=_("The number of its department; 0 is the portal."))
    term = models.CharField(_("term"), max_length=LONGEST)
    times = models.PositiveIntegerField(_("asked"), default=0)
    times_in_vain = models.PositiveIntegerField(_("in vain"), default=0)

    objects = SearchedTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("searched term")
        verbose_name_plural = _("searched terms")
        constraints = [models.UniqueConstraint(fields=["day", "site", "term"], name="one_row_per_day_site_and_term")]

    def __str__(self):
        return self.term
