"""The batches in the admin: who sees them, who may take which step, and what they read there."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.approval.batches.course import add_to_batch, close_batch, open_batch, review_batch, start_signing
from cms.approval.batches.inspection import inspect
from cms.approval.batches.sampling import open_sample
from cms.approval.models import Batch, BatchItem
from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from tests.approval.helpers import sentences
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """People of the province."""
    return {
        "supervisor": make_user("p-supervisor", None, Role.SUPERVISOR),
        "reviewer": make_user("p-reviewer", None, Role.REVIEWER),
        "signer": make_user("p-signer", None, Role.SIGNER),
    }


@pytest.fixture
def batch(column, office):
    """A batch on one department's site, so its own people may decide about it as well as the province's."""
    batch = open_batch(Batch.Kind.IMPORT, "教育厅旧文", prepared_by=office["supervisor"])
    add_to_batch(batch, [make_article(column, f"旧文{number}", live=False) for number in range(3)])
    BatchItem.objects.create(
        batch=batch,
        outcome=BatchItem.Outcome.REJECTED,
        source_line="9",
        source_id="x-9",
        source_url="https://example.com/9",
        field="title",
        reason="缺标题",
    )
    BatchItem.objects.create(batch=batch, outcome=BatchItem.Outcome.DUPLICATE, source_id="x-10", reason="同文")
    close_batch(batch)
    return batch


def url(batch):
    return reverse("approval_batch", args=[batch.pk])


def step(client, user, batch, name, **data):
    client.force_login(user)
    return client.post(url(batch), {"step": name, **data}, follow=True)


def read_sample(client, user, batch):
    """Open every item that was drawn, as the page of the batch lists them."""
    client.force_login(user)
    for row in client.get(url(batch)).context["sample"]:
        client.get(row.url)


def review(client, user, batch, note=""):
    read_sample(client, user, batch)
    return step(client, user, batch, "review", **{"BatchReviewForm-note": note})


def send_back(client, user, batch, reason):
    return step(client, user, batch, "return", **{"BatchReturnForm-reason": reason})


def status(batch):
    return Batch.objects.get(pk=batch.pk).status


def test_list__shows_state_and_numbers_by_outcome(client, batch, office):
    client.force_login(office["reviewer"])
    row = client.get(reverse("approval_batches")).context["page"].object_list[0]
    assert (row.title, row.status, row.draft, row.published, row.rejected, row.duplicate, row.changed) == (
        "教育厅旧文",
        "prepared",
        3,
        0,
        1,
        1,
        0,
    )


def test_list__takes_as_many_statements_for_many_batches(client, batch, office):
    client.force_login(office["reviewer"])
    client.get(reverse("approval_batches"))
    with _counted() as few:
        client.get(reverse("approval_batches"))
    for number in range(5):
        open_batch(Batch.Kind.IMPORT, f"批{number}", prepared_by=office["supervisor"])
    with _counted() as many:
        client.get(reverse("approval_batches"))
    assert len(many) == len(few)


def _counted():
    return CaptureQueriesContext(connection)


def test_list__holds_a_departments_own_batches_only(client, batch, people, other):
    for user, expected in ((people["reviewer"], True), (people["signer"], True), (other.reviewer, False)):
        client.force_login(user)
        assert (batch in client.get(reverse("approval_batches")).context["page"].object_list) is expected


def test_list__denied_when_person_decides_nothing(client, people):
    client.force_login(people["webmaster"])
    assert client.get(reverse("approval_batches")).status_code == 302


def test_batch__not_found_when_it_is_another_departments(client, batch, other):
    client.force_login(other.reviewer)
    item = batch.items.first()
    assert client.get(url(batch)).status_code == 404
    assert client.post(url(batch), {"step": "review"}).status_code == 404
    assert client.get(reverse("approval_batch_item", args=[batch.pk, item.pk])).status_code == 404


def test_items__narrowed_by_outcome_with_field_and_reason(client, batch, office):
    client.force_login(office["reviewer"])
    response = client.get(url(batch), {"outcome": "rejected"})
    (row,) = response.context["rows"]
    assert (row.line, row.title, row.source_url, row.field, row.reason) == (
        "9",
        "x-9",
        "https://example.com/9",
        "title",
        "缺标题",
    )
    assert len(client.get(url(batch), {"outcome": "draft"}).context["rows"]) == 3
    assert len(client.get(url(batch), {"outcome": "nonsense"}).context["rows"]) == 5


def test_items__paged_by_the_database(client, batch, office):
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, outcome=BatchItem.Outcome.REJECTED, source_id=str(number)) for number in range(60)
    )
    client.force_login(office["reviewer"])
    with _counted() as queries:
        response = client.get(url(batch), {"p": 2})
    assert len(response.context["rows"]) == 15
    assert any("OFFSET 50" in query["sql"] for query in queries)


def test_item__shows_the_draft_that_the_batch_holds(client, batch, office):
    client.force_login(office["reviewer"])
    item = batch.items.first()
    page = ArticlePage.objects.get(pk=item.page_id)
    page.title = "后来的标题"
    page.save_revision()
    html = client.get(reverse("approval_batch_item", args=[batch.pk, item.pk])).content.decode()
    assert "旧文0" in html
    assert "后来的标题" not in html


def test_csv__lists_the_rejected_rows_for_a_spreadsheet(client, batch, office):
    BatchItem.objects.create(batch=batch, outcome=BatchItem.Outcome.REJECTED, source_line="11", reason="=1+1")
    client.force_login(office["reviewer"])
    response = client.get(url(batch), {"format": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "缺标题" in text
    assert "'=1+1" in text
    assert "旧文0" not in text


def test_steps__taken_by_two_people_publish_the_batch(client, batch, office):
    response = review(client, office["reviewer"], batch, "抽查二十件")
    assert sentences(response)
    assert (status(batch), Batch.objects.get(pk=batch.pk).note) == ("reviewed", "抽查二十件")
    read_sample(client, office["signer"], batch)
    step(client, office["signer"], batch, "sign")
    assert status(batch) == "signed"
    assert ArticlePage.objects.filter(title__startswith="旧文", live=True).count() == 3


def test_steps__taken_by_the_department_when_it_is_its_own_batch(client, batch, people):
    review(client, people["reviewer"], batch)
    read_sample(client, people["signer"], batch)
    step(client, people["signer"], batch, "sign")
    assert status(batch) == "signed"


@pytest.mark.parametrize("person", ["signer", "superuser"])
def test_review__refused_when_person_does_not_review(client, batch, people, person):
    response = review(client, people[person], batch)
    assert response.status_code == 403
    assert response.context["sentence"]
    assert status(batch) == "prepared"


def test_step__refused_with_a_sentence_when_person_prepared_it(client, batch, office):
    assert review(client, office["supervisor"], batch).status_code == 403
    client.force_login(office["supervisor"])
    html = client.get(url(batch)).content.decode()
    assert 'value="review"' not in html


def test_sign__refused_with_a_sentence_when_person_reviewed_it(client, batch, people):
    supervisors = [make_user(f"s-{number}", None, Role.SUPERVISOR) for number in range(2)]
    review(client, supervisors[0], batch)
    response = step(client, supervisors[0], batch, "sign")
    assert response.status_code == 403
    assert status(batch) == "reviewed"
    read_sample(client, supervisors[1], batch)
    step(client, supervisors[1], batch, "sign")
    assert status(batch) == "signed"


def test_sign__says_so_when_another_person_is_signing(client, batch, office):
    inspect(batch)
    open_sample(batch, office["reviewer"])
    review_batch(batch, office["reviewer"])
    open_sample(batch, office["signer"])
    start_signing(batch, office["signer"])
    late = make_user("late", None, Role.SIGNER)
    response = step(client, late, batch, "sign")
    assert len(sentences(response)) == 1
    assert Batch.objects.get(pk=batch.pk).signed_by == office["signer"]


def test_return__needs_a_reason_beside_the_field(client, batch, office):
    response = send_back(client, office["reviewer"], batch, " ")
    assert response.context["return_form"].errors["reason"]
    assert status(batch) == "prepared"
    send_back(client, office["reviewer"], batch, "来源不明")
    assert (status(batch), Batch.objects.get(pk=batch.pk).note) == ("returned", "来源不明")


def test_sign__does_not_keep_the_person_waiting(client, task_queue, batch, office):
    review(client, office["reviewer"], batch)
    read_sample(client, office["signer"], batch)
    response = step(client, office["signer"], batch, "sign")
    assert status(batch) == "signing"
    assert "<progress" in response.content.decode()
    call_command("work", once=True)
    assert status(batch) == "signed"
    assert ArticlePage.objects.filter(title__startswith="旧文", live=True).count() == 3


def test_resume__queues_what_is_left_for_the_signer_only(client, task_queue, batch, office):
    inspect(batch)
    open_sample(batch, office["reviewer"])
    review_batch(batch, office["reviewer"])
    open_sample(batch, office["signer"])
    start_signing(batch, office["signer"])
    step(client, office["reviewer"], batch, "resume")
    call_command("work", once=True)
    assert status(batch) == "signing"
    step(client, office["signer"], batch, "resume")
    step(client, office["signer"], batch, "resume")
    call_command("work", once=True)
    assert status(batch) == "signed"


def test_menu__names_batches_to_who_decides_about_them(client, people, office):
    shown = {}
    for name, user in (("webmaster", people["webmaster"]), ("reviewer", people["reviewer"]), *office.items()):
        client.force_login(user)
        shown[name] = reverse("approval_batches") in client.get(reverse("wagtailadmin_home")).content.decode()
    assert shown == {"webmaster": False, "reviewer": True, "supervisor": True, "signer": True}
