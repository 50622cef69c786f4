"""Random words out of documents, and which documents hold them: read from the documents themselves, not the index."""

import gzip
import json
import random
import re

from search.folding import HAN, fold

WORDS, SHORTEST, LONGEST = 200, 2, 4
RUN = re.compile(rf"[{HAN}]{{{LONGEST},}}")
TAG = re.compile(r"<[^>]*>")


def random_words(documents, seed=11):
    """200 words of two to four characters, each out of a random place of a random document."""
    chance = random.Random(seed)
    texts = list(_texts(documents).values())
    words = {}
    while len(words) < WORDS:
        runs = [run for line in chance.choice(texts) for run in RUN.findall(line)]
        if runs:
            run, size = chance.choice(runs), chance.randint(SHORTEST, LONGEST)
            start = chance.randrange(len(run) - size + 1)
            words[run[start : start + size]] = None
    return list(words)


def holding(documents, words):
    """The numbers of the documents that hold each word in one of their lines, by word."""
    texts = {source: "\n".join(lines) for source, lines in _texts(documents).items()}
    return {word: {source for source, text in texts.items() if word in text} for word in words}


def _texts(documents):
    """The folded lines of each document: title, numbers, issuer, text."""
    found = {}
    with gzip.open(documents, "rt") as source:
        for row in map(json.loads, source):
            head = [row.get(name) or "" for name in ("title", "doc_number", "issuer")]
            body = re.sub(r"</(?:p|h\d|li|td|th|tr)>|<br\s*/?>", "\n", row["body"])
            found[row["id"]] = [fold(line) for line in [*head, *TAG.sub("", body).split("\n")] if line.strip()]
    return found
