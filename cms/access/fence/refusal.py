"""One answer for what is another's, what nobody knows and what does not exist."""

from functools import wraps

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found
from wagtail.admin.auth import require_admin_access


def dressed(view):
    """The view as Wagtail dresses the addresses of its admin: for who may enter, never cached, with its own 404."""
    guarded = require_admin_access(view)

    @never_cache
    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return guarded(request, *args, **kwargs)
        except Http404:
            return page_not_found(request, "", template_name="wagtailadmin/404.html")

    return answered


@dressed
def refuse(request, *args, **kwargs):
    """The admin's page for an address that does not exist."""
    raise Http404
