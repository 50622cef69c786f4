"""The real documents: every row accounted for, and what the public reads is what the source says."""

import gzip
import json
import random

import pytest
from django.db import connection
from lxml import html

from cms.approval.models import BatchItem
from cms.importing.cleaner import comparable_text
from tests.content.checks import assert_counters_are_exact
from tests.importing.helpers import rejects, run_import, sign_off

FEWEST_PUBLIC = 0.916
COMPARED = 100
# The whole file takes minutes, and its content meets the same code on both databases: on PostgreSQL one row in four.
SHARE = 1 if connection.vendor == "sqlite" else 4
HOSTS = {"portal": "portal.localhost", "jiaoyu": "jiaoyu.localhost", "keji": "keji.localhost"}


@pytest.fixture
def rows(real_documents):
    """The documents that are imported, as lines."""
    with gzip.open(real_documents, "rt", encoding="utf-8") as stream:
        return stream.readlines()[::SHARE]


@pytest.fixture
def signed(world, rows, tmp_path):
    """The documents imported and signed off; their rejects stand in the test's own folder."""
    source = tmp_path / "documents.jsonl"
    source.write_text("".join(rows), encoding="utf-8")
    batch = run_import(source)
    sign_off(batch, world)
    return batch


def shown(client, page):
    """The text of the page as the public reads it, as HTML."""
    site, path = page.url_path.strip("/").partition("/")[::2]
    response = client.get(f"/{path}/", headers={"host": HOSTS[site]})
    assert response.status_code == 200
    (prose,) = html.fromstring(response.content.decode()).xpath("//div[@class='prose']")
    return html.tostring(prose, encoding="unicode")


def test_real_documents__are_public_named_duplicates_or_rejected(client, signed, rows, tmp_path):
    items = signed.items.exclude(source_line="")
    counts = items.by_outcome()
    assert sum(counts.values()) == len(rows)
    assert set(counts) <= {BatchItem.Outcome.PUBLISHED, BatchItem.Outcome.DUPLICATE, BatchItem.Outcome.REJECTED}
    assert counts[BatchItem.Outcome.PUBLISHED] >= FEWEST_PUBLIC * len(rows)
    assert not items.filter(outcome=BatchItem.Outcome.DUPLICATE, page=None).exists()
    assert not items.exclude(outcome=BatchItem.Outcome.PUBLISHED).filter(reason="").exists()
    assert all(reject["line"] and reject["field"] and reject["reason"] for reject in rejects(tmp_path))
    assert_counters_are_exact()
    bodies = {each["id"]: each["body"] for each in map(json.loads, rows)}
    public = list(items.filter(outcome=BatchItem.Outcome.PUBLISHED).select_related("page"))
    for item in random.sample(public, COMPARED):
        assert comparable_text(shown(client, item.page)) == comparable_text(bodies[item.source_id]), item.source_id
