"""The desk is tested with the office of the approval: its departments, columns and people."""

from tests.approval.conftest import column, office, other, people, site

__all__ = ["column", "office", "other", "people", "site"]
