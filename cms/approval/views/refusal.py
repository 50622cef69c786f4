"""A refusal that a person can read: a page of the admin that says why, and leads on. And the way back."""

from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_valid_next_url_from_request


def refused(request, sentence):
    """The page that says why something was refused."""
    context = {"page_title": _("This is not possible"), "header_icon": "warning", "sentence": sentence}
    return TemplateResponse(request, "approval/admin/refused.html", context, status=403)


def came_from(request):
    """The address on this site that the person came from, '' where none is named: a bare word is no address."""
    url = get_valid_next_url_from_request(request)
    return url if url.startswith(("/", "http://", "https://")) else ""
