"""Whose eyes a page's title in the admin is for: another department's new title is not public before its text is."""

from contextvars import ContextVar

from django.utils.translation import gettext as _

from cms.access.fence.standing import is_own
from cms.access.tenancy import is_tenant

_request = ContextVar("request of the reader", default=None)


def remember_reader(request):
    """From now on titles are for who sends this request; returns what `forget_reader` wants."""
    return _request.set(request)


def forget_reader(token):
    """The request is answered."""
    _request.reset(token)


def title_for_reader(page):
    """The title of a page as the one who asks may read it: of one's own the draft's, of another's the public one."""
    request = _request.get()
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not is_tenant(user) or not page.path or is_own(user, page.path):
        return page.draft_title or page.title
    return page.title if page.live else _("(a page that is not public)")
