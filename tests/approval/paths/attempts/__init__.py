"""The ways, by where they begin. Importing this package registers them all."""

from tests.approval.paths.attempts import database, editor, lawful, models, places, procedure, texts, tree, words

__all__ = ["database", "editor", "lawful", "models", "places", "procedure", "texts", "tree", "words"]
