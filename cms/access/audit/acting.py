"""Who acts, and from where: the request that this thread is answering."""

from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

_request = ContextVar("audited_request", default=None)


class ActingMiddleware:
    """Remembers the request while it is answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


@contextmanager
def acting_as(user):
    """Within this the user acts, though no request is answered: work in the background that the user asked for."""
    token = _request.set(SimpleNamespace(user=user, META={}))
    try:
        yield
    finally:
        _request.reset(token)


def acting_user():
    """The account that the current request is signed in as; None outside a request and for a visitor."""
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None


def client_address(request=None):
    """The network address that the request came from, '' outside one.

    What a proxy in front says counts only where the settings name one (see cms.access.signin).
    """
    request = request or _request.get()
    return (request.META.get("REMOTE_ADDR") or "")[:45] if request is not None else ""
