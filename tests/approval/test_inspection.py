"""What was imported is checked as a whole, in the background, before anybody decides about it."""

import pytest

from cms.approval.batches.course import ApprovalError, add_to_batch, close_batch, open_batch, review_batch
from cms.approval.batches.inspection import held_up, inspect, inspect_waiting, unchecked
from cms.approval.batches.sampling import open_sample
from cms.approval.checks.findings import checked, decide
from cms.approval.models import Batch
from cms.approval.models.finding import CheckRun
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

NUMBER = "联系人身份证号：11010519491231002X"


@pytest.fixture
def pages(column):
    made = [make_article(column, f"第{number}件", live=False) for number in range(3)]
    made[2].body = [("text", {"text": f"<p>{NUMBER}</p>"})]
    made[2].save_revision()
    return made


@pytest.fixture
def batch(pages):
    batch = open_batch(Batch.Kind.IMPORT, "三件")
    add_to_batch(batch, pages)
    close_batch(batch)
    return batch


@pytest.fixture
def reviewer(batch):
    return make_user("reviewer")


def test_review__refused_while_texts_are_unchecked(batch, reviewer):
    open_sample(batch, reviewer)
    with pytest.raises(ApprovalError, match="3"):
        review_batch(batch, reviewer)
    assert unchecked(batch).count() == 3


def test_background__checks_every_text_of_what_waits_for_review(batch):
    inspect_waiting()
    assert unchecked(batch).count() == 0
    assert list(held_up(batch).values_list("page__title", flat=True)) == ["第2件"]


def test_inspection__goes_on_where_it_stopped(batch, monkeypatch):
    monkeypatch.setattr("cms.approval.batches.inspection.CHUNK", 1)
    assert inspect(batch, seconds=0) == 2
    assert inspect(batch, seconds=0) == 1
    assert inspect(batch) == 0
    assert CheckRun.objects.count() == 3


def test_review__refused_until_every_hit_is_decided_drawn_or_not(batch, reviewer, pages):
    inspect(batch)
    open_sample(batch, reviewer)
    with pytest.raises(ApprovalError, match="1"):
        review_batch(batch, reviewer)
    for finding in checked(pages[2].get_latest_revision()).blocking:
        decide(finding, reviewer, "false_alarm", "样例")
    review_batch(batch, reviewer)
    assert batch.status == Batch.Status.REVIEWED


def test_inspection__of_a_text_that_cannot_be_read_is_said_and_holds_up_nobody(batch, reviewer, pages):
    broken = pages[0].get_latest_revision()
    type(broken).objects.filter(pk=broken.pk).update(content={"pk": "nothing"})
    inspect(batch)
    assert CheckRun.objects.get(revision=broken).failed
    assert unchecked(batch).count() == 0
