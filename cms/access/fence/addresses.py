"""The addresses of the admin as they are mounted, read from the resolver."""

from functools import cache

from django.urls import get_resolver

from cms.access.fence.registry import rule_of


def admin_addresses(resolver=None, namespaces=(), route=""):
    """Name and view of every address below the admin's."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from admin_addresses(pattern, inner, here)
        elif here.startswith(admin_route()):
            name = pattern.name or pattern.lookup_str
            yield ":".join((*namespaces, name)), pattern.callback


@cache
def admin_route():
    """How the routes of the admin begin."""
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", ()):
            if inner.name == "wagtailadmin_home":
                return str(pattern.pattern)
    return ""


def unknown_addresses():
    """Names of the admin's addresses for which no rule stands: tenants are refused there."""
    return sorted({name for name, callback in admin_addresses() if rule_of(name, callback) is None})
