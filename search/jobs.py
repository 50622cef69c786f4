"""Background work of the search."""

import logging
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.jobs.registry import periodic
from search.attachments.reading import read_files
from search.indexing import catch_up as index_what_is_missing
from search.stores import store
from search.stores.base import Unavailable

logger = logging.getLogger(__name__)


@periodic(every=timedelta(minutes=1), name="search.catch_up", label=_("Let the search find new pages"))
def catch_up():
    """Index public pages that have no entry yet, after an import or a crash."""
    index_what_is_missing()


@periodic(every=timedelta(minutes=1), name="search.read_files", label=_("Read attachments for the search"))
def read_attachments():
    """Let the words of newly attached files be found."""
    read_files()


@periodic(every=timedelta(minutes=1), name="search.settle", label=_("Tell the search engine what it missed"))
def settle():
    """Bring a search engine to what the database holds, after it was away or is of an older release."""
    try:
        store().settle()
    except Unavailable:
        logger.warning("The search engine is away; what changed is kept for it.")
