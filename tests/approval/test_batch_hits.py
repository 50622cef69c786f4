"""The hits of an imported text are decided by who decides about its batch, and never by who prepared it."""

import pytest
from django.urls import reverse

from cms.approval.batches.course import add_to_batch, close_batch, open_batch
from cms.approval.batches.inspection import inspect
from cms.approval.models import Batch, Finding, FindingDecision
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(column):
    page = make_article(column, "带证件号的旧文", live=False)
    page.body = [("text", {"text": "<p>联系人身份证号：11010519491231002X</p>"})]
    page.save_revision()
    return page


@pytest.fixture
def batch(page, people):
    batch = open_batch(Batch.Kind.IMPORT, "旧文", prepared_by=people["webmaster"])
    add_to_batch(batch, [page])
    close_batch(batch)
    inspect(batch)
    return batch


def url(page):
    return reverse("approval_checks", args=[page.pk])


def call_it_false(client, user, page):
    """Answer the one hit that holds the text up."""
    client.force_login(user)
    number = Finding.objects.get(revision__object_id=str(page.pk), is_blocking=True).pk
    return client.post(url(page), {f"hit-{number}-decision": "false_alarm", "action": "decide"}, follow=True)


def test_hits__decided_by_who_takes_the_step_of_the_batch(client, batch, page, people):
    client.force_login(people["reviewer"])
    (row,) = client.get(reverse("approval_batch", args=[batch.pk])).context["sample"]
    assert client.get(row.url).status_code == 200
    response = client.get(row.checks_url)
    assert response.status_code == 200
    assert reverse("approval_batch", args=[batch.pk]) in response.content.decode()
    call_it_false(client, people["reviewer"], page)
    assert FindingDecision.objects.get().by == people["reviewer"]
    form = {"step": "review", "BatchReviewForm-note": ""}
    client.post(reverse("approval_batch", args=[batch.pk]), form)
    assert Batch.objects.get(pk=batch.pk).status == Batch.Status.REVIEWED


@pytest.mark.parametrize("name", ["webmaster", "twin"])
def test_hits__refused_to_who_prepared_the_batch(client, batch, page, people, name):
    twin = make_user("twin", is_superuser=True, person=people["webmaster"].person)
    response = call_it_false(client, people["webmaster"] if name == "webmaster" else twin, page)
    assert response.status_code == 403
    assert response.context["sentence"]
    assert not FindingDecision.objects.exists()
    response = client.get(url(page))
    assert response.context["objection"]
    assert 'value="decide"' not in response.content.decode()


def test_hits__refused_to_who_does_not_take_the_step_that_waits(client, batch, page, people):
    response = call_it_false(client, people["signer"], page)
    assert response.status_code == 403
    assert not FindingDecision.objects.exists()
    assert client.get(url(page)).context["objection"]


def test_hits__not_found_for_another_department_and_when_no_batch_waits(client, batch, page, people, other):
    client.force_login(other.reviewer)
    assert client.get(url(page)).status_code == 404
    Batch.objects.update(status=Batch.Status.RETURNED)
    client.force_login(people["reviewer"])
    assert client.get(url(page)).status_code == 404
    call_it_false(client, people["webmaster"], page)
    assert FindingDecision.objects.exists()
