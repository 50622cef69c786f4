"""Wagtail's own views and choosers, showing a department's people no more than what is theirs."""
