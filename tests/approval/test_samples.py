"""The sample of a batch: who opened what, what becomes of it when pages go, and how large it is."""

import datetime

import pytest
from django.urls import reverse

from cms.approval.batches.course import add_to_batch, close_batch, open_batch
from cms.approval.batches.inspection import inspect
from cms.approval.batches.sampling import draw_sample, left_to_open, sample_size
from cms.approval.models import Batch, SampleItem
from cms.approval.release.emergency import review_due
from cms.content.models import ArticlePage
from cms.organisation.models import Threshold
from cms.organisation.roles import Role
from cms.workdays import due_at
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(column, people):
    batch = open_batch(Batch.Kind.IMPORT, "旧文", prepared_by=people["webmaster"])
    add_to_batch(batch, [make_article(column, f"旧文{number}", live=False) for number in range(3)])
    close_batch(batch)
    inspect(batch)
    return batch


def sample(client, batch):
    return client.get(reverse("approval_batch", args=[batch.pk])).context["sample"]


def delete_page(batch):
    ArticlePage.objects.get(pk=batch.items.first().page_id).delete()


def test_sample__stays_opened_when_a_colleague_opens_it_too(client, batch, people):
    colleague = make_user("r-2", batch.department, Role.REVIEWER)
    client.force_login(people["reviewer"])
    for row in sample(client, batch):
        client.get(row.url)
    client.force_login(colleague)
    client.get(sample(client, batch)[0].url)
    assert left_to_open(batch, people["reviewer"]) == 0
    assert left_to_open(batch, colleague) == 2


def test_sample__holds_nobody_up_when_a_drawn_page_is_deleted(client, batch, people):
    client.force_login(people["reviewer"])
    assert len(sample(client, batch)) == 3
    delete_page(batch)
    rows = sample(client, batch)
    assert [client.get(row.url).status_code for row in rows] == [200, 200]
    form = {"step": "review", "BatchReviewForm-note": ""}
    client.post(reverse("approval_batch", args=[batch.pk]), form)
    assert Batch.objects.get(pk=batch.pk).status == Batch.Status.REVIEWED


def test_sample__grows_no_smaller_when_drawn_pages_are_deleted(batch, monkeypatch):
    monkeypatch.setattr("cms.approval.batches.sampling.sample_size", lambda number: min(number, 1))
    first = draw_sample(batch, "review").get()
    ArticlePage.objects.get(pk=first.item.page_id).delete()
    assert draw_sample(batch, "review").get() != first
    assert SampleItem.objects.filter(item__batch=batch).count() == 2


def keep(code, value):
    today = datetime.date(2026, 1, 1)
    Threshold.objects.create(code=code, name=code, value=value, unit="x", effective_from=today)


def test_sample__follows_the_thresholds_that_the_office_keeps(db):
    keep("batch-sample-percent", 12.5)
    keep("batch-sample-least", 3)
    assert [sample_size(number) for number in (2, 10, 25, 100)] == [2, 3, 4, 13]


def test_review_of_an_emergency__is_due_after_the_days_that_the_office_keeps(db):
    moment = datetime.datetime(2026, 3, 2, 2, tzinfo=datetime.UTC)
    assert review_due(moment) == due_at(moment, 1)
    keep("clock-emergency-review", 2)
    assert review_due(moment) == due_at(moment, 2)
