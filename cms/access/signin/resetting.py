"""A forgotten password: the link by mail, written in the background so that no answer tells whether it was written."""

import hashlib

from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django_tasks import task
from wagtail.admin.forms.auth import PasswordResetForm

from cms.access.audit.events import Event
from cms.access.audit.recording import record

# Nobody fills somebody else's mailbox.
BETWEEN_SECONDS = 10 * 60
MAIL = "wagtailadmin/account/password_reset/email.txt"
SUBJECT = "wagtailadmin/account/password_reset/email_subject.txt"


@task()
def send_link(address):
    """Write the mail to whoever has the address; once in ten minutes, and nothing where nobody has it."""
    key = f"signin:reset:{hashlib.sha256(address.lower().encode()).hexdigest()}"
    if not cache.add(key, True, BETWEEN_SECONDS):
        return
    form = PasswordResetForm({"email": address})
    if form.is_valid():
        for user in form.get_users(address):
            record(Event.PASSWORD_RESET, department=user.department_id, target=user, facts={"way": "asked for a link"})
        form.save(
            domain_override="localhost",
            subject_template_name=SUBJECT,
            email_template_name=MAIL,
            token_generator=default_token_generator,
        )
