"""Four eyes are two persons: never two accounts of one, never an absent one and a deputy of the same text."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from cms.approval.gate.admission import NotApproved
from cms.approval.models import Delegation, StepClock, StepDecision, Submission
from cms.approval.models.tasks import StepRefused
from cms.approval.procedure.absence import NotYours, Period, delegate, end_delegation, hand_over
from cms.approval.procedure.people import who_may
from cms.approval.procedure.submission import SubmissionRefused, mark_urgent, recall
from cms.content.models import ArticlePage
from cms.organisation.models import Person
from cms.organisation.roles import Role
from tests.approval.helpers import article_form, decide, sentences, submit, waits_for
from tests.factories import make_article, make_user, role_group

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def draft(column, people):
    """A draft of the webmaster that waits for review."""
    return submit(make_article(column, "开学通知", live=False), people["webmaster"])


@pytest.fixture
def office_supervisor(db):
    """Somebody of the supervising office."""
    return make_user("supervisor", None, Role.SUPERVISOR)


def second_account(user, *roles):
    """Another account of the same person."""
    return make_user(f"{user.username}-2", user.department, *roles, person=user.person)


def stand_in(absent, deputy, days=3, user=None):
    today = timezone.localdate()
    return delegate(absent, deputy, Period(today, today + days * DAY), "出差", user or absent)


def fresh(user):
    """The account as a new request finds it."""
    return type(user).objects.get(pk=user.pk)


def test_account__is_a_new_persons_unless_told_otherwise(people):
    persons = {user.person_id for user in people.values()}
    assert len(persons) == len(people)
    assert people["webmaster"].person.name == "w"


def test_step__refused_when_another_account_of_the_submitter_takes_it(draft, people):
    with pytest.raises(StepRefused):
        decide(draft, second_account(people["webmaster"], Role.REVIEWER))


def test_step__refused_when_another_account_of_an_editor_takes_it(column, people):
    page = make_article(column, live=False)
    page.save_revision(user=people["reviewer"])
    page = submit(page, people["webmaster"])
    with pytest.raises(StepRefused):
        decide(page, second_account(people["reviewer"], Role.REVIEWER))


def test_step__refused_when_another_account_of_the_reviewer_would_sign(draft, people):
    decide(draft, people["reviewer"])
    with pytest.raises(StepRefused):
        decide(draft, second_account(people["reviewer"], Role.SIGNER))


def test_step__refused_when_a_superusers_second_account_wrote_the_text(column, people):
    people["superuser"].groups.add(role_group(Role.REVIEWER, column.department))
    writer = make_user("root-2", column.department, Role.WEBMASTER, person=people["superuser"].person)
    page = submit(make_article(column, live=False), writer)
    with pytest.raises(StepRefused):
        decide(page, people["superuser"])


def test_publication__refused_when_accounts_turn_out_to_be_one_persons(draft, people):
    decide(draft, people["reviewer"])
    person = people["reviewer"].person
    type(people["webmaster"]).objects.filter(pk=people["webmaster"].pk).update(person=person)
    with pytest.raises(StepRefused, match="退回|Return"):
        decide(draft, people["signer"])
    assert not ArticlePage.objects.get(pk=draft.pk).live


def test_step__offers_only_the_return_when_one_who_decided_keeps_the_text_now(client, draft, people):
    page = decide(draft, people["reviewer"])
    Submission.objects.update(kept_by=people["reviewer"].person)
    task = page.current_workflow_task
    assert {name for name, _label, _form in task.get_actions(page, people["signer"])} == {"reject"}
    client.force_login(people["signer"])
    response = client.get(reverse("approval_step", args=[page.pk]))
    assert response.context["conflict"]
    assert 'value="approve"' not in response.content.decode()
    page = decide(page, people["signer"], "reject", "经办人已变")
    assert page.current_workflow_state.status == "needs_changes"


def test_deleted_submitter__stays_out_with_another_account(draft, people):
    other = second_account(people["webmaster"], Role.REVIEWER)
    people["webmaster"].delete()
    with pytest.raises(StepRefused):
        decide(draft, other)
    assert decide(draft, people["reviewer"]).current_workflow_task.specific.step == "sign_off"


def test_deleted_reviewer__still_counts_and_cannot_sign_with_another_account(draft, people):
    other = second_account(people["reviewer"], Role.SIGNER)
    decide(draft, people["reviewer"])
    people["reviewer"].delete()
    with pytest.raises(StepRefused):
        decide(draft, other)


def test_publish__refused_when_the_account_of_the_only_reviewer_was_deleted(draft, people):
    decide(draft, people["reviewer"])
    people["reviewer"].delete()
    with pytest.raises(NotApproved):
        decide(draft, people["signer"])
    draft.refresh_from_db()
    assert not draft.live
    assert draft.current_workflow_state.status == "in_progress"


def test_refusal__says_who_may_before_the_work(draft, people):
    colleague = make_user("r9", draft.department, Role.REVIEWER)
    people["webmaster"].groups.add(role_group(Role.REVIEWER, draft.department))
    task, state = draft.current_workflow_task, draft.current_workflow_state
    sentence = task.refusal_with_names(draft, people["webmaster"], state)
    assert str(people["reviewer"]) in sentence
    assert str(colleague) in sentence
    assert who_may(draft, state) == [people["reviewer"], colleague]


def test_refusal__says_so_when_nobody_is_left(draft, people):
    people["reviewer"].is_active = False
    people["reviewer"].save()
    assert who_may(draft, draft.current_workflow_state) == []


def test_deputy__takes_the_step_in_the_name_of_the_absent(draft, people):
    deputy = make_user("d", draft.department)
    stand_in(people["reviewer"], deputy)
    assert who_may(draft, draft.current_workflow_state) == [people["reviewer"], deputy]
    decide(draft, deputy)
    decision = StepDecision.objects.get()
    assert (decision.person, decision.on_behalf_of) == (deputy.person, people["reviewer"].person)


def test_deputy__decides_about_the_text_in_the_admin(client, draft, people):
    deputy = make_user("d", draft.department, Role.SECOND_REVIEWER)
    client.force_login(deputy)
    url = reverse("approval_step", args=[draft.pk])
    assert client.get(url).context["refusal"]
    stand_in(people["reviewer"], deputy)
    assert client.get(url).context["refusal"] == ""


@pytest.mark.parametrize("when", ["before", "after", "ended"])
def test_deputy__refused_when_the_period_is_not_today(draft, people, when):
    deputy = make_user("d", draft.department)
    delegation = stand_in(people["reviewer"], deputy)
    today = timezone.localdate()
    if when == "ended":
        end_delegation(delegation, people["reviewer"])
    else:
        days = (today + DAY, today + 2 * DAY) if when == "before" else (today - 2 * DAY, today - DAY)
        Delegation.objects.update(first_day=days[0], last_day=days[1])
    with pytest.raises(StepRefused):
        decide(draft, deputy)


def test_deputy__refused_when_the_absent_wrote_the_text(column, people):
    people["reviewer"].groups.add(role_group(Role.WEBMASTER, column.department))
    deputy = make_user("d", column.department)
    stand_in(people["reviewer"], deputy)
    page = submit(make_article(column, live=False), people["reviewer"])
    with pytest.raises(StepRefused):
        decide(page, deputy)


def test_deputy__refused_when_deputy_wrote_the_text(draft, people):
    stand_in(people["reviewer"], people["webmaster"])
    with pytest.raises(StepRefused):
        decide(draft, fresh(people["webmaster"]))


def test_deputy__refused_for_the_second_step_of_one_text(draft, people):
    deputy = make_user("d", draft.department)
    stand_in(people["reviewer"], deputy)
    stand_in(people["signer"], deputy)
    decide(draft, deputy)
    with pytest.raises(StepRefused):
        decide(draft, fresh(deputy))


def test_absent__refused_for_the_next_step_when_the_deputy_took_the_first(draft, people):
    people["reviewer"].groups.add(role_group(Role.SIGNER, draft.department))
    deputy = make_user("d", draft.department)
    stand_in(people["reviewer"], deputy)
    decide(draft, deputy)
    with pytest.raises(StepRefused):
        decide(draft, fresh(people["reviewer"]))


def test_deputys_deputy__takes_nothing(draft, people):
    first = make_user("d1", draft.department, Role.SIGNER)
    second = make_user("d2", draft.department)
    stand_in(people["reviewer"], first)
    stand_in(first, second)
    with pytest.raises(StepRefused):
        decide(draft, second)


def test_delegation__refused_when_the_last_day_lies_before_today(people):
    today = timezone.localdate()
    with pytest.raises(ValidationError) as refusal:
        delegate(people["reviewer"], people["signer"], Period(today - 2 * DAY, today - DAY), "x", people["reviewer"])
    assert set(refusal.value.message_dict) == {"last_day"}


def test_delegation__refused_for_another_office_the_same_person_and_who_decides_nothing(people, other):
    twin = second_account(people["reviewer"])
    for absent, deputy, field in (
        (people["reviewer"], other.reviewer, "deputy"),
        (people["reviewer"], twin, "deputy"),
        (people["webmaster"], people["signer"], "absent"),
    ):
        with pytest.raises(ValidationError) as refusal:
            stand_in(absent, deputy)
        assert field in refusal.value.message_dict


def test_delegation__entered_for_others_by_the_supervising_office_only(people, office_supervisor):
    with pytest.raises(NotYours):
        stand_in(people["reviewer"], people["signer"], user=people["signer"])
    assert stand_in(people["reviewer"], people["signer"], user=office_supervisor).made_by == office_supervisor


def test_absence_page__enters_and_ends_ones_own_delegation(client, people):
    deputy = make_user("d", people["reviewer"].department)
    client.force_login(people["reviewer"])
    url, today = reverse("approval_absence"), timezone.localdate()
    form = {"absent": people["reviewer"].pk, "deputy": deputy.pk, "reason": "培训", "first_day": today}
    response = client.post(url, form | {"last_day": today - DAY})
    assert response.context["form"].errors["last_day"]
    assert "培训" in response.content.decode()
    client.post(url, form | {"last_day": today + DAY})
    delegation = Delegation.objects.get()
    assert "培训" in client.get(url).content.decode()
    client.post(url, {"end": delegation.pk})
    assert not Delegation.objects.in_force().exists()


def test_absence_page__names_nobody_of_another_department(client, people, other):
    client.force_login(people["reviewer"])
    form = client.get(reverse("approval_absence")).context["form"]
    assert other.reviewer not in form.fields["deputy"].queryset
    assert list(form.fields["absent"].queryset) == [people["reviewer"]]
    client.force_login(people["webmaster"])
    assert client.get(reverse("approval_absence")).status_code == 302


def test_handover__passes_on_roles_drafts_and_submissions(draft, people, office_supervisor):
    successor = make_user("new", draft.department)
    Page.objects.filter(pk=draft.pk).update(owner=people["webmaster"])
    done = hand_over(people["webmaster"], successor, "调离", office_supervisor)
    assert (done.submissions, done.drafts) == (1, 1)
    assert successor.groups.filter(role_group__role=Role.WEBMASTER).exists()
    assert not fresh(people["webmaster"]).is_active
    assert Person.objects.get(pk=people["webmaster"].person_id).left_on == timezone.localdate()
    recall(draft, successor)


def test_handover__makes_the_successor_one_who_cannot_decide_about_the_text(draft, people, office_supervisor):
    successor = make_user("new", draft.department, Role.REVIEWER)
    hand_over(people["webmaster"], successor, "调离", office_supervisor)
    with pytest.raises(StepRefused):
        decide(draft, successor)


def test_handover__leaves_what_the_successor_decided_with_who_left(draft, people, office_supervisor):
    decide(draft, people["reviewer"])
    done = hand_over(people["webmaster"], people["reviewer"], "调离", office_supervisor)
    assert done.submissions == 0
    assert decide(draft, people["signer"]).live


def test_handover__keeps_decisions_the_leavers(draft, people, office_supervisor):
    decide(draft, people["reviewer"])
    successor = make_user("new", draft.department)
    hand_over(people["reviewer"], successor, "退休", office_supervisor)
    assert StepDecision.objects.get().person == people["reviewer"].person
    assert decide(draft, people["signer"]).live


def test_handover__denied_when_person_is_not_of_the_supervising_office(client, draft, people):
    with pytest.raises(NotYours):
        hand_over(people["webmaster"], people["reviewer"], "x", people["signer"])
    client.force_login(people["signer"])
    assert client.get(reverse("approval_handover")).status_code == 302


def test_handover_page__says_beside_the_field_why_not(client, people, other, office_supervisor):
    client.force_login(office_supervisor)
    form = {"leaver": people["webmaster"].pk, "successor": other.webmaster.pk, "reason": "调离"}
    response = client.post(reverse("approval_handover"), form)
    assert response.context["form"].errors["successor"]
    response = client.post(reverse("approval_handover"), form | {"successor": people["reviewer"].pk}, follow=True)
    assert len(sentences(response)) == 1


def test_recall__makes_the_text_a_draft_for_who_submitted_it(draft, people):
    recall(draft, people["webmaster"])
    assert ArticlePage.objects.get(pk=draft.pk).current_workflow_state is None


def test_recall__refused_for_who_decides_and_for_colleagues(client, draft, people):
    colleague = make_user("w9", draft.department, Role.WEBMASTER)
    for person in (people["reviewer"], colleague, people["superuser"]):
        with pytest.raises(SubmissionRefused):
            recall(draft, person)
        client.force_login(person)
        client.post(
            reverse("wagtailadmin_pages:edit", args=[draft.pk]), article_form(draft) | {"action-cancel-workflow": "1"}
        )
    assert waits_for(draft) == "review"


def test_recall__left_to_colleagues_when_the_submitter_has_left(draft, people):
    colleague = make_user("w9", draft.department, Role.WEBMASTER)
    people["webmaster"].delete()
    recall(draft, colleague)
    assert ArticlePage.objects.get(pk=draft.pk).current_workflow_state is None


def test_recall__refused_when_the_text_was_signed_in_the_meantime(draft, people):
    decide(draft, people["reviewer"])
    decide(draft, people["signer"])
    with pytest.raises(SubmissionRefused):
        recall(draft, people["webmaster"])


def test_urgent__shortens_the_deadline_and_never_the_number_of_persons(draft, people):
    before, persons = StepClock.objects.get().due_at, Submission.objects.get().min_persons
    mark_urgent(draft, people["webmaster"], "台风预警")
    clock, submission = StepClock.objects.get(), Submission.objects.get()
    assert clock.due_at < before
    assert (clock.urgent, submission.urgent_reason, submission.min_persons) == (True, "台风预警", persons)
    decide(draft, people["reviewer"])
    assert StepClock.objects.latest("pk").urgent
    with pytest.raises(StepRefused):
        decide(draft, people["reviewer"])


@pytest.mark.parametrize(("person", "reason"), [("webmaster", " "), ("signer", "急"), ("superuser", "急")])
def test_urgent__refused_without_reason_or_for_who_has_no_part_in_it(draft, people, person, reason):
    with pytest.raises(SubmissionRefused):
        mark_urgent(draft, people[person], reason)
    assert not StepClock.objects.get().urgent


def test_return__keeps_the_marked_passages(draft, people):
    state = draft.current_workflow_task_state
    passages = "开学通知 | 应为放假通知"
    state.task.specific.on_action(state, people["reviewer"], "reject", comment="标题有误", passages=passages)
    mark = TaskState.objects.get(status="rejected").passages.get()
    assert (mark.quote, mark.remark) == ("开学通知", "应为放假通知")


def test_return__refused_when_a_marked_passage_does_not_stand_in_the_text(draft, people):
    state = draft.current_workflow_task_state
    with pytest.raises(StepRefused, match="文中没有|does not stand"):
        state.task.specific.on_action(state, people["reviewer"], "reject", comment="x", passages="没有这句话")
    assert waits_for(draft) == "review"
