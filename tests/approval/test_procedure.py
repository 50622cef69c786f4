"""The procedure that the supervising office keeps: which steps a text goes through, by how many persons, by when."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, TaskState

from cms import workdays
from cms.approval.gate.admission import NotApproved
from cms.approval.models import ProcedureRule, ProcedureStep, StepClock, StepDecision, Submission
from cms.approval.models.tasks import StepRefused
from cms.approval.procedure.rules import least_persons, procedure_for
from cms.approval.procedure.steps import Step
from cms.content.models import Attachment, OfficialDocumentPage, PageAttachment
from cms.organisation.roles import Role
from tests.approval.helpers import all_items, clear, decide, submit, waits_for
from tests.factories import make_article, make_document, role_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(column, office):
    """An official document that waits for its first step."""
    return submit(make_document(column, live=False), office["webmaster"])


def test_document__goes_through_all_steps_in_order(document, office):
    taken = [waits_for(document)]
    for name in ("reviewer", "second"):
        taken.append(waits_for(decide(document, office[name])))
    taken.append(waits_for(clear(document, office["secrecy"])))
    assert taken == ["review", "second_review", "secrecy", "sign_off"]
    assert decide(document, office["signer"]).live


def test_news__skips_the_steps_that_its_kind_does_not_need(column, office):
    page = submit(make_article(column, live=False), office["webmaster"])
    assert waits_for(decide(page, office["reviewer"])) == "sign_off"
    assert decide(page, office["signer"]).live


def test_attachments__bring_the_secrecy_review_when_the_rule_does_not_name_it(column, office):
    ProcedureRule.objects.filter(kind="news").delete()
    ProcedureStep.objects.filter(rule__kind="", step=Step.SECRECY).delete()
    page = make_article(column, live=False)
    page.attachments.add(PageAttachment(external_url="https://example.gov.cn/a.pdf"))
    page.save_revision()
    page = submit(page, office["webmaster"])
    assert waits_for(decide(page, office["reviewer"])) == "secrecy"


def test_attachments__are_found_in_the_body_too(column, office):
    file = Attachment.objects.create(
        title="附件", file=ContentFile(b"x", "a.txt"), collection=Collection.get_first_root_node()
    )
    page = make_article(column, live=False)
    page.body = [("attachment", {"attachment": file, "title": ""})]
    page = submit(page, office["webmaster"])
    assert "secrecy" in Submission.objects.get().steps


def test_secrecy__refused_when_an_item_of_the_checklist_is_not_confirmed(document, office):
    decide(document, office["reviewer"])
    decide(document, office["second"])
    with pytest.raises(StepRefused):
        clear(document, office["secrecy"], all_items()[1:])
    assert waits_for(document) == "secrecy"


def test_secrecy__keeps_the_answers_with_the_decision(document, office):
    decide(document, office["reviewer"])
    decide(document, office["second"])
    clear(document, office["secrecy"])
    kept = StepDecision.objects.get(step=Step.SECRECY)
    assert (kept.person, len(kept.checklist)) == (office["secrecy"].person, len(all_items()))


def test_secrecy__cannot_be_struck_from_the_procedure_of_a_document(column, office):
    ProcedureRule.objects.all().delete()
    document = submit(make_document(column, live=False), office["webmaster"])
    decide(document, office["reviewer"])
    assert waits_for(document) == "secrecy"


def test_publication__refused_when_the_secrecy_review_was_left_out_behind_the_rules(column, office):
    document = submit(make_document(column, live=False), office["webmaster"])
    Submission.objects.update(steps={"review": [1, 1], "sign_off": [1, 1]}, min_persons=2)
    decide(document, office["reviewer"])
    with pytest.raises(NotApproved):
        decide(document, office["signer"])
    assert not OfficialDocumentPage.objects.get(pk=document.pk).live


def test_merged_steps__taken_by_one_person_when_enough_persons_remain(document, office):
    office["reviewer"].groups.add(role_group(Role.SECOND_REVIEWER, document.department))
    decide(document, office["reviewer"])
    assert waits_for(decide(document, office["reviewer"])) == "secrecy"
    clear(document, office["secrecy"])
    assert decide(document, office["signer"]).live


def test_merged_steps__refused_when_fewer_persons_than_the_minimum_would_decide(document, office):
    for role in (Role.SECOND_REVIEWER, Role.SECRECY_REVIEWER):
        office["reviewer"].groups.add(role_group(role, document.department))
    decide(document, office["reviewer"])
    decide(document, office["reviewer"])
    with pytest.raises(StepRefused):
        clear(document, office["reviewer"])


def test_merged_steps__never_with_the_last_one(column, office):
    page = submit(make_article(column, live=False), office["webmaster"])
    office["reviewer"].groups.add(role_group(Role.SIGNER, page.department))
    decide(page, office["reviewer"])
    with pytest.raises(StepRefused):
        decide(page, office["reviewer"])


def test_rule__of_the_department_goes_before_the_template(column, office):
    rule = ProcedureRule.objects.create(kind="news", department=column.department, min_persons=3)
    for number, step in enumerate((Step.REVIEW, Step.SECOND_REVIEW, Step.SIGN_OFF)):
        ProcedureStep.objects.create(rule=rule, step=step, sort_order=number)
    page = submit(make_article(column, live=False), office["webmaster"])
    assert waits_for(decide(page, office["reviewer"])) == "second_review"


def test_rule__of_a_department_asks_for_no_fewer_persons_than_the_template_raised_since(column, office):
    rule = ProcedureRule.objects.create(kind="news", department=column.department, min_persons=2)
    for number, step in enumerate((Step.REVIEW, Step.SIGN_OFF)):
        ProcedureStep.objects.create(rule=rule, step=step, sort_order=number)
    template = ProcedureRule.objects.get(kind="news", department=None)
    ProcedureStep.objects.create(rule=template, step=Step.SECOND_REVIEW, sort_order=9)
    template.min_persons = 3
    template.save()
    procedure = procedure_for(make_article(column, live=False))
    assert (procedure.min_persons, list(procedure.steps)) == (3, ["review", "second_review", "sign_off"])
    assert least_persons("news", column.department.pk) == 3
    page = submit(make_article(column, live=False), office["webmaster"])
    page = decide(decide(page, office["reviewer"]), office["second"])
    assert decide(page, office["signer"]).live


def test_rule__changed_later_leaves_what_was_submitted_as_it_was(document, office):
    ProcedureStep.objects.filter(rule__kind="document", step=Step.SECOND_REVIEW).delete()
    assert waits_for(decide(document, office["reviewer"])) == "second_review"


def test_resubmission__follows_the_rules_anew_when_the_text_got_attachments(column, office):
    page = submit(make_article(column, live=False), office["webmaster"])
    page = decide(page, office["reviewer"], "reject", "缺附件")
    page.attachments.add(PageAttachment(external_url="https://example.gov.cn/a.pdf"))
    page.save_revision(user=office["webmaster"])
    page.current_workflow_state.resume(office["webmaster"])
    assert waits_for(decide(page, office["reviewer"])) == "secrecy"


def test_clock__says_when_the_step_is_due(document):
    clock = StepClock.objects.get()
    assert (clock.page_id, clock.kind, clock.department) == (document.pk, "document", document.department)
    assert clock.due_at == workdays.due_at(clock.started_at, 3)


def test_clock__has_no_due_date_when_the_calendar_does_not_know_the_year(column, office, monkeypatch, caplog):
    def unknown(moment, days):
        raise workdays.UnknownYear(2099)

    monkeypatch.setattr(workdays, "due_at", unknown)
    submit(make_article(column, live=False), office["webmaster"])
    assert StepClock.objects.get().due_at is None
    assert "2099" in caplog.text


def test_clocks__one_for_each_step_that_waited(document, office):
    decide(document, office["reviewer"])
    states = TaskState.objects.exclude(status="skipped")
    assert StepClock.objects.count() == states.count() == 2
    assert all(clock.started_at <= timezone.now() + datetime.timedelta(seconds=1) for clock in StepClock.objects.all())
