"""A site's menu and the other languages of a page, in one statement that costs the same at any size of the tree.

The tree keeps no number of a page's parent: asking for the children of a home page by path and depth reads every page
of the site. Here each child is found from the one before it by a step along the index of paths. The statement is the
same on both databases and stands in this module only.
"""

from dataclasses import dataclass

from django.db import connection
from wagtail.models import Locale, Page, PageViewRestriction

# Longer than one step of a path and not less than any of its characters: behind all that stands below a page.
BEHIND = "Z" * (Page.steplen + 1)

STATEMENT = """
    WITH RECURSIVE child(path) AS (
        SELECT min(f.path) FROM {page} f WHERE f.path > %s AND f.path < %s
        UNION ALL
        SELECT (SELECT min(n.path) FROM {page} n WHERE n.path > child.path || '{behind}' AND n.path < %s)
        FROM child WHERE child.path IS NOT NULL
    )
    SELECT 0, p.path, p.title, p.url_path, ''
    FROM child JOIN {page} p ON p.path = child.path
    WHERE p.live AND p.show_in_menus AND NOT EXISTS (SELECT 1 FROM {restriction} r WHERE r.page_id = p.id)
    UNION ALL
    SELECT 1, p.path, p.title, p.url_path, l.language_code
    FROM {page} p JOIN {locale} l ON l.id = p.locale_id
    WHERE p.live AND p.path <> %s
      AND p.translation_key = (SELECT here.translation_key FROM {page} here WHERE here.path = %s)
    ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Entry:
    """A page that the masthead leads to; `language` only where it is this page in another language."""

    title: str
    url_path: str
    language: str = ""


def read_menu(home_path, page_path):
    """The public pages in the menu below the home page, and the page itself in other languages."""
    tables = {
        "page": connection.ops.quote_name(Page._meta.db_table),
        "locale": connection.ops.quote_name(Locale._meta.db_table),
        "restriction": connection.ops.quote_name(PageViewRestriction._meta.db_table),
    }
    end = home_path + BEHIND
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(behind=BEHIND, **tables), [home_path, end, end, page_path, page_path])
        rows = cursor.fetchall()
    entries = [Entry(title, url_path, language) for _part, _path, title, url_path, language in rows]
    return [entry for entry in entries if not entry.language], [entry for entry in entries if entry.language]
