"""What the blocks of a page refer to, told from their stored form without asking the database."""

from dataclasses import dataclass, field

from wagtail import blocks

from cms.content.blocks.choosers import (
    AttachmentChooserBlock,
    ContactCardChooserBlock,
    PageReferenceBlock,
    PictureChooserBlock,
)
from cms.content.running_text import links_in


@dataclass
class Needs:
    """Numbers of pictures, files, contact cards and pages that blocks show, and the links in running text."""

    pictures: set = field(default_factory=set)
    files: set = field(default_factory=set)
    cards: set = field(default_factory=set)
    pages: dict = field(default_factory=dict)
    links: set = field(default_factory=set)

    def take(self, block, raw):
        """Note what the stored value of a block refers to; pages keep the order in which they stand."""
        if raw is None:
            return
        if isinstance(block, blocks.BaseStreamBlock):
            for item in raw:
                if item["type"] in block.child_blocks:
                    self.take(block.child_blocks[item["type"]], item["value"])
        elif isinstance(block, blocks.ListBlock):
            for item in raw:
                self.take(block.child_block, _unwrapped(item))
        elif isinstance(block, blocks.BaseStructBlock):
            for name, child in block.child_blocks.items():
                self.take(child, raw.get(name))
        elif isinstance(block, PictureChooserBlock):
            self.pictures.add(raw)
        elif isinstance(block, AttachmentChooserBlock):
            self.files.add(raw)
        elif isinstance(block, ContactCardChooserBlock):
            self.cards.add(raw)
        elif isinstance(block, PageReferenceBlock):
            self.pages.setdefault(raw)
        elif isinstance(block, blocks.RichTextBlock):
            self.links |= links_in(raw)


def _unwrapped(item):
    """The value of an item of a list; stored lists wrap theirs, those given by code may not."""
    return item["value"] if isinstance(item, dict) and item.get("type") == "item" else item


def needs_of(streams):
    """What the streams of a page need."""
    needs = Needs()
    for stream in streams:
        needs.take(stream.stream_block, stream.get_prep_value())
    return needs
