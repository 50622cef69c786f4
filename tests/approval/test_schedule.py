"""Publication at a time: what was approved for it goes public by itself, what was not never does."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from cms.approval.gate.admission import NotApproved
from cms.approval.models import Expiry, LogEntry
from cms.approval.release.scheduling import ScheduleRefused, plan_dates, publish_due, set_expiry
from cms.approval.release.withdrawal import take_off
from cms.content.models import ArticlePage
from cms.jobs.registry import registry
from tests.approval.helpers import decide, sentences, submit
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def past():
    return timezone.now() - timedelta(minutes=5)


def publish_later():
    """What `publish_due` does once the day after tomorrow has come."""
    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=2)):
        return publish_due()


@pytest.fixture
def approved(column, people):
    """A page approved for tomorrow."""
    page = make_article(column, "明日公布", live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page = submit(page, people["webmaster"])
    decide(page, people["reviewer"])
    return decide(page, people["signer"])


@pytest.fixture
def smuggled(column):
    """A page nobody approved, whose schedule was written into the database."""
    page = make_article(column, "夹带", live=False)
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past() - timedelta(days=1))
    return page


def test_schedule__waits_for_its_time(approved):
    assert not approved.live
    publish_due()
    assert not ArticlePage.objects.get(pk=approved.pk).live


def test_schedule__goes_public_by_itself_when_its_time_has_come(approved):
    assert publish_later() == (1, 0, 0)
    assert ArticlePage.objects.get(pk=approved.pk).live


def test_schedule__refused_when_not_approved_and_the_rest_goes_on(approved, smuggled, caplog):
    assert publish_later() == (1, 1, 0)
    assert not ArticlePage.objects.get(pk=smuggled.pk).live
    assert ArticlePage.objects.get(pk=approved.pk).live
    assert "夹带" in caplog.text
    assert publish_due() == (0, 0, 0)


def test_command__takes_the_place_of_wagtails(smuggled, capsys):
    call_command("publish_scheduled")
    assert not ArticlePage.objects.get(pk=smuggled.pk).live
    assert "1" in capsys.readouterr().out


def test_schedule__refused_when_draft_schedules_another_text(approved):
    approved.title = "换过的标题"
    revision = approved.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past())
    publish_due()
    assert not ArticlePage.objects.get(pk=approved.pk).live


def test_expiry__takes_the_page_off(column):
    page = make_article(column)
    page.expire_at = past()
    page.save(update_fields=["expire_at"])
    assert publish_due() == (0, 0, 1)
    page.refresh_from_db()
    assert (page.live, page.expired, page.listed_at) == (False, True, None)


def test_job__runs_every_minute():
    assert registry.get("approval.publish_due").every == timedelta(minutes=1)


@pytest.fixture
def public(column):
    return make_article(column, "限期公告")


def dates(page):
    return reverse("approval_schedule", args=[page.pk])


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)


@pytest.mark.parametrize("person", ["reviewer", "signer"])
def test_expiry__set_by_who_answers_for_the_page_and_entered_under_that_name(client, public, people, person):
    moment = timezone.now() + timedelta(days=1)
    client.force_login(people[person])
    client.post(dates(public), {"step": "expiry", "ExpiryForm-moment": local(moment), "ExpiryForm-reason": "到期"})
    assert local(fresh(public).expire_at) == local(moment)
    assert fresh(public).live
    when = past()
    Expiry.objects.update(expires_at=when)
    ArticlePage.objects.filter(pk=public.pk).update(expire_at=when)
    publish_due()
    entry = LogEntry.objects.filter(page_id=public.pk).latest("pk")
    assert (entry.event, entry.reason) == ("expired", "到期")
    assert [one["account"] for one in entry.actor_list] == [people[person].username]


def test_expired__comes_back_only_by_approval(public):
    revision = public.live_revision
    ArticlePage.objects.filter(pk=public.pk).update(expire_at=past())
    publish_due()
    with pytest.raises(NotApproved):
        revision.publish()


def test_expiry__refused_when_it_would_be_later_or_has_passed(public, people):
    set_expiry(public, people["signer"], timezone.now() + timedelta(days=1), "到期")
    for moment in (timezone.now() + timedelta(days=2), past()):
        with pytest.raises(ScheduleRefused):
            set_expiry(public, people["signer"], moment, "到期")


def test_expiry__refused_to_who_does_not_answer_for_the_page(client, public, people, other):
    moment = timezone.now() + timedelta(days=1)
    for person in (people["webmaster"], people["superuser"], other.signer):
        with pytest.raises(ScheduleRefused):
            set_expiry(public, person, moment, "到期")
    client.force_login(other.signer)
    assert client.get(dates(public)).status_code == 404


def test_dates__planned_by_the_writer_are_approved_with_the_text(client, column, people):
    page = make_article(column, "明日公布", live=False)
    begins = timezone.now() + timedelta(days=1)
    client.force_login(people["webmaster"])
    client.post(dates(page), {"step": "plan", "PlanForm-go_live_at": local(begins), "PlanForm-expire_at": ""})
    page = fresh(page)
    assert local(page.get_latest_revision_as_object().go_live_at) == local(begins)
    page.get_workflow().start(page, people["webmaster"])
    decide(page, people["reviewer"])
    page = decide(page, people["signer"])
    assert not page.live
    assert local(page.scheduled_revision.approved_go_live_at) == local(begins)


def test_dates__say_beside_the_field_what_is_wrong(client, column, people):
    page = make_article(column, live=False)
    client.force_login(people["webmaster"])
    tomorrow = timezone.now() + timedelta(days=1)
    form = {"step": "plan", "PlanForm-go_live_at": local(tomorrow), "PlanForm-expire_at": local(past())}
    assert client.post(dates(page), form).context["plan_form"].errors["expire_at"]
    form["PlanForm-go_live_at"] = "gestern"
    response = client.post(dates(page), form)
    assert response.context["plan_form"].errors["go_live_at"]
    assert "gestern" in response.content.decode()


def test_dates__not_changed_while_the_text_waits_for_a_decision(column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    with pytest.raises(ScheduleRefused):
        plan_dates(page, people["webmaster"], timezone.now() + timedelta(days=1), None)


def test_schedule__cancelled_by_who_answers_for_it_and_approved_anew(client, approved, people):
    client.force_login(people["reviewer"])
    client.post(dates(approved), {"step": "cancel", "CancelForm-reason": "另行通知"})
    revision = approved.get_latest_revision()
    assert revision.approved_go_live_at is None
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past())
    assert publish_later() == (0, 1, 0)
    assert not fresh(approved).live


def test_expiry__takes_what_stands_below_with_it(column):
    page = make_article(column)
    type(column).objects.filter(pk=column.pk).update(expire_at=past())
    assert publish_due() == (0, 0, 1)
    assert not fresh(page).live
    assert LogEntry.objects.filter(page_id=page.pk).latest("pk").event == "expired"
    with pytest.raises(NotApproved):
        page.live_revision.publish()


def test_expiry__of_one_page_that_fails_leaves_the_others_to_expire(column, monkeypatch):
    broken, sound = make_article(column), make_article(column)
    ArticlePage.objects.filter(pk__in=[broken.pk, sound.pk]).update(expire_at=past())

    def fail(page, *args, **kwargs):
        if page.pk == broken.pk:
            raise RuntimeError("the disk is full")
        return take_off(page, *args, **kwargs)

    monkeypatch.setattr("cms.approval.release.scheduling.take_off", fail)
    assert publish_due() == (0, 0, 1)
    assert fresh(broken).live
    assert not fresh(sound).live


def test_move__refused_to_another_department_when_approved_for_a_later_time(approved, other):
    with pytest.raises(NotApproved):
        fresh(approved).move(other.column, pos="last-child")
    assert fresh(approved).get_parent().pk != other.column.pk


def test_step__says_that_a_text_for_tomorrow_is_public_at_its_time(client, column, people):
    page = make_article(column, "明日公布", live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page = submit(page, people["webmaster"])
    decide(page, people["reviewer"])
    client.force_login(people["signer"])
    waiting = fresh(page).current_workflow_task_state
    data = {"decision": "approve", "task_state": waiting.pk, "comment": ""}
    response = client.post(reverse("approval_step", args=[page.pk]), data, follow=True)
    assert any("到时" in sentence for sentence in sentences(response))


@pytest.mark.parametrize("address", ["approval_withdraw", "approval_step"])
def test_page__leads_on_when_the_address_to_return_to_is_a_bare_word(client, column, people, address):
    page = make_article(column, live=address == "approval_withdraw")
    data = {"next": "None", "reason": "有误", "comment": ""}
    if address == "approval_step":
        page = submit(page, people["webmaster"])
        data |= {"decision": "approve", "task_state": page.current_workflow_task_state.pk}
    client.force_login(people["reviewer"])
    response = client.post(reverse(address, args=[page.pk]), data, follow=True)
    assert response.status_code == 200
    assert sentences(response)
