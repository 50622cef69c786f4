"""What a visitor's program gets from the demonstration, and how the tests read it."""

import http.client
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

TIMEOUT = 60


@dataclass
class Answer:
    """An answer of the server, with the address that was asked."""

    url: str
    status: int
    headers: dict
    content: bytes

    @property
    def text(self):
        return self.content.decode("utf-8")

    @cached_property
    def soup(self):
        """The page as a tree."""
        return BeautifulSoup(self.text, "html.parser")

    def targets(self):
        """The addresses that the page links to or loads, as (what it is, whole address), without their fragments."""
        for tag, attribute in (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("source", "src")):
            for element in self.soup.find_all(tag, **{attribute: True}):
                yield tag, urljoin(self.url, element[attribute]).partition("#")[0]


def ask(url, method="GET"):
    """Ask for an address; names below localhost are looked up nowhere, the server tells them apart by the Host header.

    Redirects are answers like others.
    """
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=TIMEOUT)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(method, path, headers={"Host": parts.netloc, "Accept-Language": "zh-CN"})
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(url, response.status, headers, response.read())
    finally:
        connection.close()
