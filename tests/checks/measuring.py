"""How well the checks do: precision and recall on texts whose truth is known."""

import json

from cms.approval.checks.plain_text import plain
from cms.approval.checks.rules.personal import card_numbers, identity_numbers, mobile_numbers
from tests.checks.near_misses import Sentences

FINDERS = {"identity": identity_numbers, "cards": card_numbers, "mobiles": mobile_numbers}


def rates(right, wrong, missed):
    """Precision and recall, to three places."""
    return {
        "precision": round(right / (right + wrong), 3) if right + wrong else None,
        "recall": round(right / (right + missed), 3) if right + missed else None,
    }


def personal_rates(kind, number, seed=20261122):
    """Of one kind of number, on `number` sentences that hold one and as many that hold near misses."""
    right = wrong = missed = 0
    for sentence, truth in Sentences(seed).of(kind, number):
        found = len(FINDERS[kind](plain(sentence).text))
        right += min(found, truth)
        wrong += max(0, found - truth)
        missed += max(0, truth - found)
    return rates(right, wrong, missed)


def typo_rates(path, watch):
    """Of mistaken words: by character that is wrong, and by sentence that has one."""
    letters, sentences = [0, 0, 0], [0, 0, 0]
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        found = list(watch.matches(row["wrong"]))
        pointed = {place for match in found for place in _differing(row["wrong"], match)}
        wanted = {edit[0] for edit in row["edits"]}
        for place, count in enumerate((len(pointed & wanted), len(pointed - wanted), len(wanted - pointed))):
            letters[place] += count
        has, says = row["has_error"], bool(found)
        for place, count in enumerate((has and says, says and not has, has and not says)):
            sentences[place] += count
    return {"characters": rates(*letters), "sentences": rates(*sentences)}


def _differing(text, match):
    right = match.replacement
    if len(right) != match.end - match.start:
        return set(range(match.start, match.end))
    return {match.start + place for place, letter in enumerate(right) if text[match.start + place] != letter}
