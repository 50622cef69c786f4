from dataclasses import dataclass

from django.utils.http import urlencode

MAX_PAGE = 1_000_000
MAX_GROUP = 40


def _number(text, highest):
    """A positive whole number out of an address, or None for anything else."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= highest and len(text) <= 9 else None


@dataclass(frozen=True)
class ListingQuery:
    """What a visitor asked of a list: a page number, a year, a department, a group of the list's own.

    Nonsense counts as not asked.
    """

    number: int = 1
    year: int | None = None
    department: int | None = None
    group: str = ""

    @classmethod
    def from_request(cls, request):
        """Read the query string of a list's address."""
        data = request.GET
        return cls(
            number=_number(data.get("page"), MAX_PAGE) or 1,
            year=_number(data.get("year"), 9999),
            department=_number(data.get("department"), 10**9),
            group=(data.get("group") or "")[:MAX_GROUP],
        )

    @property
    def is_filtered(self):
        """Whether the visitor narrowed the list."""
        return bool(self.year or self.department or self.group)

    def address(self, number):
        """The query string that leads to another page of the same list."""
        page = number if number > 1 else None
        values = {"group": self.group, "year": self.year, "department": self.department, "page": page}
        text = urlencode({key: value for key, value in values.items() if value})
        return f"?{text}" if text else "?"
