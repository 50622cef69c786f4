"""What the periodic jobs did last, so that a restart neither repeats nor forgets one; and the mail on its way."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.jobs.registry import registry


class PeriodicRun(models.Model):
    """The last run of one periodic job."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    due_at = models.DateTimeField(_("queued at"))
    task_id = models.UUIDField(_("task"), null=True, editable=False)
    succeeded_at = models.DateTimeField(_("last succeeded at"), null=True)
    failed_at = models.DateTimeField(_("last failed at"), null=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")

    def __str__(self):
        return self.name

    @property
    def label(self):
        """What the job does, in words; the name of one that was taken out of the product."""
        job = registry.get(self.name)
        return job.label if job else self.name


class MailQuerySet(models.QuerySet):
    """Mails by what became of them."""

    def waiting(self):
        """Those that are still to be sent."""
        return self.filter(state=Mail.State.WAITING)

    def troubled(self):
        """Those that could not be sent so far, or were given up."""
        return self.filter(state__in=[Mail.State.WAITING, Mail.State.REFUSED]).exclude(error="")


class Mail(models.Model):
    """One mail on its way. Its words are forgotten once it was sent."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused")
        INTERRUPTED = "interrupted", _("Interrupted")

    key = models.CharField(_("key"), max_length=120, unique=True, null=True, editable=False)  # noqa: DJ001
    to = models.JSONField(_("to"), default=list)
    cc = models.JSONField(_("copy"), default=list)
    bcc = models.JSONField(_("blind copy"), default=list)
    reply_to = models.JSONField(_("reply to"), default=list)
    from_email = models.CharField(_("from"), max_length=320)
    headers = models.JSONField(_("headers"), default=dict)
    subject = models.CharField(_("subject"), max_length=998)
    body = models.TextField(_("text"), blank=True)
    html = models.TextField(_("text as HTML"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("written at"), default=timezone.now)
    try_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    tried_at = models.DateTimeField(_("last attempt"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [models.Index(fields=["state", "try_at"], name="mail_by_state")]

    def __str__(self):
        return self.subject
