"""The notice before leaving for a site that is no government's (domain §6, 国办发〔2017〕47号)."""

from urllib.parse import urlsplit

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cms.delivery.roots import root_map

GOVERNMENT = "gov.cn"
MAX_LENGTH = 2000


def host_of(url):
    """The host of a web address, '' for anything that is none."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def outbound(url):
    """Where a link to the address leads: to the notice first, if the address is neither a government's nor ours."""
    host = host_of(url)
    is_own = any(root.hostname == host for root in root_map().by_site.values())
    if not host or is_own or host == GOVERNMENT or host.endswith(f".{GOVERNMENT}"):
        return url
    return f"{reverse('leaving')}?{urlencode({'to': url})}"


@require_safe
def leave(request):
    """The notice itself. It sends nobody anywhere: the reader sees the address and decides.

    Raises Http404 for what is no web address.
    """
    target = request.GET.get("to", "")
    host = host_of(target)
    if not host or len(target) > MAX_LENGTH:
        raise Http404
    return render(request, "leaving.html", {"target": target, "host": host})
