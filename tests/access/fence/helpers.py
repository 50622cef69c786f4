"""What the tests of the fence share: reading answers, and files of two departments."""

import re

from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from cms.access.grants import grant_on_collection, make_collection
from cms.content.models import Attachment, Picture


def readable(response):
    """The text of an answer, escapes of JSON undone as well."""
    text = b"".join(response).decode() if response.streaming else response.content.decode()
    return text + re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def address(name, *args, **kwargs):
    return reverse(name, args=args, kwargs=kwargs)


def bare(response):
    """Status and body, without the token that every page has of its own."""
    body = re.sub(
        rb'(csrf[A-Za-z_]*"?[:=]\s*"|name="csrfmiddlewaretoken" value=")[^"]+', rb"\1", response.content, flags=re.I
    )
    return response.status_code, body


def give_files(tenant):
    """A collection for the department with one picture and one file, each with a tag of its own."""
    slug = tenant.department.slug
    tenant.collection = make_collection(slug)
    grant_on_collection(tenant.webmaster.groups.get(), tenant.collection)
    facts = {"collection": tenant.collection, "uploaded_by_user": tenant.webmaster}
    tenant.picture = Picture.objects.create(title=f"{slug}的图", file=get_test_image_file(), **facts)
    tenant.attachment = Attachment.objects.create(
        title=f"{slug}的附件", file=get_test_image_file(filename=f"{slug}.png"), **facts
    )
    for file in (tenant.picture, tenant.attachment):
        file.tags.add(f"标签-{slug}")
    return tenant
