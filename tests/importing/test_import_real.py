"""The real documents: every row accounted for, and what the public reads is what the source says."""

import gzip
import json
import random

import pytest
from lxml import html

from cms.approval.models import BatchItem
from cms.importing.cleaner import comparable_text
from tests.content.checks import assert_counters_are_exact
from tests.importing.helpers import rejects, run_import, sign_off

ROWS = 4530
FEWEST_PUBLIC = 4150
COMPARED = 100
HOSTS = {"portal": "portal.localhost", "jiaoyu": "jiaoyu.localhost", "keji": "keji.localhost"}


@pytest.fixture
def signed(world, real_documents, tmp_path):
    """The whole file, imported by a copy's name so that its rejects stand in the test's own folder."""
    source = tmp_path / real_documents.name
    source.symlink_to(real_documents)
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


def test_real_documents__are_public_named_duplicates_or_rejected(client, signed, real_documents, tmp_path):
    items = signed.items.exclude(source_line="")
    counts = items.by_outcome()
    assert sum(counts.values()) == ROWS
    assert set(counts) <= {BatchItem.Outcome.PUBLISHED, BatchItem.Outcome.DUPLICATE, BatchItem.Outcome.REJECTED}
    assert counts[BatchItem.Outcome.PUBLISHED] >= FEWEST_PUBLIC
    assert not items.filter(outcome=BatchItem.Outcome.DUPLICATE, page=None).exists()
    assert not items.exclude(outcome=BatchItem.Outcome.PUBLISHED).filter(reason="").exists()
    assert all(reject["line"] and reject["field"] and reject["reason"] for reject in rejects(tmp_path))
    assert_counters_are_exact()
    with gzip.open(real_documents, "rt", encoding="utf-8") as stream:
        bodies = {each["id"]: each["body"] for each in map(json.loads, stream)}
    public = list(items.filter(outcome=BatchItem.Outcome.PUBLISHED).select_related("page"))
    for item in random.sample(public, COMPARED):
        assert comparable_text(shown(client, item.page)) == comparable_text(bodies[item.source_id]), item.source_id
