"""Whose chains are anchored. A concern registers its own once all models are known."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """The chains of one concern.

    `owns` says of a chain's key whether it is one of these; `heads` gives key, number and hash of the newest entry of
    every chain that has one; `kept` gives, of some hashes, key, number and hash of the entries that bear them.
    """

    name: str
    owns: Callable
    heads: Callable
    kept: Callable


_sources = {}


def anchor_chains_of(source):
    """Register a source; the last of a name counts."""
    _sources[source.name] = source


def all_heads():
    """The heads of every registered chain."""
    return [head for source in _sources.values() for head in source.heads()]


def kept_entries(digests):
    """Of the entries with these hashes, those that are still there, as key, number and hash."""
    return {entry for source in _sources.values() for entry in source.kept(digests)}
