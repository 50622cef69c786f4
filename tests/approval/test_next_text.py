"""After a decision the next text opens by itself, also where somebody was quicker or nothing is left."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from cms.approval.models import Opened
from cms.approval.procedure.submission import recall
from cms.organisation.roles import Role
from tests.approval.helpers import decide, sentences, submit
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

STILL_HERE = "“%(title)s” is returned to who submitted it."
HAS_LEFT = "“%(title)s” is returned. Who submitted it has left; the department's webmasters find it now."


def step_url(page):
    return reverse("approval_step", args=[page.pk])


def state_of(page):
    return type(page).objects.get(pk=page.pk).current_workflow_task_state


@pytest.fixture
def waiting(column, people):
    return [submit(make_article(column, f"第{n}篇", live=False), people["webmaster"]) for n in range(2)]


@pytest.fixture
def colleague(site):
    return make_user("r8", site.department, Role.REVIEWER, last_name="陈", first_name="同")


@pytest.fixture
def press(client, people):
    """The reviewer decides about a step that was opened before; the answer, followed to its end."""

    def press(page, state, decision="approve", **data):
        client.force_login(people["reviewer"])
        return client.post(step_url(page), {"decision": decision, "task_state": state.pk, **data}, follow=True)

    return press


def test_decision__says_who_was_quicker_and_opens_the_next_text(press, waiting, colleague):
    state = state_of(waiting[0])
    decide(waiting[0], colleague)
    response = press(waiting[0], state)
    [sentence] = sentences(response)
    assert waiting[0].title in sentence
    assert str(colleague) in sentence
    assert response.redirect_chain[-1][0] == step_url(waiting[1])


def test_decision__leads_to_the_desk_when_a_colleague_took_the_last_text(press, waiting, colleague):
    states = [state_of(page) for page in waiting]
    for page in waiting:
        decide(page, colleague)
    response = press(waiting[0], states[0])
    assert response.redirect_chain[-1][0] == reverse("approval_queue")
    assert gettext("Nothing waits here.") in response.content.decode()


def test_decision__changes_nothing_when_the_text_was_returned_meanwhile(press, waiting, colleague):
    state = state_of(waiting[0])
    decide(waiting[0], colleague, "reject", "缺少附件")
    press(waiting[0], state)
    assert type(waiting[0]).objects.get(pk=waiting[0].pk).current_workflow_state.status == "needs_changes"


def test_decision__opens_the_text_anew_when_it_was_submitted_again_meanwhile(press, waiting, colleague, people):
    page = waiting[0]
    state = state_of(page)
    page = decide(page, colleague, "reject", "改")
    page.title = "改过的题目"
    page.save_revision(user=people["webmaster"])
    page.current_workflow_state.resume(people["webmaster"])
    response = press(page, state)
    assert response.redirect_chain[-1][0] == step_url(page)
    assert state_of(page).status == "in_progress"


def test_decision__says_so_when_the_author_took_the_text_back(press, waiting, people):
    state = state_of(waiting[0])
    recall(waiting[0], people["webmaster"])
    response = press(waiting[0], state)
    assert waiting[0].title in sentences(response)[0]
    assert response.redirect_chain[-1][0] == step_url(waiting[1])


def test_decision__names_no_text_of_another_page_when_its_step_is_given(press, waiting, other):
    foreign = submit(make_article(other.column, "外单位的稿", live=False), other.webmaster)
    decide(foreign, other.reviewer)
    response = press(waiting[0], foreign.workflow_states.get().task_states.first())
    assert str(other.reviewer) not in sentences(response)[0]
    assert "外单位的稿" not in response.content.decode()


def test_page__offers_the_next_text_when_nothing_of_it_waits(client, waiting, people, colleague):
    decide(waiting[0], colleague, "reject", "改")
    client.force_login(people["reviewer"])
    html = client.get(step_url(waiting[0])).content.decode()
    assert gettext("Nothing of this page waits for approval.") in html
    assert f'href="{step_url(waiting[1])}"' in html


def test_return__says_where_the_text_goes_when_its_author_has_left(press, waiting, people):
    here, gone = (gettext(message) for message in (STILL_HERE, HAS_LEFT))
    [sentence] = sentences(press(waiting[0], state_of(waiting[0]), "reject", comment="改"))
    assert sentence == here % {"title": waiting[0].title}
    people["webmaster"].is_active = False
    people["webmaster"].save()
    [sentence] = sentences(press(waiting[1], state_of(waiting[1]), "reject", comment="改"))
    assert sentence == gone % {"title": waiting[1].title}


def test_return__is_found_by_another_webmaster_when_its_author_has_left(client, press, waiting, people, site):
    people["webmaster"].is_active = False
    people["webmaster"].save()
    press(waiting[0], state_of(waiting[0]), "reject", comment="缺少附件")
    client.force_login(make_user("w9", site.department, Role.WEBMASTER))
    assert "缺少附件" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_step__notes_that_exactly_this_text_was_opened(client, waiting, people):
    client.force_login(people["reviewer"])
    client.get(reverse("approval_queue"))
    assert not Opened.objects.exists()
    client.get(step_url(waiting[0]))
    opened = Opened.objects.get()
    assert (opened.revision_id, opened.person_id) == (state_of(waiting[0]).revision_id, people["reviewer"].person_id)


def test_step__notes_nothing_when_the_text_of_another_department_is_asked_for(client, waiting, other):
    client.force_login(other.reviewer)
    assert client.get(step_url(waiting[0])).status_code == 404
    assert not Opened.objects.exists()


def test_next_text__is_opened_by_being_shown(press, waiting, people):
    press(waiting[0], state_of(waiting[0]))
    assert Opened.objects.filter(revision=state_of(waiting[1]).revision_id, person=people["reviewer"].person).exists()
