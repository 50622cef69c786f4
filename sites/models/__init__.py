from sites.models.home import DepartmentHomePage
from sites.models.opening import SiteOpening
from sites.models.settings import SiteSettings, Theme

__all__ = ["DepartmentHomePage", "SiteOpening", "SiteSettings", "Theme"]
