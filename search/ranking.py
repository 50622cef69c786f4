"""The order of what was found, computed here and not by the engine, so that every engine gives the same.

A passage is scored by the words that stand in it (BM25, weighed by how rare they are in the index), a page by its best
few passages, its title, and its standing.
"""

import math
from collections import defaultdict
from dataclasses import dataclass

# BM25's two constants, and the length of an ordinary passage in characters.
SATURATION, LENGTH, ORDINARY = 1.2, 0.8, 140
# What the best passages of a page add to its score, and its title.
BEST = (1.0, 0.5, 0.4, 0.3, 0.2, 0.1)
TITLE = 0.1
# Keywords are looked for in titles first: a title that holds all that was asked for stands above the rest.
TITLE_OF_KEYWORDS, IN_TITLE, IS_TITLE = 0.5, 1.6, 2.5
NO_LONGER_IN_FORCE = 0.8


@dataclass
class Ranked:
    """A page with its score, and the passage that says most, None where only its head matches."""

    page: int
    score: float
    passage: int | None


def weighed(weights, holding, passages):
    """The weight of each word: how much it says in the query, times how rare it is among so many passages."""
    return {
        word: weight * math.log(1 + (passages - min(held, passages) + 0.5) / (held + 0.5))
        for word, weight in weights.items()
        if (held := holding.get(word, 0))
    }


def rank(reading, words, passages, facts):
    """Pages of the passages, best first.

    words: weight by folded word. passages: rows of (number, page, folded), heads (place 0) among them, every page's.
    facts: by page, its standing and whether it is no longer in force.
    """
    scored, heads = defaultdict(list), {}
    for number, page, folded, is_head in passages:
        if is_head:
            heads[page] = (number, folded)
        elif score := _score(words, folded):
            scored[page].append((score, number))
    found = []
    for page, (_number, head) in heads.items():
        best = sorted(scored.get(page, ()), reverse=True)
        score = sum(share * each for share, (each, _number) in zip(BEST, best, strict=False))
        score += _title_score(reading, words, head, score == 0)
        if score and page in facts:
            standing, is_gone = facts[page]
            score *= standing * _title_factor(reading, head) * (NO_LONGER_IN_FORCE if is_gone else 1)
            found.append(Ranked(page, score, best[0][1] if best else None))
    return sorted(found, key=lambda ranked: (-ranked.score, -ranked.page))


def _score(words, folded):
    length = SATURATION * (1 - LENGTH + LENGTH * len(folded) / ORDINARY)
    score = 0.0
    for word, weight in words.items():
        if times := folded.count(word):
            score += weight * times * (SATURATION + 1) / (times + length)
    return score


def _title_score(reading, words, head, is_all):
    share = TITLE if reading.is_question else TITLE_OF_KEYWORDS
    return max(share, 0.3 if is_all else 0) * sum(weight for word, weight in words.items() if word in head)


def _title_factor(reading, head):
    """A page that is called as was asked for, or whose number was asked for, comes first."""
    whole = reading.whole
    if reading.is_question or not whole:
        return 1
    if f" {head} ".startswith(f" {whole} "):
        return IS_TITLE
    return IN_TITLE if whole in head else 1
