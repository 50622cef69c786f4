"""The addresses that a text refers to: documents and pictures as attachments, other pages as links."""

from urllib.parse import unquote, urlsplit

from cms.importing.cleaner.rules import MAX_ADDRESS, UNCOUNTED, names_a_file, settle_address, tidy

_SOURCES = ("src", "data")


class References:
    def __init__(self, base_url=""):
        self.attachments, self.links, self.dropped = [], [], {}
        self._base_url = base_url
        self._listed = set()

    def drop(self, what):
        if what in UNCOUNTED:
            return
        self.dropped[what] = self.dropped.get(what, 0) + 1

    def link(self, element):
        """The address under which a link may stay, '' for none; what it points to is listed."""
        raw = (element.get("href") or "").strip()
        if not raw or raw.startswith("#"):
            return ""
        return self._settle(raw, lambda: tidy(element.xpath("string()")))

    def image(self, element):
        self._settle((element.get("src") or "").strip(), lambda: tidy(element.get("alt") or ""), kind="image")

    def embedded(self, element):
        """What a dropped frame or player would have loaded is still named."""
        for name in _SOURCES:
            raw = (element.get(name) or "").strip()
            if raw:
                self._settle(raw, lambda: tidy(element.get("title") or ""))

    def _settle(self, raw, title, kind=""):
        if not raw:
            return ""
        address, worth = settle_address(raw, self._base_url)
        if worth and len(raw) <= MAX_ADDRESS:
            self._list(address or raw, title, kind)
        elif not address:
            self.drop("address")
        return address

    def _list(self, url, title, kind):
        kind = kind or ("file" if names_a_file(url) else "")
        if (kind, url) in self._listed:
            return
        self._listed.add((kind, url))
        entry = {"title": title() or _last_part(url), "url": url}
        if kind:
            self.attachments.append({**entry, "kind": kind})
        else:
            self.links.append(entry)


def _last_part(url):
    path = unquote(urlsplit(url).path).rstrip("/")
    return path.rpartition("/")[2] or url
