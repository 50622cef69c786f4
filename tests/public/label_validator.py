"""Checks the labels of a page (<meta name=… content=…>) against what government pages owe (domain §5)."""

import re
from collections import Counter
from datetime import datetime

from cms.content.labels import ARTICLE_LABELS, COLUMN_LABELS, SITE_LABELS
from tests.public.addresses import COLUMN, CONTENT, SITE

OWED = {
    SITE: SITE_LABELS,
    COLUMN: (*SITE_LABELS, *COLUMN_LABELS),
    CONTENT: (*SITE_LABELS, *COLUMN_LABELS, *ARTICLE_LABELS),
}
HOSTNAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
SITE_CODE = re.compile(r"[0-9A-Za-z]{10}")
PUBLICATION = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


def label_errors(soup, kind):
    """A line for each thing wrong with the labels of the page; none when all is well."""
    pairs = [(meta["name"], meta.get("content", "")) for meta in soup.find_all("meta", attrs={"name": True})]
    labels = dict(pairs)
    yield from _presence(pairs, labels, kind)
    if "SiteDomain" in labels and not HOSTNAME.fullmatch(labels["SiteDomain"]):
        yield f"SiteDomain is no bare host name: {labels['SiteDomain']!r}"
    if "SiteIDCode" in labels and not SITE_CODE.fullmatch(labels["SiteIDCode"]):
        yield f"SiteIDCode has not ten characters: {labels['SiteIDCode']!r}"
    if kind == CONTENT:
        yield from _article(soup, labels)


def _presence(pairs, labels, kind):
    for name, number in Counter(name for name, _content in pairs).items():
        if number > 1:
            yield f"{name} stands {number} times"
    for name in OWED[kind]:
        if not labels.get(name, "").strip():
            yield f"{name} is missing or empty"
    others = {name for name in (*COLUMN_LABELS, *ARTICLE_LABELS) if name not in OWED[kind]}
    for name in sorted(others & set(labels)):
        yield f"{name} does not belong on a page of this kind"


def _article(soup, labels):
    heading = soup.find("h1")
    title = heading.get_text(strip=True) if heading else ""
    if labels.get("ArticleTitle") != title:
        yield f"ArticleTitle is {labels.get('ArticleTitle')!r}, the page is called {title!r}"
    published = labels.get("PubDate", "")
    if not PUBLICATION.fullmatch(published):
        yield f"PubDate is not written YYYY-MM-DD HH:MM: {published!r}"
        return
    shown = [time for time in soup.find_all("time") if PUBLICATION.fullmatch(time.get_text(strip=True))]
    if published not in {time.get_text(strip=True) for time in shown}:
        yield f"PubDate {published} is not the time shown"
    for time in shown:
        moment = datetime.fromisoformat(time["datetime"])
        if moment.strftime("%Y-%m-%d %H:%M %z") != f"{time.get_text(strip=True)} +0800":
            yield f"the time shown, {time.get_text(strip=True)}, is not {time['datetime']} in Shanghai"
