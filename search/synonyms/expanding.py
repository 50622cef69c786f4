"""Adds to a reading what its words are also called. One step: what a synonym is called in turn is not looked for."""

from dataclasses import replace

from search.models import Synonyms

# What a word found by another name weighs, beside the visitor's own.
SHARE = 0.8
MOST_OF_A_WORD = 10


def expand(reading, site):
    """The reading with the synonyms of its words, those for all sites and those of the department `site`."""
    words = {*reading.needed, *reading.understood, reading.whole} - {""}
    if reading.is_empty or reading.is_exact:
        return reading
    synonyms = {}
    for listed in Synonyms.objects.on_site(site).naming(words):
        group = listed.folded_words
        for word in words.intersection(group):
            others = [other for other in group if other != word]
            synonyms[word] = tuple(dict.fromkeys([*synonyms.get(word, ()), *others]))[:MOST_OF_A_WORD]
    return reading if not synonyms else _expanded(reading, synonyms)


def _expanded(reading, synonyms):
    weights = dict(reading.weights)
    for word, others in synonyms.items():
        for other in others:
            weights.setdefault(other, SHARE * weights.get(word, 1))
    return replace(reading, weights=weights, synonyms=synonyms)
