"""What visitors read at the address of a page that was withdrawn, where the office wants them to be told."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from cms.approval.models import Withdrawal
from cms.delivery.roots import root_map


class WithdrawnMiddleware:
    """Answers 410 in place of 404 at the address of a withdrawn page, with a page that says so.

    It asks one statement, and only where nothing was found.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            return response
        withdrawal = announced(request)
        if withdrawal is None:
            return response
        return render(request, "approval/withdrawn.html", {"withdrawal": withdrawal}, status=410)


def announced(request):
    """The announced withdrawal of the page that stood at the address, or None."""
    url_path = tree_address(request)
    return Withdrawal.objects.announced_at(url_path) if url_path else None


def tree_address(request):
    """The address in the tree of pages that the visitor asked for, '' where there is no site for it."""
    site = Site.find_for_request(request)
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    root = root_map().root_for(site.pk, language) if site else None
    if root is None:
        return ""
    parts = [part for part in request.path_info.split("/") if part]
    if parts and parts[0].lower() == language.lower() and language != settings.LANGUAGE_CODE:
        del parts[0]
    return "/".join([root.url_path.rstrip("/"), *parts, ""])
