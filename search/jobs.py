"""Background work of the search."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.jobs.registry import periodic
from search.indexing import catch_up as index_what_is_missing


@periodic(every=timedelta(minutes=1), name="search.catch_up", label=_("Let the search find new pages"))
def catch_up():
    """Index public pages that have no entry yet, after an import or a crash."""
    index_what_is_missing()
