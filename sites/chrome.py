"""What frames every page of a site: masthead, menu, footer, site labels. Two statements a request, at any size."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.delivery.roots import root_map
from cms.organisation.models import Department
from sites.menu import read_menu

SETTINGS = [
    "theme",
    "name",
    "english_name",
    "subtitle",
    "site_code",
    "icp_number",
    "police_number",
    "police_url",
    "party_mark_url",
    "organiser",
    "undertaker",
    "address",
    "postcode",
    "phone",
    "ipv6",
    "notice",
    "accessibility_page__url_path",
    "accessibility_page__live",
    "directory_page__url_path",
    "directory_page__live",
]
DEPARTMENT = [
    "pk",
    "name",
    "english_name",
    "site_code",
    "address",
    "phone",
    "status",
    "successor__pk",
    "successor__name",
]
DEPARTMENT_PATH = "root_page__sitehomepage__department"
FACTS = (
    "pk",
    "hostname",
    "site_name",
    "is_default_site",
    *(f"sitesettings__{name}" for name in SETTINGS),
    *(f"{DEPARTMENT_PATH}__{name}" for name in DEPARTMENT),
)
ENDED = (Department.Status.MERGED, Department.Status.CLOSED)


@dataclass
class Chrome:
    """The frame of a page as templates read it; what is empty does not appear."""

    site_name: str = ""
    subtitle: str = ""
    department_name: str = ""
    is_portal: bool = False
    theme: str = ""
    home_url: str = "/"
    portal_url: str = ""
    portal_name: str = ""
    menu: list = field(default_factory=list)
    languages: list = field(default_factory=list)
    sitemap_url: str = ""
    directory_url: str = ""
    accessibility_url: str = ""
    find_errors_url: str = ""
    party_mark_url: str = ""
    site_id_code: str = ""
    icp_number: str = ""
    police_number: str = ""
    police_url: str = ""
    organiser: str = ""
    undertaker: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    ipv6: bool = False
    notice: str = ""
    labels: list = field(default_factory=list)
    department_id: int | None = None
    successor_id: int | None = None
    is_closed: bool = False


class Facts:
    """One site with its settings and its department, as one row has them; settings that were never made are empty."""

    def __init__(self, row):
        self.row = row

    def __getitem__(self, name):
        return self.row[name]

    def setting(self, name):
        value = self.row[f"sitesettings__{name}"]
        return "" if value is None else value

    def department(self, name):
        value = self.row[f"{DEPARTMENT_PATH}__{name}"]
        return "" if value is None else value

    @property
    def is_portal(self):
        """A site without a department is the province's."""
        return self.row[f"{DEPARTMENT_PATH}__pk"] is None

    def name(self, language):
        """The site's name in the language, as far as there is one."""
        english = self.setting("english_name") or self.department("english_name")
        chinese = self.setting("name") or self.department("name") or self["site_name"] or self["hostname"]
        return english or chinese if language == "en" else chinese

    def page_url(self, name, roots, current_site_id):
        """The address of a page that the settings name, '' when it is not public."""
        url_path = self.setting(f"{name}__url_path")
        if not url_path or not self.setting(f"{name}__live"):
            return ""
        return roots.url_for(url_path, current_site_id) or ""


def build_chrome(request):
    """The frame for the request's site; an empty one where no site answers."""
    site = Site.find_for_request(request)
    if site is None:
        return Chrome()
    wanted = Q(pk=site.pk) | Q(is_default_site=True)
    rows = {row["pk"]: Facts(row) for row in Site.objects.filter(wanted).values(*FACTS)}
    here = rows.get(site.pk)
    if here is None:
        return Chrome()
    portal = next((facts for facts in rows.values() if facts["is_default_site"]), here)
    language = translation.get_language() or settings.LANGUAGE_CODE
    roots = root_map()
    code = here.setting("site_code") or here.department("site_code")
    name = here.name(language)
    chrome = Chrome(
        site_name=name,
        subtitle=here.setting("subtitle"),
        department_name=here.department("name"),
        is_portal=here.is_portal,
        theme=here.setting("theme"),
        portal_name=portal.name(language),
        portal_url=_home(roots, portal["pk"], language, site.pk),
        home_url=_home(roots, site.pk, language, site.pk) or "/",
        sitemap_url=reverse("site_map"),
        directory_url=portal.page_url("directory_page", roots, site.pk),
        accessibility_url=here.page_url("accessibility_page", roots, site.pk)
        or portal.page_url("accessibility_page", roots, site.pk),
        find_errors_url=settings.FIND_ERRORS_URL.format(code=code) if settings.FIND_ERRORS_URL and code else "",
        site_id_code=code,
        organiser=here.setting("organiser") or here.department("name"),
        address=here.setting("address") or here.department("address"),
        phone=here.setting("phone") or here.department("phone"),
        ipv6=bool(here.setting("ipv6")),
        notice=here.setting("notice") or closing_notice(here),
        labels=site_labels(name, here["hostname"], code),
        department_id=here.department("pk") or None,
        successor_id=here.department("successor__pk") or None,
        is_closed=here.department("status") in ENDED,
        **{
            field: here.setting(field)
            for field in ("icp_number", "police_number", "police_url", "party_mark_url", "undertaker", "postcode")
        },
    )
    _add_menu(chrome, request, roots, site.pk, language)
    return chrome


def site_labels(name, hostname, code):
    """The labels that every page of the site owes (domain §5); the address has no scheme."""
    pairs = [("SiteName", name), ("SiteDomain", hostname), ("SiteIDCode", code)]
    return [(label, content) for label, content in pairs if content]


def closing_notice(facts):
    """What the site of a merged or closed department says on its pages."""
    status = facts.department("status")
    names = {"name": facts.department("name"), "successor": facts.department("successor__name")}
    if status == Department.Status.MERGED and names["successor"]:
        return _("%(name)s has been merged into %(successor)s, which answers for its matters.") % names
    if status == Department.Status.CLOSED and names["successor"]:
        return _("%(name)s has been closed; %(successor)s answers for its matters.") % names
    if status in ENDED:
        return _("%(name)s has been closed.") % names
    return ""


def _home(roots, site_id, language, current_site_id):
    root = roots.root_for(site_id, language) or roots.root_for(site_id, settings.LANGUAGE_CODE)
    return roots.url_for(root.url_path, current_site_id) if root else ""


def _add_menu(chrome, request, roots, site_id, language):
    """The menu with the reader's place in it, and the languages in which this page can be read."""
    root = roots.root_for(site_id, language) or roots.root_for(site_id, settings.LANGUAGE_CODE)
    if root is None:
        return
    trail = getattr(request, "trail", None) or []
    menu, languages = read_menu(root.path, trail[-1].path if trail else root.path)
    current = trail[1].url_path if len(trail) > 1 else ""
    chrome.menu = [
        {
            "title": entry.title,
            "url": roots.url_for(entry.url_path, site_id),
            "is_current": entry.url_path == current,
        }
        for entry in menu
    ]
    chrome.languages = [
        {
            "code": entry.language,
            "name": get_language_info(entry.language)["name_local"],
            "url": roots.url_for(entry.url_path, site_id),
        }
        for entry in languages
        if entry.language != language and roots.root_for(site_id, entry.language)
    ]
