"""The review desk: what waits for whom, in which order, at which cost; passing on; what came back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.approval.models import Forwarding
from cms.approval.models.tasks import StepRefused
from cms.approval.queue.forwarding import forward
from cms.approval.queue.items import following, queue_of
from cms.content.models import ArticlePage
from cms.organisation.roles import Role
from tests.approval.helpers import decide, sentences, submit
from tests.approval.many import multiply_waiting
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

QUEUE, SUBMISSIONS = "approval_queue", "approval_submissions"


def step_url(page):
    return reverse("approval_step", args=[page.pk])


def reads(client, user, name, query=""):
    client.force_login(user)
    return client.get(reverse(name) + query).content.decode()


@pytest.fixture
def waiting(column, people):
    return submit(make_article(column, "开学通知", live=False), people["webmaster"])


@pytest.fixture
def colleague(site):
    return make_user("r8", site.department, Role.REVIEWER, last_name="陈", first_name="同")


def state_of(page):
    return ArticlePage.objects.get(pk=page.pk).current_workflow_task_state


def decide_on(client, user, page, decision, **data):
    client.force_login(user)
    return client.post(step_url(page), {"decision": decision, "task_state": state_of(page).pk, **data}, follow=True)


def test_queue__names_what_a_reviewer_has_to_know(client, waiting, people, site):
    html = reads(client, people["reviewer"], QUEUE)
    row = html[html.index('class="listing queue"') :]
    words = ("开学通知", str(waiting.get_kind_display()), site.department.short_name, "审核", step_url(waiting))
    assert [word for word in words if word not in row] == []


def test_queue__shows_each_only_what_waits_for_them(client, waiting, people, other):
    shown = {name: "开学通知" in reads(client, person, QUEUE) for name, person in people.items()}
    assert shown == {"webmaster": False, "reviewer": True, "signer": False, "superuser": False}


def test_queue__keeps_departments_apart(client, waiting, people, other):
    foreign = submit(make_article(other.column, "财政通知", live=False), other.webmaster)
    assert "财政通知" not in reads(client, people["reviewer"], QUEUE)
    assert "开学通知" not in reads(client, other.reviewer, QUEUE)
    client.force_login(people["reviewer"])
    for name in ("approval_step", "approval_preview"):
        assert client.get(reverse(name, args=[foreign.pk])).status_code == 404


def test_queue__says_so_when_nothing_waits(client, people):
    assert reverse("wagtailadmin_home") in reads(client, people["signer"], QUEUE)


def test_queue__opens_with_few_statements_when_two_thousand_texts_wait(client, waiting, people):
    multiply_waiting(waiting, 2000)
    client.force_login(people["reviewer"])
    url = reverse(QUEUE)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(url).content.decode()
    assert "2001" in html
    assert html.count('<td class="title">') == 25
    assert len(queries) <= 15, "\n".join(query["sql"][:260] for query in queries)


def test_queue__leafs_through_by_the_database(client, waiting, people):
    multiply_waiting(waiting, 60)
    first, last = (reads(client, people["reviewer"], QUEUE, f"?p={number}") for number in (1, 3))
    assert "开学通知" in first
    assert "第59件" not in first
    assert "第59件" in last


def test_following__goes_round_the_queue(column, people):
    pages = [submit(make_article(column, live=False), people["webmaster"]) for _ in range(3)]
    queue = queue_of(people["reviewer"])
    order = [following(queue, state_of(page)).workflow_state.object_id for page in pages]
    assert order == [str(pages[1].pk), str(pages[2].pk), str(pages[0].pk)]


def test_decision__opens_the_text_that_comes_after_it(client, column, people):
    pages = [submit(make_article(column, f"第{n}篇", live=False), people["webmaster"]) for n in range(3)]
    response = decide_on(client, people["reviewer"], pages[1], "approve")
    assert response.redirect_chain[-1][0] == step_url(pages[2])


def test_decision__leads_to_the_desk_when_nothing_is_left(client, waiting, people):
    response = decide_on(client, people["reviewer"], waiting, "approve")
    assert response.redirect_chain[-1][0] == reverse(QUEUE)


def test_step__shows_new_against_published(client, column, people):
    page = make_article(column, "秋季开学通知")
    page.title = "春季开学通知"
    submit(page, people["webmaster"])
    client.force_login(people["reviewer"])
    html = client.get(step_url(page)).content.decode()
    assert "<del>秋</del><ins>春</ins>" in html


def test_step__says_everything_when_the_page_is_new(client, waiting, people):
    client.force_login(people["reviewer"])
    html = client.get(step_url(waiting)).content.decode()
    assert "compare--new" in html
    assert reverse("approval_preview", args=[waiting.pk]) in html


def test_preview__shows_the_submitted_text(client, column, people):
    page = make_article(column, "公开的标题")
    page.title = "送审的标题"
    submit(page, people["webmaster"])
    for person in ("reviewer", "webmaster"):
        client.force_login(people[person])
        response = client.get(reverse("approval_preview", args=[page.pk]))
        assert "送审的标题" in response.content.decode()
        assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_button__says_who_may_and_why_not_you(client, waiting, people):
    client.force_login(people["webmaster"])
    html = client.get(step_url(waiting)).content.decode()
    decision = html[html.index('id="decision"') :]
    assert "disabled" in decision
    assert waiting.current_workflow_task.refusal(waiting, people["webmaster"], None) in decision
    assert str(people["reviewer"]) in decision


def test_text__moves_to_a_colleagues_desk_when_it_is_passed_on(client, waiting, people, colleague):
    response = decide_on(client, people["reviewer"], waiting, "forward", to=colleague.pk, comment="请您把关")
    assert str(colleague) in [str(message) for message in response.context["messages"]][0]
    assert "开学通知" not in reads(client, people["reviewer"], QUEUE)
    assert "开学通知" in reads(client, people["reviewer"], QUEUE, "?show=forwarded")
    assert "请您把关" in reads(client, colleague, QUEUE)


def test_text__comes_back_when_the_colleague_passes_it_on_again(waiting, people, colleague):
    forward(state_of(waiting), people["reviewer"], colleague)
    forward(state_of(waiting), colleague, people["reviewer"])
    assert queue_of(people["reviewer"]).count() == 1
    assert queue_of(colleague).count() == 0


@pytest.mark.parametrize("person", ["webmaster", "signer"])
def test_forward__refused_when_the_colleague_cannot_decide(client, waiting, people, person):
    with pytest.raises(StepRefused):
        forward(state_of(waiting), people["reviewer"], people[person])
    response = decide_on(client, people["reviewer"], waiting, "forward", to=people[person].pk)
    assert response.context["form"].errors["to"]
    assert not Forwarding.objects.exists()


def test_forward__refused_when_it_goes_to_another_department(client, waiting, people, other):
    with pytest.raises(StepRefused):
        forward(state_of(waiting), people["reviewer"], other.reviewer)
    html = decide_on(client, people["reviewer"], waiting, "forward").content.decode()
    assert f'<option value="{other.reviewer.pk}"' not in html


def test_forward__refused_when_who_passes_on_may_not_decide(waiting, people, colleague):
    with pytest.raises(StepRefused):
        forward(state_of(waiting), people["webmaster"], colleague)


def test_forward__refused_when_the_step_was_decided_meanwhile(waiting, people, colleague):
    state = state_of(waiting)
    decide(waiting, people["reviewer"])
    with pytest.raises(StepRefused):
        forward(state, people["reviewer"], colleague)


def test_webmaster__reads_what_came_back_and_why(client, waiting, people):
    decide(waiting, people["reviewer"], "reject", "缺少附件")
    edit = reverse("wagtailadmin_pages:edit", args=[waiting.pk])
    for html in (
        reads(client, people["webmaster"], SUBMISSIONS),
        reads(client, people["webmaster"], "wagtailadmin_home"),
    ):
        assert "开学通知" in html
        assert "缺少附件" in html
        assert edit in html


def test_editor__says_why_the_text_came_back_and_where(client, waiting, people):
    passage = waiting.title[:2]
    state = state_of(waiting)
    state.task.specific.on_action(
        state, people["reviewer"], "reject", comment="缺少附件<b>", passages=[(passage, "写明年份")]
    )
    client.force_login(people["webmaster"])
    [sentence] = sentences(client.get(reverse("wagtailadmin_pages:edit", args=[waiting.pk])))
    for words in (str(people["reviewer"]), "缺少附件&lt;b&gt;", f"<q>{passage}</q>", "写明年份"):
        assert words in sentence


def test_editor__says_nothing_of_a_return_when_the_text_waits_again(client, waiting, people):
    page = decide(waiting, people["reviewer"], "reject", "缺少附件")
    page.current_workflow_state.resume(people["webmaster"])
    client.force_login(people["webmaster"])
    said = sentences(client.get(reverse("wagtailadmin_pages:edit", args=[waiting.pk])))
    assert not any("缺少附件" in sentence for sentence in said)


def test_webmaster__reads_what_waits_where(client, waiting, people, site):
    decide(waiting, people["reviewer"])
    html = reads(client, people["webmaster"], SUBMISSIONS, "?show=waiting")
    assert "开学通知" in html
    assert "签发" in html
    second = make_user("w9", site.department, Role.WEBMASTER)
    assert "开学通知" in reads(client, second, SUBMISSIONS, "?show=waiting")


def test_submissions__keep_departments_apart(client, waiting, people, other):
    decide(waiting, people["reviewer"], "reject", "缺少附件")
    for query in ("", "?show=waiting"):
        assert "开学通知" not in reads(client, other.webmaster, SUBMISSIONS, query)
    assert "开学通知" not in reads(client, other.webmaster, "wagtailadmin_home")
