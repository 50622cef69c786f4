"""A refusal that a person can read: a page of the admin that says why, and leads on."""

from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


def refused(request, sentence):
    """The page that says why something was refused."""
    context = {"page_title": _("This is not possible"), "header_icon": "warning", "sentence": sentence}
    return TemplateResponse(request, "approval/admin/refused.html", context, status=403)
