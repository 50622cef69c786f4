"""What a public page offers to the people who answer for it."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from cms.approval.log.reading import may_read_history
from cms.approval.release.withdrawal import user_can_withdraw


def staff(request):
    """`staff_links`: taking the page off and who approved it, for who may; one tap away, and without a script.

    Visitors have no session; for them nothing is read, and the page is the same for all of them.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {"staff_links": ()}
    return {"staff_links": SimpleLazyObject(lambda: _links(request))}


def _links(request):
    trail, user = getattr(request, "trail", None), getattr(request, "user", None)
    if not trail or user is None or not user.is_authenticated:
        return []
    page, links = trail[-1], []
    if user_can_withdraw(user, page):
        url = f"{reverse('approval_withdraw', args=[page.pk])}?{urlencode({'next': request.path})}"
        links.append({"title": _("Withdraw this page"), "url": url})
    if may_read_history(user, page):
        links.append({"title": _("Who approved what"), "url": reverse("approval_page_log", args=[page.pk])})
    return links
