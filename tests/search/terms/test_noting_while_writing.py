"""A search is answered while somebody else holds the one place for writing; it goes uncounted."""

import sqlite3
import time

import pytest
from django.db import connection

from search.models import SearchedTerm
from tests.e2e.people import ensure_roots
from tests.factories import make_article, make_column, make_department, make_site

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite has one writer"),
]


def test_search__does_not_wait_for_a_writer(client):
    ensure_roots()
    make_article(make_column(make_site(make_department("jiaoyu")), "GZDT"), "校园开放日")
    client.get("/search/", {"q": "另一词"}, headers={"host": "jiaoyu.localhost"})
    writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        began = time.monotonic()
        response = client.get("/search/", {"q": "开放日"}, headers={"host": "jiaoyu.localhost"})
        assert time.monotonic() - began < 10
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert [item.card.title for item in response.context["results"].items] == ["校园开放日"]
    assert not SearchedTerm.objects.filter(term="开放日").exists()
    client.get("/search/", {"q": "开放日"}, headers={"host": "jiaoyu.localhost"})
    assert SearchedTerm.objects.get(term="开放日").times == 1
