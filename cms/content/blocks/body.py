from wagtail import blocks

from cms.content.blocks.attachment import AttachmentBlock
from cms.content.blocks.chart import ChartBlock
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
    chart = ChartBlock()
    page_list = PageListBlock()
    links = LinkGroupBlock()
