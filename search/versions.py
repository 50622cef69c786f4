"""Versions of one text stand as one result: the newest, with the older ones under it (domain §7)."""

from cms.content.models import PageRelation
from cms.content.relation_types import RelationType
from search.among import Among


def fold_versions(pages, facts):
    """The pages in their order without older versions, and the older ones by the page under which they stand.

    A text stands where its best version would; the newest is the one that is in force latest.
    """
    groups = _groups(set(pages))
    if not groups:
        return pages, {}
    shown, older, seen = [], {}, set()
    for page in pages:
        if page in seen:
            continue
        versions = sorted(groups.get(page, [page]), key=lambda each: _newness(facts, each), reverse=True)
        seen.update(versions)
        shown.append(versions[0])
        if versions[1:]:
            older[versions[0]] = versions[1:]
    return shown, older


def _newness(facts, page):
    fact = facts[page]
    return (fact.since, page)


def _groups(pages):
    """For each of the pages that is a version of another of them, all versions among them."""
    related = PageRelation.objects.filter(Among("page", pages), type=RelationType.VERSION_OF)
    leader = {}

    def find(page):
        while leader.get(page, page) != page:
            page = leader[page]
        return page

    for page, target in related.values_list("page", "target"):
        if target not in pages:
            continue
        leader.setdefault(page, page)
        leader.setdefault(target, target)
        leader[find(page)] = find(target)
    groups = {}
    for page in leader:
        groups.setdefault(find(page), []).append(page)
    return {page: group for group in groups.values() for page in group}
