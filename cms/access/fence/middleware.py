"""Asks the fence before every view of the admin."""

from functools import cache
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.core.handlers.exception import response_for_exception
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.access.fence.reading import forget_reader, remember_reader
from cms.access.fence.refusal import refuse
from cms.access.fence.registry import rule_of
from cms.access.fence.rules import Visit
from cms.access.tenancy import is_tenant

# What a web server takes at most; a longer text in a filter is more than a database compares with.
LONGEST_QUERY = 8190


@cache
def admin_prefix():
    """Where the addresses of the admin begin."""
    return reverse("wagtailadmin_home")


def drop_broken_next(request):
    """Leave out where somebody asks to be led afterwards if it is no address: one has a slash, a bare word has none.

    Wagtail's views take a bare word for the name of an address and end in an error.
    """
    for name in ("GET", "POST"):
        sent = getattr(request, name)
        if any("/" not in place for place in sent.getlist("next")):
            kept = sent.copy()
            places = [place for place in kept.pop("next") if "/" in place]
            if places:
                kept.setlist("next", places)
            setattr(request, name, kept)


class TenantFence:
    """For a department's people an address of the admin exists where a rule admits them; for others it is as it was."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = remember_reader(request)
        try:
            return self.get_response(request)
        finally:
            forget_reader(token)

    def process_view(self, request, callback, args, kwargs):
        """The refusal, the narrowed view's answer, or None to go on."""
        match = request.resolver_match
        if not request.path_info.startswith(admin_prefix()):
            return None
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return HttpResponse(_("The address is too long."), status=HTTPStatus.REQUEST_URI_TOO_LONG)
        drop_broken_next(request)
        if not request.user.is_authenticated:
            return None
        if not is_tenant(request.user):
            return None
        rule = rule_of(match.view_name, callback)
        if rule is None or not rule.admits(Visit(request, callback, args, kwargs)):
            return refuse(request)
        view = rule.view(callback)
        return None if view is callback else view(request, *args, **kwargs)

    def process_exception(self, request, exception):
        """A number or a day that nobody reckons with is a bad request, whichever view came upon it."""
        if isinstance(exception, OverflowError) and request.path_info.startswith(admin_prefix()):
            return response_for_exception(request, BadRequest(str(exception)))
        return None
