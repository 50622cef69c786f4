"""Turns any HTML into the blocks of a page: nothing executable survives, and no word is lost."""

from django.utils.translation import gettext as _

from cms.importing.cleaner.comparing import comparable_hash, comparable_text, plain_text
from cms.importing.cleaner.output import BlockWriter
from cms.importing.cleaner.parsing import parse
from cms.importing.cleaner.references import References
from cms.importing.cleaner.result import Cleaned, CleaningError, Limits
from cms.importing.cleaner.walker import Walker

__all__ = ["Cleaned", "CleaningError", "Limits", "clean", "comparable_hash", "comparable_text", "plain_text"]

DEFAULT_LIMITS = Limits()


def clean(html, base_url="", limits=DEFAULT_LIMITS):
    """Clean one text; `base_url` makes its relative addresses whole. Raises CleaningError beyond the limits."""
    if len(html) > limits.characters:
        raise CleaningError(
            _("The text has %(length)d characters, more than the %(limit)d that one page can hold. Split it.")
            % {"length": len(html), "limit": limits.characters}
        )
    root = parse(html)
    if root is None:
        return Cleaned()
    writer = BlockWriter(limits.block_characters)
    references = References(base_url)
    Walker(writer, references, limits).walk_document(root)
    blocks, text = writer.finish()
    return Cleaned(blocks, references.attachments, references.links, text, references.dropped)
