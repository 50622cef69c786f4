"""What many people searched for of late, for who does not know what to type: of the site first, then of all.

Nobody who searches is kept, so many people cannot be told from one who repeats himself. Therefore a day of a site
counts only to a bound, and a term needs several days. Whatever is offered finds something public here and now; what
looks like a person's own, or is withheld by an office, is not offered.
"""

import datetime
from dataclasses import dataclass
from itertools import islice

from django.core.cache import cache
from django.utils import timezone

from search.folding import fold
from search.holding import finds
from search.models import SearchedTerm, WithheldTerms
from search.narrowing import Scope
from search.reading import read
from search.stores.base import Unavailable
from search.terms.noting import HIDDEN

MOST = 8
PERIOD = datetime.timedelta(days=13)
LONGEST = 12
# A term needs so many days of the period; of one day and site so many searches count, and in all so many are needed.
DAYS, MOST_OF_A_DAY, TIMES = 4, 5, 12
# So many terms are looked at, and so many kept, for some may be withheld.
LOOKED_AT, KEPT = 16, 12
# What was searched for changes slowly, what is public at once.
RANKED_SECONDS, FOUND_SECONDS = 600, 60
NOT_OFFERED = (HIDDEN, "@")


@dataclass(frozen=True)
class HotTerm:
    """A term and the address of its search."""

    text: str
    url: str


def hot_terms(query, site):
    """Up to eight terms for the site of the department `site`, each with the address that searches as widely as the
    query at hand.
    """
    scope = query.scope(site)
    terms = _public(site, scope.language, scope.site)
    withheld = _withheld(site) if terms else ()
    offered = (term for term in terms if not any(word in fold(term) for word in withheld))
    plain = {"department": None, "kind": "", "theme": "", "year": None, "validity": "", "by_date": False}
    return [HotTerm(term, query.address(text=term, **plain)) for term in islice(offered, MOST)]


def _public(site, language, within):
    """The first terms that find something public in the language, on one site (None: on all)."""
    key = f"search:hot:{site}:{within}:{language}"
    return cache.get_or_set(key, lambda: _found(site, language, within), FOUND_SECONDS)


def _found(site, language, within):
    scope = Scope(language=language, site=within)
    try:
        return list(islice((term for term in _ranked(site) if finds(read(term), scope)), KEPT))
    except Unavailable:
        return []


def _ranked(site):
    """Terms by how much they are searched for, each in one spelling; those of the site before those of all."""
    return cache.get_or_set(f"search:often:{site}", lambda: _read_ranked(site), RANKED_SECONDS)


def _read_ranked(site):
    today = timezone.localdate()
    period = SearchedTerm.objects.between(today - PERIOD, today)
    spelled = {}
    for terms in (period.on_site(site), period):
        for term in terms.often(LONGEST, MOST_OF_A_DAY, DAYS, TIMES)[: LOOKED_AT * 2]:
            if fold(term) and not any(mark in term for mark in NOT_OFFERED):
                spelled.setdefault(fold(term), term)
    return list(spelled.values())[:LOOKED_AT]


def _withheld(site):
    """Words that an office withholds on the site, folded."""
    lists = WithheldTerms.objects.on_site(site).values_list("folded", flat=True)
    return [word for folded in lists for word in folded.split("\n") if word]
