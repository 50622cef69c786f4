"""Which of the old parts is which of the new ones: by identity where they have one, else by what they say."""

from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_PAIRS = 250_000


@dataclass(frozen=True)
class Part:
    """A block or a row: its identity (or None), its type, and its content as something that can be compared."""

    identity: object
    kind: str
    content: str
    value: object


@dataclass(frozen=True)
class Pair:
    """An old part and the new one that it became; one of the two may be missing."""

    old: Part | None
    new: Part | None
    moved: bool = False


def paired(old, new):
    """Pairs in the order of the new parts, each removed part where it stood."""
    match = _by_identity(old, new)
    match |= _by_content(old, new, match)
    stayed = _in_order([match[place] for place in sorted(match)])
    followers = _removed(old, set(match.values()))
    pairs = [Pair(old[place], None) for place in followers.get(-1, ())]
    for place, part in enumerate(new):
        before = match.get(place)
        if before is None:
            pairs.append(Pair(None, part))
            continue
        pairs.append(Pair(old[before], part, moved=before not in stayed))
        pairs.extend(Pair(old[gone], None) for gone in followers.get(before, ()))
    return pairs


def _by_identity(old, new):
    places = {(part.identity, part.kind): place for place, part in enumerate(old) if part.identity}
    found = {place: places.get((part.identity, part.kind)) for place, part in enumerate(new)}
    return {place: before for place, before in found.items() if before is not None}


def _by_content(old, new, match):
    """Of those without a counterpart: the equal ones, then those of one type that stand in one another's place."""
    taken = set(match.values())
    left = [place for place in range(len(old)) if place not in taken]
    right = [place for place in range(len(new)) if place not in match]
    if len(left) * len(right) > MOST_PAIRS:
        return {right[n]: left[n] for n in range(min(len(left), len(right))) if _same_kind(old, new, left, right, n)}
    contents = [[(part.kind, part.content) for part in parts] for parts in (old, new)]
    matcher = SequenceMatcher(
        None, [contents[0][place] for place in left], [contents[1][place] for place in right], autojunk=False
    )
    found = {}
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            found.update(zip(right[begin:stop], left[start:end], strict=True))
        elif tag == "replace":
            found.update(_in_turn(old, new, left[start:end], right[begin:stop]))
    return found


def _same_kind(old, new, left, right, number):
    return old[left[number]].kind == new[right[number]].kind


def _in_turn(old, new, left, right):
    """Each new part with the first old one of its type that is still free."""
    free = list(left)
    for place in right:
        before = next((gone for gone in free if _may_be(old[gone], new[place])), None)
        if before is not None:
            free.remove(before)
            yield place, before


def _may_be(old, new):
    """Two parts with identities of their own, which differ, are two parts."""
    return old.kind == new.kind and not (old.identity and new.identity)


def _removed(old, kept):
    """Places of the removed parts by the kept one after which they stood (-1: at the head)."""
    followers, last = {}, -1
    for place in range(len(old)):
        if place in kept:
            last = place
        else:
            followers.setdefault(last, []).append(place)
    return followers


def _in_order(places):
    """The longest row of places that kept their order; the others were moved."""
    ends, links, last = [], {}, []
    for place in places:
        length = bisect_left(ends, place)
        links[place] = last[length - 1] if length else None
        ends[length : length + 1] = [place]
        last[length : length + 1] = [place]
    stayed, place = set(), last[-1] if last else None
    while place is not None:
        stayed.add(place)
        place = links[place]
    return stayed
