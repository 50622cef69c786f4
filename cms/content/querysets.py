from django.db import models
from wagtail.models import PageManager, PageQuerySet


class ContentPageQuerySet(PageQuerySet):
    """Content of all sites, by intent."""

    def listed(self):
        """What lists may show: public pages, each with the date it is shown under."""
        return self.filter(listed_at__isnull=False)

    def newest_first(self):
        """The order of every list by date."""
        return self.order_by("-listed_at", "-pk")


ContentPageManager = PageManager.from_queryset(ContentPageQuerySet)


class ListingCountQuerySet(models.QuerySet):
    """Counters of public pages, kept so that a list of a million costs what a list of ten does."""

    def per_year_and_department(self, condition):
        """Sums by department and year of the counters that fit the condition, in one statement."""
        return (
            self.filter(condition)
            .values_list("column__department", "column__department__short_name", "year")
            .annotate(pages=models.Sum("total"))
            .order_by()
        )
