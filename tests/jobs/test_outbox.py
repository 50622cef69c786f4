"""Mail is never lost and never sent twice, whatever the mail server and the process do."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from cms.jobs.models import Mail
from cms.jobs.outbox import DIED, MOST_ATTEMPTS, deliver, put
from cms.jobs.registry import registry

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process dies."""


class FakeServer(EmailBackend):
    """A mail server that does as it is told: `down` does not answer, `lost` goes away, `refused` takes no such mail."""

    mood = ""

    def open(self):
        if self.mood == "down":
            raise ConnectionRefusedError("connection refused")

    def send_messages(self, messages):
        if self.mood == "lost":
            raise SMTPServerDisconnected("gone")
        if self.mood == "refused" and messages[0].to == ["nobody@example.org"]:
            raise SMTPRecipientsRefused({"nobody@example.org": (550, b"no such user")})
        sent = super().send_messages(messages)
        if self.mood == "killed":
            raise Killed
        return sent


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    """Sets the mood of the mail server."""
    settings.EMAIL_BACKEND = "cms.jobs.outbox.QueuedBackend"
    settings.MAIL_TRANSPORT = f"{__name__}.FakeServer"
    monkeypatch.setattr("cms.jobs.outbox.get_connection", lambda path: FakeServer())
    return lambda mood: monkeypatch.setattr(FakeServer, "mood", mood)


def later(minutes=6):
    return timezone.now() + timedelta(minutes=minutes)


def write(to="a@example.org", subject="待办"):
    return send_mail(subject, "正文", "office@example.org", [to])


def test_send_mail__waits_in_the_database_and_goes_with_the_next_run():
    assert write() == 1
    assert mail.outbox == []
    registry.get("jobs.send_mail").function()
    assert [(sent.subject, sent.body, sent.to) for sent in mail.outbox] == [("待办", "正文", ["a@example.org"])]
    assert deliver() == 0


def test_deliver__forgets_the_words_of_what_was_sent():
    write()
    deliver()
    stored = Mail.objects.get()
    assert (stored.state, stored.body) == (Mail.State.SENT, "")


def test_deliver__keeps_all_parts_of_a_message():
    message = EmailMultiAlternatives(
        "题", "文", "o@example.org", ["a@example.org"], cc=["c@example.org"], headers={"X-Kind": "1"}
    )
    message.attach_alternative("<p>文</p>", "text/html")
    message.send()
    deliver()
    sent = mail.outbox[0]
    assert (sent.cc, sent.extra_headers, sent.alternatives[0][0]) == (["c@example.org"], {"X-Kind": "1"}, "<p>文</p>")


def test_send_mail__refused_when_it_has_an_attachment():
    message = EmailMessage("题", "文", to=["a@example.org"], attachments=[("a.txt", "x", "text/plain")])
    with pytest.raises(ValueError, match="attachments"):
        message.send()


@pytest.mark.parametrize("mood", ["down", "lost"])
def test_deliver__says_so_and_tries_again_when_the_server_does_not_answer(server, caplog, mood):
    write()
    write("b@example.org")
    server(mood)
    assert deliver() == 0
    assert "2 mails wait" in caplog.text
    assert Mail.objects.troubled().count() == 2
    server("")
    assert deliver(later()) == 2
    assert sorted(sent.to[0] for sent in mail.outbox) == ["a@example.org", "b@example.org"]
    assert not Mail.objects.troubled().exists()


def test_deliver__goes_on_with_the_others_when_one_is_refused(server, caplog):
    write("nobody@example.org")
    write()
    server("refused")
    assert deliver() == 1
    assert [sent.to for sent in mail.outbox] == [["a@example.org"]]
    assert "550" in caplog.text


def test_deliver__gives_one_up_after_some_attempts_and_keeps_it(server):
    write("nobody@example.org")
    server("refused")
    for day in range(MOST_ATTEMPTS + 3):
        deliver(later(day * 24 * 60 + 6))
    stored = Mail.objects.get()
    assert (stored.state, stored.attempts) == (Mail.State.REFUSED, MOST_ATTEMPTS)
    assert stored.body == "正文"
    assert Mail.objects.troubled().exists()


def test_deliver__sends_nothing_twice_when_the_process_died_while_sending(server, caplog):
    write()
    server("killed")
    with pytest.raises(Killed):
        deliver()
    server("")
    assert deliver() == 0
    assert deliver(timezone.now() + DIED * 2) == 0
    assert len(mail.outbox) == 1
    assert Mail.objects.get().state == Mail.State.INTERRUPTED
    assert "not sent a second time" in caplog.text


def test_put__drops_a_second_mail_of_the_same_key():
    assert put("reminders:1", "a@example.org", "题", "文")
    assert not put("reminders:1", "a@example.org", "题", "文")
    assert deliver() == 1


def test_put__lets_no_header_in_through_the_subject():
    put("k", "a@example.org", "题\nBcc: x@example.org", "文")
    deliver()
    assert mail.outbox[0].subject == "题 Bcc: x@example.org"


def test_deliver__counts_a_message_that_cannot_be_written_as_refused(caplog):
    Mail.objects.create(to=["a@example.org"], subject="题\nBcc: x", body="文", from_email="o@example.org")
    write()
    assert deliver() == 1
    assert "refused" in caplog.text


def test_prune_mail__forgets_what_was_sent_long_ago_and_keeps_the_rest():
    for number, state in enumerate([Mail.State.SENT, Mail.State.WAITING, Mail.State.REFUSED]):
        Mail.objects.create(subject=str(number), state=state, created_at=timezone.now() - timedelta(days=20))
    registry.get("jobs.prune_mail").function()
    assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.WAITING, Mail.State.REFUSED}
