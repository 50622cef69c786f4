"""Bands of the portal's home page and of topic pages, out of the text file."""

from cms.demo.streams import entries, stream
from home.models import PortalHomePage, TopicPage

NO_RULE = {"planned_columns": [], "departments": [], "kinds": [], "topics": [], "own_only": True}
# Documents of the government and of its departments.
DECISIONS = ("ZFWJ", "ZCWJ")


def home_bands(texts, pages, sections, plan):
    """The bands in the order in which a visitor asks; one whose page is missing is left out."""
    titles = {band["key"]: band["title"] for band in texts.get("band", ())}
    number = {slug: page.pk for slug, page in pages.items()}
    guides = number.get("an-bumen")
    topics = [pages[text["slug"]].pk for text in texts.get("topic_page", ()) if text["slug"] in pages]
    topic_section = next((section for section in sections.values() if section.block == "topics"), None)
    parts = [
        (
            "lead_story",
            {
                "heading": titles.get("news", ""),
                "page": None,
                "column": number.get("zhengwu-xinwen"),
                "limit": 6,
                "side_heading": "",
                "side_column": number.get("gonggao"),
                "side_limit": 6,
            },
        ),
        (
            "rule_list",
            {
                "heading": titles.get("decisions", ""),
                "column": number.get("bumen-wenjian"),
                "rule": {
                    **NO_RULE,
                    "planned_columns": [plan[code].pk for code in DECISIONS if code in plan],
                    "kinds": ["document"],
                },
                "limit": 8,
                "layout": "documents",
            },
        ),
        (
            "services",
            {
                "heading": titles.get("services", ""),
                "column": guides,
                "limit": 10,
                "ways": entries([number[slug] for slug in ("an-shijian", "an-duixiang") if slug in number]),
                "departments": 12,
            },
        ),
        (
            "responsible",
            {
                "heading": titles.get("responsible", ""),
                "column": number.get("lingdao"),
                "limit": 8,
                "links_heading": "",
                "pages": entries([number["jigou"]] if "jigou" in number else []),
            },
        ),
        (
            "departments",
            {"heading": titles.get("departments", ""), "column": number.get("bumen-dongtai"), "limit": 8},
        ),
        (
            "topics",
            {
                "heading": titles.get("topics", ""),
                "pages": entries(topics),
                "section": topic_section.pk if topic_section else None,
            },
        ),
        ("figures", {"heading": titles.get("figures", ""), "entries": entries(figures(texts.get("figure", ())))}),
        (
            "link_group",
            {
                "heading": titles.get("links", ""),
                "groups": entries(link_groups(texts.get("link_group", ()))),
                "directory": number.get("mulu"),
            },
        ),
    ]
    complete = [(kind, value) for kind, value in parts if value.get("column", True)]
    return stream(PortalHomePage, "bands", complete)


def figures(texts):
    """Figures with their small series."""
    return [
        {
            "label": figure["label"],
            "value": str(figure["value"]),
            "unit": figure.get("unit", ""),
            "note": figure.get("note", ""),
            "series": entries(
                [{"label": point["label"], "value": str(point["value"])} for point in figure.get("series", ())]
            ),
        }
        for figure in texts
    ]


def link_groups(texts, limit=12):
    """Groups of links for a home page, each cut to its first ones; the directory has them all."""
    return [
        {
            "heading": group["title"],
            "links": entries([{"text": link["title"], "url": link["url"]} for link in group["links"][:limit]]),
        }
        for group in texts
        if group.get("links")
    ]


def topic_bands(texts, written, tree):
    """The bands of a topic page. `written` maps (owner, slug) to pages, `tree` knows plan, topics and departments."""
    parts = [BUILDERS[text["type"]](text, written, tree) for text in texts if text["type"] in BUILDERS]
    return stream(TopicPage, "bands", [part for part in parts if part is not None])


def _lead_story(text, written, tree):
    page = written.get((text.get("department"), text.get("slug")))
    if page is None:
        return None
    value = {"heading": text.get("title", ""), "page": page.pk, "column": None, "limit": 6}
    return "lead_story", {**value, "side_heading": "", "side_column": None, "side_limit": 8}


def _rule_list(text, written, tree):
    rule = {
        "planned_columns": [tree.plan[code].pk for code in text.get("planned_columns", ()) if code in tree.plan],
        "departments": [tree.departments[s].pk for s in text.get("departments", ()) if s in tree.departments],
        "kinds": [],
        "topics": [tree.topics[code].pk for code in text.get("topics", ()) if code in tree.topics],
        "own_only": True,
    }
    value = {"heading": text.get("title", ""), "column": None, "rule": rule, "limit": text.get("limit", 6)}
    return "rule_list", {**value, "layout": "list"}


def _hand_picked(text, written, tree):
    found = [written.get((item["department"], item["slug"])) for item in text.get("items", ())]
    pages = [page.pk for page in found if page is not None]
    return (
        ("hand_picked", {"heading": text.get("title", ""), "pages": entries(pages), "layout": "list"})
        if pages
        else None
    )


def _timeline(text, written, tree):
    moments = [
        {
            "date": None if isinstance(entry["date"], str) else str(entry["date"]),
            "when": entry["date"] if isinstance(entry["date"], str) else "",
            "text": entry["text"],
        }
        for entry in text.get("entries", ())
    ]
    return "timeline", {"heading": text.get("title", ""), "entries": entries(moments)}


def _figures(text, written, tree):
    return "figures", {"heading": text.get("title", ""), "entries": entries(figures(text.get("entries", ())))}


def _link_group(text, written, tree):
    groups = link_groups([{"title": text.get("title", ""), "links": text.get("links", ())}])
    return "link_group", {"heading": "", "groups": entries(groups), "directory": None}


BUILDERS = {
    "lead_story": _lead_story,
    "rule_list": _rule_list,
    "hand_picked": _hand_picked,
    "timeline": _timeline,
    "figures": _figures,
    "link_group": _link_group,
}
