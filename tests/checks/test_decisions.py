"""What becomes of a hit: decisions, submission, failures of a check, settings of the supervising office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from cms.approval.checks import registry
from cms.approval.checks.findings import (
    DecisionRefused,
    counts_of,
    decide,
    findings_for,
    undecided_blocking,
)
from cms.approval.checks.running import run_checks
from cms.approval.checks.submission import SubmissionRefused
from cms.approval.models import CheckRun, CheckSetting, Decision, Finding, FindingDecision
from cms.content.models import ArticlePage
from tests.approval.helpers import article_form, sentences, submit
from tests.approval.helpers import decide as take_step
from tests.checks.helpers import check, draft, text

pytestmark = pytest.mark.django_db
MARKED = "机密★10年"


def checks_url(page):
    return reverse("approval_checks", args=[page.pk])


def fresh(page):
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def marked(column, people):
    """A draft with a marking, checked."""
    page = draft(column, MARKED, "正文。", title="带标志的稿件")
    check(page, people["webmaster"])
    return fresh(page)


def form(client, page):
    """The one form on the page of the checks that stands for a blocking hit."""
    return next(form for form in client.get(checks_url(page)).context["forms"] if form.finding.is_blocking)


def answer(client, page, decision, reason="", action="decide"):
    prefix = form(client, page).prefix
    data = {f"{prefix}-decision": decision, f"{prefix}-reason": reason, "action": action}
    return client.post(checks_url(page), data)


def test_submission__refused_with_a_sentence_when_a_hit_is_undecided(client, marked, people):
    client.force_login(people["webmaster"])
    url = reverse("wagtailadmin_pages:edit", args=[marked.pk])
    form = article_form(marked, title="【机密】改过") | {"action-submit": "1"}
    response = client.post(url, form, follow=True)
    assert response.redirect_chain[-1][0] == checks_url(marked)
    assert any("改过" in sentence for sentence in sentences(response))
    page = fresh(marked)
    assert not page.workflow_in_progress
    assert page.get_latest_revision_as_object().title == "【机密】改过"


def test_submission__refused_when_a_page_is_created_with_it(client, column, people):
    client.force_login(people["webmaster"])
    url = reverse("wagtailadmin_pages:add", args=["content", "articlepage", column.pk])
    form = article_form(ArticlePage(title="【机密】新稿", slug="xin", kind="news"))
    response = client.post(url, form | {"action-submit": "1"}, follow=True)
    page = ArticlePage.objects.get(slug="xin")
    assert response.redirect_chain[-1][0] == checks_url(page)
    assert not page.workflow_in_progress


def test_submission__refused_by_the_task_whoever_starts_it(marked, people):
    with pytest.raises(SubmissionRefused) as refusal:
        marked.get_workflow().start(marked, people["webmaster"])
    assert refusal.value.number == 1
    assert not fresh(marked).workflow_in_progress


@pytest.mark.parametrize(("decision", "reason"), [("accept", "定密机关已解密，见批文"), ("false_alarm", "")])
def test_submission__goes_through_when_every_hit_is_decided(client, marked, people, decision, reason):
    client.force_login(people["webmaster"])
    answer(client, marked, decision, reason)
    assert undecided_blocking(fresh(marked).latest_revision) == []
    client.post(checks_url(marked), {"action": "submit"})
    assert fresh(marked).workflow_in_progress


def test_submission__still_refused_when_the_hit_is_only_to_be_fixed(client, marked, people):
    client.force_login(people["webmaster"])
    answer(client, marked, "fix")
    assert len(undecided_blocking(fresh(marked).latest_revision)) == 1
    with pytest.raises(SubmissionRefused):
        marked.get_workflow().start(marked, people["webmaster"])


def test_submission__goes_through_when_the_hit_is_gone_from_the_text(marked, people):
    marked.body = [text("正文。")]
    submit(marked, people["webmaster"])
    assert fresh(marked).workflow_in_progress
    assert undecided_blocking(fresh(marked).latest_revision) == []


def test_decision__is_recorded_with_who_and_when_and_keeps_the_earlier_one(client, marked, people):
    client.force_login(people["webmaster"])
    answer(client, marked, "false_alarm")
    answer(client, marked, "accept", "已核实")
    rows = list(FindingDecision.objects.filter(page=marked.pk))
    assert [(row.decision, row.reason, row.by) for row in rows] == [
        ("false_alarm", "", people["webmaster"]),
        ("accept", "已核实", people["webmaster"]),
    ]
    assert all(row.at and row.passage == MARKED for row in rows)
    finding = Finding.objects.get(revision=marked.latest_revision, is_blocking=True)
    assert (finding.decision, finding.decided_by) == ("accept", people["webmaster"])


def test_decision__refused_beside_the_field_when_accepted_without_a_reason(client, marked, people):
    client.force_login(people["webmaster"])
    response = answer(client, marked, "accept", "  ")
    assert response.status_code == 200
    assert any(form.errors.get("reason") for form in response.context["forms"])
    assert not FindingDecision.objects.exists()
    finding = Finding.objects.get(revision=marked.latest_revision, is_blocking=True)
    with pytest.raises(DecisionRefused):
        decide(finding, people["webmaster"], Decision.ACCEPT)


def test_decision__holds_in_the_next_revision_and_not_for_other_words(client, marked, people):
    client.force_login(people["webmaster"])
    answer(client, marked, "false_alarm")
    marked.title = "改了标题"
    check(marked)
    assert undecided_blocking(fresh(marked).latest_revision) == []
    marked.body = [text("附言：机密★10年", "正文。")]
    check(marked)
    assert len(undecided_blocking(fresh(marked).latest_revision)) == 1


def test_decision__not_found_when_person_is_of_another_department(client, marked, other):
    for person in (other.webmaster, other.reviewer):
        client.force_login(person)
        assert client.get(checks_url(marked)).status_code == 404
        assert client.post(checks_url(marked), {"action": "decide"}).status_code == 404


def test_page__shows_passage_place_and_decision(client, marked, people):
    client.force_login(people["webmaster"])
    html = client.get(checks_url(marked)).content.decode()
    assert f"<mark>{MARKED}</mark>" in html
    assert 'value="false_alarm"' in html
    answer(client, marked, "accept", "见批文")
    html = client.get(checks_url(marked)).content.decode()
    assert "见批文" in html
    assert 'value="submit"' in html


def test_page__checks_a_text_that_never_was(client, column, people):
    page = draft(column, MARKED)
    page.save_revision(user=people["webmaster"])
    client.force_login(people["webmaster"])
    assert client.get(checks_url(page)).context["held_up"] == 1
    assert CheckRun.objects.filter(page=page.pk).count() == 1


def test_page__says_that_there_is_nothing_to_check(client, column, people):
    page = draft(column, MARKED)
    client.force_login(people["webmaster"])
    response = client.get(checks_url(page))
    assert response.status_code == 200
    assert response.context["findings"] is None


def test_editor__says_what_is_undecided(client, marked, people):
    client.force_login(people["webmaster"])
    response = client.get(reverse("wagtailadmin_pages:edit", args=[marked.pk]))
    assert any(checks_url(marked) in sentence for sentence in sentences(response))


def test_step__checks_again_and_refuses_nothing(client, marked, people, column):
    client.force_login(people["webmaster"])
    answer(client, marked, "false_alarm")
    client.post(checks_url(marked), {"action": "submit"})
    CheckRun.objects.all().delete()
    page = take_step(fresh(marked), people["reviewer"])
    assert page.current_workflow_task.specific.step != "review"
    assert CheckRun.objects.filter(page=page.pk).exists()


@pytest.fixture
def broken(monkeypatch):
    """A check that raises, among the others."""

    def find(material):
        yield from ()
        raise RuntimeError("kaputt")

    monkeypatch.setitem(registry._checks, "broken", registry.Check("broken", "坏检查", True, find))


def test_check__says_that_it_failed_and_holds_nothing_up(column, people, broken, caplog):
    page = draft(column, "正文。")
    found = check(page)
    assert [(f.has_failed, f.is_blocking, f.facts) for f in found if f.check_code == "broken"] == [
        (True, False, {"error": "RuntimeError"})
    ]
    assert "The check broken failed" in caplog.text
    assert findings_for(fresh(page).latest_revision).failed == 1
    submit(page, people["webmaster"])
    assert fresh(page).workflow_in_progress


def test_check__leaves_the_others_their_hits_when_it_fails(client, column, people, broken):
    page = draft(column, MARKED)
    check(page)
    client.force_login(people["webmaster"])
    html = client.get(checks_url(page)).content.decode()
    assert "坏检查" in html
    assert MARKED in html


def test_check__not_made_and_not_blocking_when_the_supervising_office_says_so(column):
    page = draft(column, MARKED, "电话13800138000")
    CheckSetting.objects.create(check_code="secrets", is_active=False)
    CheckSetting.objects.create(check_code="mobiles", is_active=True, is_blocking=True)
    found = {f.check_code: f.is_blocking for f in check(page)}
    assert "secrets" not in found
    assert found["mobiles"]


def test_hits__beyond_ten_in_one_place_are_one_hit(column):
    numbers = [f"139{number:08d}" for number in range(10000000, 10000030)]
    found = [f for f in check(draft(column, *numbers)) if f.check_code == "mobiles"]
    assert len(found) == 11
    assert found[-1].facts["number"] == 20


def test_counts__of_many_revisions_take_one_statement(column, django_assert_num_queries):
    pages = [draft(column, MARKED, "电话13800138000") for _ in range(3)]
    for page in pages:
        check(page)
    revisions = [Page.objects.get(pk=page.pk).latest_revision_id for page in pages]
    with django_assert_num_queries(1):
        counts = counts_of(revisions)
    assert {counts[revision] for revision in revisions} == {(2, 1)}


def test_checks__cost_the_same_statements_for_a_long_text_as_for_a_short_one(column):
    short, long = draft(column, "正文。"), draft(column, *["电话13800138000，见下文。"] * 300)
    run_checks(short.save_revision())
    spent = []
    for page in (short, long):
        revision = page.save_revision()
        with CaptureQueriesContext(connection) as queries:
            run_checks(revision)
        spent.append(len(queries))
    # The long text has hits, whose earlier decisions are looked up and which are stored.
    assert spent[1] - spent[0] <= 5
    assert spent[0] <= 50
