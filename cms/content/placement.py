"""Where a page stands: its column, planned column and department, kept true on the page itself (idea 1)."""

from dataclasses import dataclass

from django.apps import apps
from wagtail.models import Page, PageViewRestriction


@dataclass(frozen=True)
class Place:
    """The column, planned column and department that a place in the tree gives to a page; any may be None."""

    column: int | None
    planned_column: int | None
    department: int | None


def ancestor_paths(path, inclusive=False):
    """The tree paths above `path` (with itself, if inclusive), the root's first."""
    last = len(path) + 1 if inclusive else len(path)
    return [path[:end] for end in range(Page.steplen, last, Page.steplen)]


def place_at(path):
    """The place of a page at the tree path, read in two statements."""
    column_model = apps.get_model("content", "ColumnPage")
    above = column_model.objects.filter(path__in=ancestor_paths(path))
    column = above.order_by("-depth").values("pk", "planned_column").first()
    return Place(
        column=column["pk"] if column else None,
        planned_column=column["planned_column"] if column else None,
        department=department_at(path),
    )


def place_below(path):
    """The place that a page standing directly below the tree path has, or will have."""
    return place_at(Page._get_path(path, len(path) // Page.steplen + 1, 1))


def department_at(path):
    """The department in whose tree the path lies, or None on the portal."""
    home_model = apps.get_model("content", "SiteHomePage")
    homes = home_model.objects.filter(path__in=ancestor_paths(path, inclusive=True))
    return homes.order_by("-depth").values_list("department", flat=True).first()


def is_restricted(path):
    """Whether the page at the path, or one above it, is private."""
    return PageViewRestriction.objects.filter(page__path__in=ancestor_paths(path, inclusive=True)).exists()
