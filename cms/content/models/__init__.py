from cms.content.models.article import ArticlePage
from cms.content.models.column import ColumnPage
from cms.content.models.complaint_phones import ComplaintPhonesPage
from cms.content.models.contact_card import ContactCard
from cms.content.models.content_page import ContentPage
from cms.content.models.disclosure import DisclosurePage
from cms.content.models.document import OfficialDocumentPage
from cms.content.models.gazette import GazetteIssuePage
from cms.content.models.index_serial import IndexSerial
from cms.content.models.institution import InstitutionPage
from cms.content.models.interpretation import InterpretationPage
from cms.content.models.leader import LeaderPage
from cms.content.models.listing_count import ListingCount
from cms.content.models.media import Attachment, Picture, PictureRendition
from cms.content.models.page_parts import PageAttachment, PageRelation
from cms.content.models.plain import PlainPage
from cms.content.models.plan import PlanPage
from cms.content.models.project import ProjectPage
from cms.content.models.service_guide import ServiceGuidePage
from cms.content.models.site_home import SiteHomePage
from cms.content.models.statistics import StatisticsPage
from cms.content.models.topic import LifeEvent, Topic
from cms.content.models.work_report import WorkReportPage

__all__ = [
    "ArticlePage",
    "Attachment",
    "ColumnPage",
    "ComplaintPhonesPage",
    "ContactCard",
    "ContentPage",
    "DisclosurePage",
    "GazetteIssuePage",
    "IndexSerial",
    "InstitutionPage",
    "InterpretationPage",
    "LeaderPage",
    "LifeEvent",
    "ListingCount",
    "OfficialDocumentPage",
    "PageAttachment",
    "PageRelation",
    "Picture",
    "PictureRendition",
    "PlainPage",
    "PlanPage",
    "ProjectPage",
    "ServiceGuidePage",
    "SiteHomePage",
    "StatisticsPage",
    "Topic",
    "WorkReportPage",
]
