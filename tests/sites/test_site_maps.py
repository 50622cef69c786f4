"""A site's map holds its own tree and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.content.models import ColumnPage
from tests.factories import make_article, publish
from tests.sites.conftest import article_at

pytestmark = pytest.mark.django_db
HOST = "jiaoyu.localhost"


@pytest.fixture
def sites(built, other):
    """Both sites open, with an article each."""
    for result, title in ((built, "本站消息"), (other, "别站消息")):
        publish(result.home, *ColumnPage.objects.child_of(result.home).order_by("path"))
        article_at(ColumnPage.objects.child_of(result.home).first(), "one", title=title)
    return built, other


def test_site_map__shows_the_columns_of_this_site(sites, client):
    column = ColumnPage.objects.child_of(sites[0].home).first()
    publish(column.add_child(instance=ColumnPage(title="子栏目", slug="sub", live=False)))
    response = client.get("/sitemap/", HTTP_HOST=HOST)
    assert response.status_code == 200
    entries = response.context["entries"]
    assert [entry["url"] for entry in entries] == ["/gzdt/", "/zcwj/", "/zcjd/"]
    assert [entry["title"] for entry in entries[0]["children"]] == ["子栏目"]
    text = response.content.decode()
    assert "子栏目" in text
    assert "消息" not in text


def test_site_map__leaves_out_what_is_not_public(sites, client):
    first, second, _third = ColumnPage.objects.child_of(sites[0].home).order_by("path")
    first.view_restrictions.create(restriction_type="login")
    second.unpublish()
    entries = client.get("/sitemap/", HTTP_HOST=HOST).context["entries"]
    assert [entry["url"] for entry in entries] == ["/zcjd/"]


def test_site_map_for_machines__lists_every_public_page_of_this_site(sites, client):
    article_at(ColumnPage.objects.child_of(sites[0].home).first(), "draft", live=False)
    response = client.get("/sitemap.xml", HTTP_HOST=HOST)
    assert response["Content-Type"] == "application/xml"
    text = response.content.decode()
    base = f"http://{HOST}:{sites[0].site.port}"
    for path in ("/", "/gzdt/", "/gzdt/one/", "/zcwj/"):
        assert f"<loc>{base}{path}</loc>" in text
    assert "renshe" not in text
    assert "draft" not in text


def test_site_map_for_machines__leaves_out_what_stands_below_a_private_page(sites, client):
    ColumnPage.objects.child_of(sites[0].home).first().view_restrictions.create(restriction_type="login")
    text = client.get("/sitemap.xml", HTTP_HOST=HOST).content.decode()
    assert "gzdt" not in text
    assert "zcwj" in text


def test_site_map_for_machines__comes_in_parts_when_it_is_long(sites, client, monkeypatch):
    monkeypatch.setattr("sites.views.sitemap.PAGES_A_FILE", 3)
    text = client.get("/sitemap.xml", HTTP_HOST=HOST).content.decode()
    assert "<sitemapindex" in text
    assert "/sitemap-zh-hans-2.xml" in text
    part = client.get("/sitemap-zh-hans-2.xml", HTTP_HOST=HOST)
    assert part.content.decode().count("<loc>") == 2
    assert client.get("/sitemap-zh-hans-9.xml", HTTP_HOST=HOST).status_code == 404
    assert client.get("/sitemap-xx-1.xml", HTTP_HOST=HOST).status_code == 404


@pytest.mark.parametrize("path", ["/sitemap/", "/sitemap.xml"])
def test_site_map__costs_the_same_at_any_number_of_pages(sites, client, path):
    column = ColumnPage.objects.child_of(sites[0].home).first()
    client.get(path, HTTP_HOST=HOST)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(path, HTTP_HOST=HOST)
        counts.append(len(captured))
        for _number in range(10):
            make_article(column, kind="news")
    assert counts[0] == counts[1]
