"""Page labels of content (domain §5)."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_article, make_column, make_department, make_site

pytestmark = pytest.mark.django_db


def source_named(client, page, host):
    answer = client.get(page.url_path[page.url_path.index("/", 1) :], headers={"host": host})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").find("meta", attrs={"name": "ContentSource"})["content"]


def test_source__is_the_one_given(client):
    article = make_article(make_column(make_site(make_department("jiaoyu"))), source_name="省政府办公厅")
    assert source_named(client, article, "jiaoyu.localhost") == "省政府办公厅"


def test_source__is_the_department_when_none_is_given(client):
    department = make_department("jiaoyu")
    assert source_named(client, make_article(make_column(make_site(department))), "jiaoyu.localhost") == department.name


def test_source__is_who_keeps_the_site_when_the_text_has_no_department(client):
    portal = make_site(None)
    article = make_article(make_column(portal))
    assert source_named(client, article, "portal.localhost") == portal.site.site_name != article.title
