"""Files and pictures answer to visitors with a public page that shows them, and to their own office before."""

import pytest
from wagtail.models import PageViewRestriction

from cms.access.grants import grant_on_collection, make_collection
from cms.approval.release.withdrawal import withdraw
from cms.organisation.roles import Role
from tests.approval.test_shelf import article_with
from tests.content.files import make_attachment, make_picture
from tests.factories import make_user, role_group

pytestmark = pytest.mark.django_db


def kept_by(site):
    """A collection of the site's department."""
    collection = make_collection(site.department.short_name)
    grant_on_collection(role_group(Role.WEBMASTER, site.department), collection)
    return collection


def status(client, address, user=None):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(address).status_code


def test_picture__answers_to_visitors_when_a_public_page_shows_it(column, client, people):
    picture = make_picture()
    address = picture.get_rendition("width-4").url
    assert status(client, address) == 404
    page = article_with(column, inside=picture)
    assert status(client, address) == 200
    withdraw(page, people["reviewer"], "错误")
    assert status(client, address) == 404


def test_picture__is_refused_when_its_page_is_private(column, client):
    picture = make_picture()
    page = article_with(column, inside=picture)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert status(client, picture.get_rendition("width-4").url) == 404


def test_original__answers_to_the_office_alone_when_a_public_page_shows_it(column, client, site, other):
    picture = make_picture(collection=kept_by(site))
    article_with(column, inside=picture)
    assert status(client, picture.file.url) == 404
    assert status(client, picture.file.url, make_user("w9", other.department, Role.WEBMASTER)) == 404
    assert status(client, picture.file.url, make_user("w8", site.department, Role.WEBMASTER)) == 200


def test_draft_files__answer_to_their_own_department_when_nothing_public_shows_them(client, site, other, people):
    own = kept_by(site)
    picture, file = make_picture(collection=own), make_attachment("a.pdf", collection=own)
    for address in (picture.get_rendition("width-4").url, picture.file.url, file.url):
        for role in ("webmaster", "reviewer", "signer", "superuser"):
            assert status(client, address, people[role]) == 200
        assert status(client, address, make_user(None, None, Role.SUPERVISOR)) == 200
        for stranger in (other.webmaster, other.reviewer, other.signer, make_user(), None):
            assert status(client, address, stranger) == 404


def test_media__answers_to_nobody_when_the_file_is_not_on_record(client, people):
    for address in ("/media/images/none.png", "/media/original_images/none.png", "/media/documents/none.pdf"):
        assert status(client, address, people["superuser"]) == 404
