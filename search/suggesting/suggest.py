"""Suggestions as one types: what goes on as typed, out of what is public in the visitor's scope and language.

Titles that begin so come before those in which a word does, and what runs across words last; better standing and newer
ones come first.
"""

from search.folding import IS_HAN, fold
from search.models import Suggestion
from search.stores import store
from search.stores.base import Unavailable
from search.suggesting.departments import department_names
from search.suggesting.rows import any_of, begins, select
from search.suggesting.typed import typed as read_typed

MOST = 8
# So many pages that hold what was typed are looked through for titles that do.
LOOKED_THROUGH = 50
ORDER = (
    "GROUP BY search_suggestion.text ORDER BY min(search_suggestion.place) > 0, max(search_entry.standing) DESC,"
    f" max(search_entry.listed_at) DESC, search_suggestion.text LIMIT {MOST}"
)


def suggest(text, scope):
    """Up to eight suggestions for what was typed."""
    typed, narrowing = read_typed(text), scope.as_sql()
    if typed.is_empty or narrowing is None:
        return []
    found = department_names(typed, scope) + _beginning(typed, narrowing)
    if len(found) < MOST:
        found += _within(typed, scope)
    return list(dict.fromkeys(found))[:MOST]


def _beginning(typed, narrowing):
    """Titles and numbers of which a word begins as typed."""
    condition, params = any_of(typed.prefixes.items())
    if typed.is_single:
        condition += " AND search_suggestion.place = 0"
    if typed.characters:
        more, own = begins("folded", typed.characters)
        condition, params = f"{condition} AND {more}", params + own
    texts = [row[0] for row in select("search_suggestion.text", condition, params, narrowing, ORDER)]
    return [text for text in texts if typed.whole in fold(text)] if len(typed.whole) > len(typed.folded) else texts


def _within(typed, scope):
    """Titles in which what was typed stands across the beginnings of words; none while the engine does not answer."""
    if typed.letters or len(typed.whole) < 2 or not IS_HAN.search(typed.whole):
        return []
    try:
        pages = store().pages([(typed.whole,)], (), scope, LOOKED_THROUGH)
    except Unavailable:
        return []
    places = {page: place for place, page in enumerate(pages)}
    rows = Suggestion.objects.filter(entry__in=pages, place=0).values_list("entry_id", "text")
    return [text for _page, text in sorted(rows, key=lambda row: places[row[0]]) if typed.whole in fold(text)]
