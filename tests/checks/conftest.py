from tests.approval.conftest import (
    column,
    office,
    other,
    people,
    shared_column,
    shared_office,
    shared_other,
    shared_people,
    shared_site,
    site,
)

__all__ = [
    "column",
    "office",
    "other",
    "people",
    "shared_column",
    "shared_office",
    "shared_other",
    "shared_people",
    "shared_site",
    "site",
]
