from tests.approval.conftest import column, other, people, site

__all__ = ["column", "other", "people", "site"]
