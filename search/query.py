"""What the address of a search says: the words, the choices, the order, the number of the page."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import translation
from django.utils.http import urlencode

from cms.content.validity import Validity
from cms.organisation.kinds import ContentKind
from search.narrowing import Scope

HERE, EVERYWHERE = "site", "all"
BY_DATE = "date"
MOST_OF_A_VALUE = 80
LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class SearchQuery:
    """A search as a visitor asked for it. Nonsense counts as not asked, and is not repeated in any address."""

    text: str = ""
    everywhere: bool = True
    department: int | None = None
    kind: str = ""
    theme: str = ""
    year: int | None = None
    validity: str = ""
    by_date: bool = False
    number: int = 1

    @classmethod
    def from_request(cls, request, is_portal):
        """Read the address. A department's site searches itself, the portal all sites, unless told otherwise."""
        data = request.GET
        scope = data.get("scope")
        return cls(
            text=data.get("q", "").encode("utf-8", "replace").decode(),
            everywhere=scope == EVERYWHERE or (is_portal and scope != HERE),
            department=_number(data.get("department"), 10**9),
            kind=_one_of(data.get("kind"), ContentKind.values),
            theme=(data.get("theme") or "").replace("\x00", "")[:MOST_OF_A_VALUE],
            year=_number(data.get("year"), 9999),
            validity=_one_of(data.get("validity"), Validity.values),
            by_date=data.get("sort") == BY_DATE,
            number=_page(data.get("page")),
        )

    def scope(self, site):
        """What is searched, on the site of the department `site` (Scope.PORTAL: the portal)."""
        return Scope(
            language=translation.get_language() or settings.LANGUAGE_CODE,
            site=None if self.everywhere else site,
            department=self.department if self.everywhere else None,
            kind=self.kind,
            theme=self.theme,
            year=self.year,
            validity=self.validity,
        )

    def address(self, number=1, **changes):
        """The query string of the same search, changed."""
        asked = replace(self, **changes) if changes else self
        values = {
            "q": asked.text,
            "scope": EVERYWHERE if asked.everywhere else HERE,
            "department": asked.department,
            "kind": asked.kind,
            "theme": asked.theme,
            "year": asked.year,
            "validity": asked.validity,
            "sort": BY_DATE if asked.by_date else "",
            "page": number if number > 1 else "",
        }
        return f"?{urlencode({key: value for key, value in values.items() if value})}"

    @property
    def is_narrowed(self):
        """Whether a facet was chosen."""
        return bool(self.department or self.kind or self.theme or self.year or self.validity)


def _number(text, highest):
    text = (text or "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return None
    return int(text) if 0 < int(text) <= highest else None


def _page(text):
    """The number of a page; one beyond all pages leads to the last."""
    text = (text or "").strip()
    return max(1, min(int(text[:9]), LAST_PAGE)) if text.isascii() and text.isdigit() else 1


def _one_of(text, values):
    return text if text in values else ""
