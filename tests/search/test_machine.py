"""Results for machines: feed, JSON, the description for browsers; nothing in them that is not public."""

from xml.etree import ElementTree

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def get(client, province):
    def get(path, host="localhost", **query):
        response = client.get(path, query, headers={"host": host})
        assert response.status_code == 200
        return response

    return get


def test_feed__holds_the_newest_that_fit(get):
    feed = ElementTree.fromstring(get("/search/feed/", q="校车").content)
    titles = [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")]
    assert sorted(titles) == ["广东省校车安全管理规定", "广东省校车管理暂行规定"]
    link = next(feed.iter(f"{ATOM}entry")).find(f"{ATOM}link").get("href")
    assert link.startswith("http://jiaoyu.localhost")


def test_json__tells_what_a_visitor_reads(get):
    found = get("/search/results.json", q="校车", validity="repealed").json()
    assert found["total"] == 1
    [row] = found["results"]
    assert (row["title"], row["validity"]) == ("广东省校车管理暂行规定", "repealed")
    assert row["url"].startswith("http://jiaoyu.localhost")
    assert "校车" in row["excerpt"]
    assert {option["value"] for option in found["facets"]["validity"]} == {"in_force", "repealed"}


def test_json__answers_when_nothing_is_asked(get):
    assert get("/search/results.json").json()["results"] == []


@pytest.mark.parametrize("path", ["/search/feed/", "/search/results.json"])
@pytest.mark.parametrize("secret", ["蓝鲸", "红隼", "白鹭"])
def test_secret__stands_in_no_output(get, path, secret):
    content = get(path, q=secret).content.decode()
    assert f"密语{secret}" not in content


def test_site__tells_machines_of_its_own_pages_only(get):
    assert get("/search/results.json", "jiaoyu.localhost", q="养老保险").json()["total"] == 0
    assert get("/search/results.json", "renshe.localhost", q="养老保险").json()["total"] == 1


def test_description__leads_to_the_search_of_the_site(get):
    root = ElementTree.fromstring(get("/search/opensearch.xml", "jiaoyu.localhost").content)
    templates = {url.get("type"): url.get("template") for url in root.iter(f"{OPENSEARCH}Url")}
    assert templates["text/html"] == "http://jiaoyu.localhost/search/?q={searchTerms}"
    assert root.find(f"{OPENSEARCH}ShortName").text
