"""Several texts at once: only what this person opened, each decided for itself."""

import pytest
from django.urls import reverse

from cms.approval.procedure.together import approve_together
from tests.approval.helpers import decide, submit, waits_for
from tests.factories import make_article, make_document, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(column, people):
    return [submit(make_article(column, f"第{n}件", live=False), people["webmaster"]) for n in range(3)]


def bulk(pages):
    query = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", "approve"]) + f"?{query}"


def read(client, user, *pages):
    client.force_login(user)
    for page in pages:
        client.get(reverse("approval_step", args=[page.pk]))


def test_bulk__approves_only_what_this_person_opened(client, waiting, people):
    read(client, people["reviewer"], *waiting[:2])
    client.post(bulk(waiting))
    assert [waits_for(page) for page in waiting] == ["sign_off", "sign_off", "review"]


def test_bulk__publishes_what_the_signer_opened(client, waiting, people):
    for page in waiting:
        decide(page, people["reviewer"])
    read(client, people["signer"], *waiting)
    client.post(bulk(waiting))
    assert all(type(page).objects.get(pk=page.pk).live for page in waiting)


def test_bulk__refused_when_a_colleague_opened_it(client, waiting, people):
    read(client, people["reviewer"], *waiting)
    colleague = make_user("r9")
    colleague.groups.set(people["reviewer"].groups.all())
    outcome = approve_together(colleague, waiting)
    assert (outcome.approved, len(outcome.refused)) == (0, 3)


def test_bulk__refused_when_another_text_was_submitted_since(client, waiting, people):
    page = waiting[0]
    read(client, people["reviewer"], page)
    page = decide(page, people["reviewer"], "reject", "改")
    page.title = "改过"
    page.save_revision(user=people["webmaster"])
    page.current_workflow_state.resume(people["webmaster"])
    assert approve_together(people["reviewer"], [type(page).objects.get(pk=page.pk)]).approved == 0


def test_bulk__refused_for_who_submitted_and_for_others(client, waiting, people, other):
    people["webmaster"].groups.add(*people["reviewer"].groups.all())
    for person in (people["webmaster"], people["signer"], people["superuser"], other.reviewer):
        read(client, person, *waiting)
        client.post(bulk(waiting))
    assert {waits_for(page) for page in waiting} == {"review"}


def test_bulk__leaves_the_secrecy_review_to_its_checklist(client, column, office):
    page = submit(make_document(column, live=False), office["webmaster"])
    decide(page, office["reviewer"])
    decide(page, office["second"])
    read(client, office["secrecy"], page)
    outcome = approve_together(office["secrecy"], [page])
    assert outcome.approved == 0
    assert waits_for(page) == "secrecy"
