"""Old parts and new ones: which is which, which came, went or moved."""

from cms.approval.compare.pairing import Part, paired


def parts(*names, identified=True, kind="text"):
    return [Part(name if identified else None, kind, name, name) for name in names]


def told(old, new):
    """Pairs as text: a=a kept, -a gone, +a new, ~a moved."""
    words = []
    for pair in paired(old, new):
        if pair.new is None:
            words.append(f"-{pair.old.content}")
        elif pair.old is None:
            words.append(f"+{pair.new.content}")
        else:
            words.append(f"{'~' if pair.moved else ''}{pair.old.content}={pair.new.content}")
    return " ".join(words)


def test_parts__keep_their_places_when_one_goes_and_one_comes():
    assert told(parts("a", "b", "c"), parts("a", "n", "c")) == "a=a -b +n c=c"


def test_part__has_moved_when_it_stands_elsewhere():
    assert told(parts("a", "b", "c", "d"), parts("d", "a", "b", "c")) == "~d=d a=a b=b c=c"


def test_parts__are_matched_by_content_when_the_old_ones_have_no_identity():
    assert told(parts("a", "b", "c", identified=False), parts("a", "c")) == "a=a -b c=c"


def test_part__is_the_one_that_changed_when_it_stands_in_its_place_without_identity():
    assert told(parts("a", "b", identified=False), parts("a", "x")) == "a=a b=x"


def test_part__is_another_when_its_type_differs():
    old, new = parts("a", identified=False), parts("a", kind="table")
    assert told(old, new) == "-a +a"


def test_parts__are_matched_in_turn_when_there_are_too_many():
    old = parts(*(f"a{n}" for n in range(600)), identified=False)
    new = parts(*(f"b{n}" for n in range(600)), identified=False)
    assert all(pair.old and pair.new for pair in paired(old, new))
