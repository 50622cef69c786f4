"""The condition on entries, said to the engine: the rule itself stands in search/narrowing.py alone."""

import datetime

from django.db.models import Q


def filters(condition):
    """A condition as the engine's query: of AND, OR, NOT, and comparisons of a fact with a value."""
    if not isinstance(condition, Q):
        return _comparison(*condition)
    parts = [filters(child) for child in condition.children]
    kind = "should" if condition.connector == Q.OR else "filter"
    found = {"bool": {kind: parts}}
    return {"bool": {"must_not": [found]}} if condition.negated else found


def _comparison(name, value):
    fact, _, lookup = name.partition("__")
    if lookup in ("gt", "lt"):
        return {"range": {fact: {lookup: _plain(value)}}}
    if lookup == "in":
        return {"terms": {_fact(fact): list(map(_plain, value))}}
    if value is None:
        return {"bool": {"must_not": [{"exists": {"field": fact}}]}}
    return {"term": {_fact(fact): _plain(value)}}


def _fact(name):
    return "page" if name == "pk" else name


def _plain(value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    return getattr(value, "pk", value)
