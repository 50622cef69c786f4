from django.db import models
from django.db.models import Count, F, Sum
from django.db.models.functions import Least, Length
from django.utils.translation import gettext_lazy as _

from search.words import WordList


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

    def often(self, longest, most_of_a_day, days, times):
        """Terms of at most so many characters that were searched for on at least so many days and so often, the most
        asked first. What was asked on one site on one day counts only to a bound, and not where all of it was in vain.
        """
        return (
            self.order_by()
            .filter(times_in_vain__lt=F("times"))
            .annotate(length=Length("term"))
            .filter(length__lte=longest)
            .values("term")
            .annotate(asked=Sum(Least("times", most_of_a_day)), days=Count("day", distinct=True))
            .filter(days__gte=days, asked__gte=times)
            .order_by("-asked", "-days", "term")
            .values_list("term", flat=True)
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


class WithheldTerms(WordList):
    """Words that no page offers as searched for often, however many people search for them; nor any that hold them."""

    class Meta(WordList.Meta):
        abstract = False
        verbose_name = _("withheld search terms")
        verbose_name_plural = _("withheld search terms")
