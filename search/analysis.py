"""How Chinese is cut for the index: into single characters, so that any run of them can be found as a phrase."""

import re

NOT_WORD = re.compile(r"[\W_]+")


def index_text(text):
    """The text with a blank between any two characters, as the index stores it."""
    return " ".join(text)


def phrases(query):
    """The words of a query, each as the phrase of its characters; signs that mean nothing to a reader are dropped."""
    return [index_text(word) for chunk in query.split() if (word := NOT_WORD.sub("", chunk))]
