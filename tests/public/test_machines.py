"""What other programs read: maps of the sites, feeds, tables."""

import csv
import io
from email.utils import parsedate
from xml.etree import ElementTree

import pytest

from tests.public.reading import ask

NAMESPACES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "atom": "http://www.w3.org/2005/Atom"}
FEEDS = {"portal": ("", "/zhengwu-gongkai/bumen-dongtai/feed/"), "department": ("jiaoyu", "/gzdt/feed/")}


def url_of(demo, site, path):
    return demo.department_url(site, path) if site else demo.url(path)


def sitemap(answer):
    """The addresses that a map of a site names."""
    root = ElementTree.fromstring(answer.content)
    return [element.text for element in root.findall(".//map:loc", NAMESPACES)]


def test_site_map_for_machines__names_the_pages_of_every_language(demo):
    parts = sitemap(ask(demo.url("/sitemap.xml")))
    addresses = [address for part in parts for address in sitemap(ask(part))]

    assert demo.url("/") in addresses
    assert demo.url("/en/") in addresses
    assert demo.url("/zhengwu-gongkai/zhengfu-wenjian/wangzhan-guanli/") in addresses
    assert all(address.startswith(demo.url("/")) for address in addresses)


def test_site_map_for_machines__stays_on_its_own_site_when_it_is_a_departments(demo):
    answer = ask(demo.department_url("jiaoyu", "/sitemap.xml"))

    assert answer.headers["content-type"].startswith("application/xml")
    assert demo.department_url("jiaoyu", "/gzdt/shanqu-gongnuan/") in sitemap(answer)
    assert all(address.startswith(demo.department_url("jiaoyu")) for address in sitemap(answer))


@pytest.mark.parametrize("name", FEEDS)
def test_feed__names_pages_with_their_dates(demo, name):
    answer = ask(url_of(demo, *FEEDS[name]))
    root = ElementTree.fromstring(answer.content)
    entries = root.findall("atom:entry", NAMESPACES)

    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert entries
    for entry in entries:
        link = entry.find("atom:link", NAMESPACES).attrib["href"]
        assert ask(link, "HEAD").status == 200
        assert entry.find("atom:title", NAMESPACES).text
        assert entry.find("atom:published", NAMESPACES).text.startswith("2026-")
    assert parsedate(answer.headers["last-modified"])


def test_table__comes_as_csv_with_the_same_rows_as_the_page(demo):
    answer = ask(demo.department_url("jiaoyu", "/tjsj/zaixiao-xuesheng/csv/"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer.headers["content-type"].startswith("text/csv")
    assert rows[0] == ["学段", "2021年", "2022年", "2023年", "2024年", "2025年"]
    assert [row[0] for row in rows[1:]] == ["学前教育", "小学", "初中", "普通高中"]
