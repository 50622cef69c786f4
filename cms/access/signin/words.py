"""What is said when somebody is refused. Nothing of it tells whether an account exists."""

from axes.handlers.proxy import AxesProxyHandler
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.access.signin.factors import locked_until


def refused_sign_in(request, otherwise):
    """The sentence for a wrong name or password: `otherwise`, or how to go on during a pause."""
    credentials = getattr(request, "axes_credentials", None)
    if not getattr(request, "axes_locked_out", False):
        return otherwise
    until = AxesProxyHandler.get_implementation().paused_until(request, credentials)
    return pause_words(until)


def refused_code(user):
    """The sentence for a wrong code."""
    until = locked_until(user)
    if until is None or (until - timezone.now()).total_seconds() < 5:
        return _("This code is not right. A code is valid for half a minute and once; a recovery code once.")
    return pause_words(until)


def pause_words(until):
    """Until when nothing is taken, and the ways on."""
    if until is None:
        return _("Too many wrong attempts. Please try again.")
    moment = timezone.localtime(until).strftime("%H:%M:%S")
    return _(
        "Too many wrong attempts from here. Try again after %(moment)s. A browser in which you signed in before is not "
        "kept waiting by other people’s attempts. The administrator of your department or the security administrator "
        "can unlock your account at once. What waits for your signature until a deadline, another signer or your "
        "deputy can decide meanwhile."
    ) % {"moment": moment}
