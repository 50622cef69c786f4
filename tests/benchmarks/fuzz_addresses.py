"""Every address of the product from the resolver, and values for its parts."""

import re
from urllib.parse import quote

from django.urls import get_resolver
from django.urls.resolvers import RegexPattern
from django.utils.regex_helper import normalize
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.access.fence.standing import own_pages
from cms.content.models import Attachment, ContactCard, Picture
from cms.organisation.models import User
from home.models import Pick

PART = re.compile(r"%\((\w+)\)s")
PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk", "column_id")
LABELS = {
    "app_label": "content",
    "model_name": "articlepage",
    "app_name": "content",
    "content_type_app_name": "content",
}
GUESSES = ("1", "2", "3")
MOST = 40


def routes(resolver=None, before=""):
    """Each address as a text with `%(part)s` for what varies."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + _words(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, here)
        else:
            yield here


def _words(pattern):
    if isinstance(pattern, RegexPattern):
        return normalize(str(pattern))[0][0]
    return re.sub(r"<(?:\w+:)?(\w+)>", r"%(\1)s", str(pattern))


def pools(user):
    """For the parts that hold numbers, numbers of objects of the user's own department and of others."""
    pages = own_pages(user)
    own = {
        "pages": [*pages.order_by("-pk")[:MOST], *Page.objects.order_by("pk")[:10]],
        "image_id": Picture.objects.order_by("pk")[:MOST],
        "document_id": Attachment.objects.order_by("pk")[:MOST],
        "revision_id": Revision.objects.order_by("-pk")[:MOST],
        "task_state_id": TaskState.objects.order_by("-pk")[:MOST],
        "workflow_state_id": WorkflowState.objects.order_by("-pk")[:MOST],
        "contactcard": ContactCard.objects.filter(department=user.department)[:10],
        "users": User.objects.order_by("pk")[:10],
        "pick": Pick.objects.order_by("pk")[:10],
    }
    numbers = {name: [str(each.pk) for each in found] for name, found in own.items()}
    return (
        numbers
        | {"doc_id": numbers["document_id"], "revision_id_a": numbers["revision_id"]}
        | dict.fromkeys(PAGES, numbers["pages"])
    )


def fill(route, values, rng, hostile=None):
    """The address with its parts filled in; with `hostile`, now and then by what that gives."""

    def value(found):
        name = found[1]
        if hostile and rng.random() < 0.3:
            return quote(hostile(rng).encode("utf-8", "replace")[:200], safe="/" if rng.random() < 0.2 else "")
        if name in LABELS:
            return LABELS[name]
        near = [numbers for key, numbers in values.items() if key == name or (name == "pk" and key in route)]
        if name == "pk" and "pages/" in route:
            near.append(values["pages"])
        if name == "revision_id_b":
            return rng.choice(("live", "latest", "earliest", *values["revision_id"]))
        return rng.choice((near[0] if near else None) or GUESSES)

    return "/" + PART.sub(value, route).lstrip("/")
