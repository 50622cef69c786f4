"""The portal in English: its home page, the columns that have English texts, and these texts, as translations."""

from wagtail.models import Locale, Page

from cms.content.placement import ancestor_paths
from cms.demo.reading import read_toml
from cms.demo.streams import body, entries, stream
from home.models import PortalHomePage

TITLES = {
    "zhengwu-gongkai": "Open Government",
    "zhengwu-xinwen": "News",
    "shengqing": "About the Province",
    "gaikuang": "Overview",
}


def translate(written):
    """Drafts of the English pages, with a revision each, parents first; none where there are no English texts.

    `written` maps (owner, slug) to the Chinese pages.
    """
    texts = read_toml("english")
    if not texts:
        return []
    locale, _is_new = Locale.objects.get_or_create(language_code="en")
    copies = {}
    for text in [*texts.get("news", ()), *([texts["about"]] if "about" in texts else ())]:
        page = written.get((text.get("department", "portal"), text["of"]))
        if page is not None:
            copies[text["of"]] = _copy(page, locale, text)
    paths = {path for copy in copies.values() for path in ancestor_paths(copy.path)}
    parents = [page.specific for page in Page.objects.filter(path__in=paths, depth__gt=1).order_by("path")]
    for page in parents:
        _name(page, texts)
    return [_with_revision(page) for page in [*parents, *copies.values()]]


def _copy(page, locale, text):
    """A translation of one text below translations of its parents."""
    fresh = Page.objects.get(pk=page.pk).specific
    for parent in Page.objects.filter(path__in=ancestor_paths(fresh.path), depth__gt=1).order_by("path"):
        if not parent.has_translation(locale):
            parent.specific.copy_for_translation(locale)
    copy = fresh.copy_for_translation(locale).specific
    copy.title, copy.draft_title, copy.slug = text["title"], text["title"], text["slug"]
    copy.summary, copy.body = text["summary"], body(type(copy), text["body"])
    copy.keywords, copy.source_name, copy.lead_image_alt = "", "Government of Guangdong Province", ""
    copy.lead_image = None
    copy.first_published_at = fresh.first_published_at
    return copy


def _name(page, texts):
    """English names for the parents; the home page gets bands of its own."""
    source = page.get_translations().first()
    if isinstance(page, PortalHomePage):
        page.title = page.draft_title = texts["home"]["title"]
        page.bands = _bands(page)
        return
    page.title = page.draft_title = TITLES.get(source.slug, page.title)
    page.slug = page.slug.removesuffix("-en")
    for name in ("summary", "description"):
        if hasattr(page, name):
            setattr(page, name, "")


def _bands(home):
    columns = {page.get_translations().first().slug: page.pk for page in home.get_descendants()}
    story = {"heading": "What is new", "page": None, "column": columns.get("zhengwu-xinwen"), "limit": 6}
    story |= {"side_heading": "", "side_column": None, "side_limit": 8}
    rule = {"planned_columns": [], "departments": [], "kinds": [], "topics": [], "own_only": True}
    about = {"heading": "About the province", "column": columns.get("gaikuang"), "rule": rule, "limit": 6}
    link = {"heading": "In Chinese", "links": entries([{"text": "国务院 State Council", "url": "https://www.gov.cn/"}])}
    parts = [
        ("lead_story", story),
        ("rule_list", {**about, "layout": "list"}),
        ("link_group", {"heading": "Links", "groups": entries([link]), "directory": None}),
    ]
    return stream(PortalHomePage, "bands", parts)


def _with_revision(page):
    page.save(clean=False, log_action=None)
    page.save_revision(log_action=False)
    return page
