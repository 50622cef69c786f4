from home.models.departments_directory import DepartmentsDirectoryPage
from home.models.grants import PickAccountGrant, PickGroupGrant
from home.models.link_directory import LinkDirectoryPage
from home.models.pick import Pick
from home.models.portal_column import PortalColumnPage
from home.models.portal_home import PortalHomePage
from home.models.section import SectionPage
from home.models.topic import TopicPage

__all__ = [
    "DepartmentsDirectoryPage",
    "LinkDirectoryPage",
    "Pick",
    "PickAccountGrant",
    "PickGroupGrant",
    "PortalColumnPage",
    "PortalHomePage",
    "SectionPage",
    "TopicPage",
]
