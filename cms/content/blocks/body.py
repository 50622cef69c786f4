from wagtail import blocks

from cms.content.blocks.attachment import AttachmentBlock
from cms.content.blocks.chart import ChartBlock
from cms.content.blocks.contact_cards import ContactCardsBlock
from cms.content.blocks.contacts import ContactsBlock
from cms.content.blocks.gallery import GalleryBlock
from cms.content.blocks.heading import HeadingBlock
from cms.content.blocks.image import ImageBlock
from cms.content.blocks.links import LinkGroupBlock
from cms.content.blocks.page_list import PageListBlock
from cms.content.blocks.quotation import QuotationBlock
from cms.content.blocks.steps import StepsBlock
from cms.content.blocks.table import TableBlock
from cms.content.blocks.text import TextBlock
from cms.content.blocks.video import VideoBlock


class BodyBlock(blocks.StreamBlock):
    """What the body of any content page may hold."""

    text = TextBlock()
    heading = HeadingBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    table = TableBlock()
    attachment = AttachmentBlock()
    quotation = QuotationBlock()
    video = VideoBlock()
    steps = StepsBlock()
    contacts = ContactsBlock()
    contact_cards = ContactCardsBlock()
    chart = ChartBlock()
    page_list = PageListBlock()
    links = LinkGroupBlock()

    def get_searchable_content(self, value):
        """The words of the text. Running text, headings and tables are read as they are stored, which is four times as
        fast; a text with any other block is read Wagtail's way.
        """
        stored = value.raw_data
        if any(not hasattr(self.child_blocks.get(child["type"]), "searchable_words") for child in stored):
            return super().get_searchable_content(value)
        return [
            words for child in stored for words in self.child_blocks[child["type"]].searchable_words(child["value"])
        ]
