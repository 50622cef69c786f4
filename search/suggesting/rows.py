"""The table of suggestions: what is written of a page, and how prefixes are looked for with the help of indexes."""

from django.db import connection

from search.models import Suggestion
from search.suggesting.beginnings import beginnings

LAST = "\U0010ffff"
# In PostgreSQL these compare character by character, whatever the language of the database, as the index does.
COMPARE = {"sqlite": (">=", "<"), "postgresql": ("~>=~", "~<~")}
LONGEST = 255


def suggestions_of(page):
    """The rows of a page: its title, and the number of a document, each at all its beginnings."""
    texts = dict.fromkeys(" ".join(text.split()) for text in (page.title, getattr(page, "document_number", "")) if text)
    return [
        Suggestion(
            entry_id=page.pk,
            text=text[:LONGEST],
            place=each.place,
            size=each.size,
            folded=each.folded,
            pinyin=each.pinyin,
            initials=each.initials,
            backwards=each.backwards,
        )
        for text in texts
        for each in beginnings(text)
    ]


def begins(column, prefix):
    """SQL that holds where the column begins so, and its parameters."""
    from_, below = COMPARE[connection.vendor]
    name = f"search_suggestion.{column}"
    return f"({name} {from_} %s AND {name} {below} %s)", [prefix, prefix + LAST]


def any_of(prefixes):
    """SQL that holds where one of the columns begins as told, by pairs of column and prefix."""
    parts = [begins(column, prefix) for column, prefix in prefixes]
    return f"({' OR '.join(sql for sql, _params in parts)})", [param for _sql, params in parts for param in params]


def select(what, condition, params, narrowing, tail):
    """Rows of suggestions that fulfil the condition, of entries within the narrowing."""
    sql = (
        f"SELECT {what} FROM search_suggestion CROSS JOIN search_entry"
        f" WHERE search_entry.page_id = search_suggestion.entry_id AND {condition} AND {narrowing.sql} {tail}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *narrowing.params])
        return cursor.fetchall()
