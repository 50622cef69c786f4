"""Where a request comes from. What proxies say counts only from the end, and only as many as the settings name."""

from ipaddress import ip_address

from django.conf import settings


class ClientAddressMiddleware:
    """Puts the client's address into REMOTE_ADDR, for the audit, the logs and the lockout alike.

    Every proxy of one's own appends the address that it was asked from to X-Forwarded-For; whatever stands before
    these entries was written by the client. With TRUSTED_PROXY_COUNT 0 the header is not read at all.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.META["REMOTE_ADDR"] = forwarded_for(request) or request.META.get("REMOTE_ADDR", "")
        return self.get_response(request)


def forwarded_for(request):
    """The address that the outermost of one's own proxies was asked from, '' where none says so."""
    count = settings.TRUSTED_PROXY_COUNT
    entries = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if entry.strip()]
    return valid_address(entries[-count]) if 0 < count <= len(entries) else ""


def client_address(request):
    """The address of the client, None where the server knows none (a socket of the machine itself)."""
    return valid_address(request.META.get("REMOTE_ADDR", "")) or None


def valid_address(text):
    """The address in its usual writing, '' for what is none."""
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
