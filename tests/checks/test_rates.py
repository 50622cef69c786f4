"""The bars of the checks, on made-up texts and on real ones where they are at hand."""

import gzip
import json

import pytest
from wagtail.blocks import StreamValue

from cms.approval.checks.material import Material
from cms.approval.checks.registry import check_of
from cms.approval.checks.terms import watch_for
from cms.content.models import OfficialDocumentPage
from cms.importing.cleaner import clean
from tests.checks.measuring import personal_rates, typo_rates

pytestmark = pytest.mark.django_db
SAMPLE = 20


@pytest.mark.parametrize("kind", ["identity", "cards", "mobiles"])
def test_personal_numbers__are_told_from_near_misses(kind):
    rates = personal_rates(kind, 1000)
    assert rates["precision"] >= 0.98
    assert rates["recall"] >= 0.98


def test_mistaken_words__are_right_where_they_say_something(real_documents):
    rates = typo_rates(real_documents.parent / "typos_official_docs.jsonl", watch_for(None))
    assert rates["sentences"]["precision"] >= 0.9
    assert rates["sentences"]["recall"] >= 0.2


def test_real_documents__are_hardly_ever_held_up(real_documents):
    """Every twentieth of them; the benchmark reads all."""
    stream_block = OfficialDocumentPage._meta.get_field("body").stream_block
    held_up = words = 0
    with gzip.open(real_documents, "rt") as lines:
        for number, line in enumerate(lines):
            if number % SAMPLE:
                continue
            row = json.loads(line)
            body = StreamValue(stream_block, clean(row["body"]).blocks, is_lazy=True)
            material = Material(OfficialDocumentPage(title=row["title"], body=body))
            held_up += any(list(check_of(code).find(material)) for code in ("secrets", "identity", "cards"))
            words += len(list(check_of("mistaken").find(material)))
    assert held_up <= 1
    assert words <= number / SAMPLE / 3
