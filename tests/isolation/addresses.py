"""Every address of the admin, from the resolver, with the parts that have to be filled."""

import re
from dataclasses import dataclass

from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import RegexPattern


@dataclass(frozen=True)
class Address:
    """One address: its name, its view, and the names of its parts (numbers for parts without a name)."""

    name: str
    callback: object
    parts: tuple
    route: str

    @property
    def model(self):
        """The model that the view works on, where it says so."""
        given = getattr(self.callback, "view_initkwargs", {})
        model = given.get("model") or getattr(getattr(self.callback, "view_class", None), "model", None)
        return model if isinstance(model, type) else None

    def url(self, values):
        """The address with its parts filled; None where that is no address."""
        named = {part: value for part, value in values.items() if isinstance(part, str)}
        placed = [value for part, value in sorted(values.items(), key=str) if isinstance(part, int)]
        try:
            return reverse(self.name, args=placed or None, kwargs=named or None)
        except NoReverseMatch:
            return None if self.parts else "/" + re.sub(r"[\^$]", "", self.route)


def admin_addresses(resolver=None, namespaces=(), parts=(), route=""):
    """All of them, in the order of the resolver."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        found = (*parts, *_parts(pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from admin_addresses(pattern, inner, found, here)
        elif here.startswith("admin/"):
            yield Address(":".join((*namespaces, pattern.name or pattern.lookup_str)), pattern.callback, found, here)


def _parts(pattern):
    if isinstance(pattern, RegexPattern):
        return tuple(pattern.regex.groupindex) or tuple(range(pattern.regex.groups))
    return tuple(pattern.converters)
