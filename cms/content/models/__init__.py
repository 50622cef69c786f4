from cms.content.models.article import ArticlePage
from cms.content.models.column import ColumnPage
from cms.content.models.content_page import ContentPage
from cms.content.models.document import OfficialDocumentPage
from cms.content.models.index_serial import IndexSerial
from cms.content.models.listing_count import ListingCount
from cms.content.models.media import Attachment, Picture, PictureRendition
from cms.content.models.page_parts import PageAttachment, PageRelation
from cms.content.models.site_home import SiteHomePage
from cms.content.models.topic import Topic

__all__ = [
    "ArticlePage",
    "Attachment",
    "ColumnPage",
    "ContentPage",
    "IndexSerial",
    "ListingCount",
    "OfficialDocumentPage",
    "PageAttachment",
    "PageRelation",
    "Picture",
    "PictureRendition",
    "SiteHomePage",
    "Topic",
]
