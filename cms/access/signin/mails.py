"""What the person hears by mail when something about the own sign-in changes."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.jobs.outbox import put


def tell(user, subject, sentence):
    """A mail to the account's address, where it has one."""
    if not user.email:
        return
    moment = timezone.localtime(timezone.now()).strftime("%Y-%m-%d %H:%M")
    lines = (
        sentence % {"name": user.get_username()},
        _("If this was not you, tell the security administrator at once."),
        moment,
    )
    put(f"signin:{user.pk}:{timezone.now().timestamp()}", user.email, subject, "\n".join(lines) + "\n")
