"""Reminders by mail: one rather than many, in the receiver's language, never twice, lost with no mail server."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.approval.models import Reminder, ReminderChoice
from cms.approval.reminders import mails
from cms.approval.reminders.collecting import collect
from cms.approval.reminders.mails import write_mails
from cms.jobs.models import Mail
from cms.jobs.outbox import deliver
from cms.jobs.registry import registry
from tests.approval.helpers import decide
from tests.approval.reminders.conftest import waiting

CHOICES = ReminderChoice.Mail


def remind():
    """What the periodic job does."""
    registry.get("approval.remind").function()


def letters(user):
    """What was written to the user, in order."""
    return list(Mail.objects.filter(to=[user.email]).order_by("pk"))


def choose(user, choice):
    ReminderChoice.objects.update_or_create(user=user, defaults={"mail": choice})


def test_mail__names_the_text_its_deadline_and_its_address(office, turn_to, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://admin.example.org/"
    page = waiting(office, "关于开学的通知")
    turn_to(26)
    remind()
    letter = letters(office.reviewer)[0]
    assert "关于开学的通知" in letter.subject
    assert "今天到期" in letter.body
    assert f"https://admin.example.org{reverse('approval_step', args=[page.pk])}" in letter.body
    assert f"https://admin.example.org{reverse('wagtailadmin_account')}" in letter.body
    assert office.department.short_name in letter.body
    assert letter.html == ""


def test_mail__is_in_the_language_of_its_receiver(office, turn_to):
    UserProfile.objects.create(user=office.reviewer, preferred_language="en")
    waiting(office)
    turn_to(26)
    remind()
    assert "Due today" in letters(office.reviewer)[0].body
    assert "今天到期" in letters(office.colleague)[0].body


def test_mail__writes_marks_as_they_are(office, turn_to):
    waiting(office, "A & B <通知>")
    turn_to(26)
    remind()
    assert "A & B <通知>" in letters(office.reviewer)[0].body


def test_digest__is_one_mail_for_all_that_is_due(office, turn_to):
    for number in range(12):
        waiting(office, f"第{number}篇")
    turn_to(26)
    remind()
    letter = letters(office.reviewer)
    assert len(letter) == 1
    assert all(f"第{number}篇" in letter[0].body for number in range(12))
    assert "12" in letter[0].subject


def test_digest__names_the_nearest_and_counts_the_rest_when_there_are_very_many(office, turn_to, monkeypatch):
    monkeypatch.setattr(mails, "MOST_LISTED", 2)
    for number in range(5):
        waiting(office, f"第{number}篇")
    turn_to(26)
    remind()
    body = letters(office.reviewer)[0].body
    assert sum(f"第{number}篇" in body for number in range(5)) == 2
    assert "3" in body.partition(reverse("wagtailadmin_home") + "\n")[0].splitlines()[-1]


def test_digest__comes_once_a_day(office, turn_to):
    waiting(office)
    turn_to(26)
    remind()
    waiting(office, "又一篇")
    turn_to(26, 16)
    remind()
    assert len(letters(office.reviewer)) == 1
    turn_to(27)
    remind()
    assert "又一篇" in letters(office.reviewer)[1].body


def test_digest__does_not_hold_back_what_is_urgent(office, turn_to):
    waiting(office)
    turn_to(26)
    remind()
    turn_to(26, 11)
    waiting(office, "急件", due=30, urgent=True)
    turn_to(26, 12)
    remind()
    assert "急件" in letters(office.reviewer)[1].subject


def test_each__sends_a_mail_for_each_reminder(office, turn_to):
    choose(office.reviewer, CHOICES.EACH)
    for number in range(2):
        waiting(office, f"第{number}篇")
    turn_to(26)
    remind()
    assert len(letters(office.reviewer)) == 2


def test_each__sends_one_mail_all_the_same_when_there_are_many(office, turn_to):
    choose(office.reviewer, CHOICES.EACH)
    for number in range(5):
        waiting(office, f"第{number}篇")
    turn_to(26)
    remind()
    assert len(letters(office.reviewer)) == 1


def test_none__sends_no_mail_and_still_reminds_in_the_admin(client, office, turn_to):
    choose(office.reviewer, CHOICES.NONE)
    waiting(office)
    turn_to(26)
    remind()
    assert letters(office.reviewer) == []
    client.force_login(office.reviewer)
    assert "开学通知" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_no_address__reminds_in_the_admin_only(office, turn_to):
    office.reviewer.email = ""
    office.reviewer.save()
    waiting(office)
    turn_to(26)
    remind()
    assert not Mail.objects.filter(to=[""]).exists()
    assert Reminder.objects.filter(user=office.reviewer, mailed_at=None).exists()


def test_remind__writes_nothing_twice_when_it_is_started_again(office, turn_to):
    waiting(office)
    turn_to(26)
    remind()
    remind()
    assert len(letters(office.reviewer)) == 1


def test_remind__writes_once_when_the_process_died_in_between(office, turn_to, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    waiting(office)
    turn_to(26)
    with monkeypatch.context() as patch:
        patch.setattr(mails, "put", die)
        with pytest.raises(Killed):
            remind()
    assert not Reminder.objects.exclude(mailed_at=None).exists()
    remind()
    remind()
    assert len(letters(office.reviewer)) == 1


def test_decided_meanwhile__is_not_mailed(office, turn_to):
    page = waiting(office)
    turn_to(26)
    collect()
    decide(page, office.reviewer)
    assert write_mails() == 0


def test_mail_server_down__loses_nothing_and_sends_once_it_answers(client, office, supervisor, turn_to, settings):
    settings.MAIL_TRANSPORT = "tests.approval.reminders.silent.SilentServer"
    waiting(office)
    turn_to(26)
    remind()
    assert deliver() == 0
    client.force_login(supervisor)
    assert "ConnectionRefusedError" in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(office.webmaster)
    assert "ConnectionRefusedError" not in client.get(reverse("wagtailadmin_home")).content.decode()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    turn_to(26, 11)
    assert deliver() == 2
    assert {sent.to[0] for sent in mail.outbox} == {office.reviewer.email, office.colleague.email}


def test_escalation__names_the_department_to_the_head(office, turn_to):
    waiting(office, due=24)
    turn_to(26)
    remind()
    assert office.department.short_name in letters(office.head)[0].body


def test_group_without_members__mailed_to_the_supervising_office(office, supervisor):
    waiting(office)
    office.reviewer.groups.clear()
    office.colleague.groups.clear()
    remind()
    assert "开学通知" in letters(supervisor)[0].subject


def test_submission__mails_nobody_by_itself(office):
    waiting(office)
    assert mail.outbox == []
    assert not Mail.objects.exists()


def test_remind__takes_a_fixed_number_of_statements_a_receiver(office, turn_to):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            remind()
        return len(queries)

    waiting(office)
    turn_to(26)
    few = statements()
    turn_to(23)
    for number in range(8):
        waiting(office, f"第{number}篇")
    Reminder.objects.all().delete()
    Mail.objects.all().delete()
    turn_to(26)
    assert statements() == few


def account_form(**choices):
    return {
        "name_email-first_name": "三",
        "name_email-last_name": "张",
        "name_email-email": "z@example.org",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "locale-preferred_language": "",
        "locale-current_time_zone": "",
        **choices,
    }


def test_account__keeps_the_choice_of_each_person(client, office):
    client.force_login(office.reviewer)
    address = reverse("wagtailadmin_account")
    assert "reminders-mail" in client.get(address).content.decode()
    response = client.post(address, account_form(**{"reminders-mail": "each"}))
    assert response.status_code == 302
    choice = ReminderChoice.objects.get()
    assert (choice.user, choice.mail, choice.half_time) == (office.reviewer, CHOICES.EACH, False)


def test_account__says_beside_the_field_that_a_choice_is_none(client, office):
    client.force_login(office.reviewer)
    response = client.post(reverse("wagtailadmin_account"), account_form(**{"reminders-mail": "daily"}))
    assert response.status_code == 200
    assert not ReminderChoice.objects.exists()


def test_start_page__shows_each_text_once_with_its_deadline_in_words(client, office, other, turn_to):
    page = waiting(office)
    waiting(other, "别处的通知")
    turn_to(25)
    collect()
    turn_to(26)
    collect()
    client.force_login(office.reviewer)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    panel = html.partition('id="approval-reminders')[2].partition("</ul>")[0]
    assert panel.count(f'desk-rows__title" href="{reverse("approval_step", args=[page.pk])}"') == 1
    assert "今天到期" in panel
    assert "别处的通知" not in html


def test_start_page__says_to_the_supervising_office_that_nobody_can_take_a_step(client, office, supervisor):
    waiting(office)
    office.reviewer.groups.clear()
    office.colleague.groups.clear()
    remind()
    client.force_login(supervisor)
    assert str(Reminder.Stage.NOBODY.label) in client.get(reverse("wagtailadmin_home")).content.decode()


def test_start_page__takes_the_same_statements_at_any_number_of_reminders(client, office, turn_to):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("wagtailadmin_home"))
        return sum("approval_reminder" in query["sql"] for query in queries)

    waiting(office)
    turn_to(26)
    collect()
    client.force_login(office.reviewer)
    few = statements()
    for number in range(5):
        waiting(office, f"第{number}篇")
    collect()
    assert statements() == few
