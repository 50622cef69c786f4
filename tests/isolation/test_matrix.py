"""No address of the admin shows, changes or betrays what is another department's; and the matrix would find it."""

import pytest
from django.db import connection
from django.urls import reverse

from cms.access.viewsets import ObjectGuard
from tests.isolation.matrix import Matrix
from tests.isolation.people import people

pytestmark = pytest.mark.django_db
PEOPLE = ("webmaster", "reviewer", "administrator", "portal editor", "portal editor with right", "nobody")
# A role takes minutes, and the same rules answer on both databases: on PostgreSQL the two who reach furthest.
TRIED = PEOPLE if connection.vendor == "sqlite" else ("webmaster", "portal editor with right")
FENCE = "cms.access.fence.middleware.TenantFence"


def person(world, name):
    return next(each for each in people(world) if each.name == name)


@pytest.mark.parametrize("name", TRIED)
def test_admin__shows_changes_and_betrays_nothing_of_another_department(world, name):
    outcome = Matrix(world).run([person(world, name)])
    assert not outcome.findings, "\n".join(str(finding) for finding in outcome.findings[:50])
    assert outcome.unfilled == []


def found(world, *names):
    """What the matrix finds for a webmaster at the addresses whose names begin so."""
    outcome = Matrix(world, lambda name: name.startswith(names)).run([person(world, "webmaster")])
    return outcome.summary()


REPORTS = ("wagtailadmin_reports:", "wagtailadmin_tag_autocomplete", "wagtailadmin_pages:usage")
CARDS = "wagtailsnippets_content_contactcard:"
CHOOSER = "wagtailadmin_choose_page"


def test_matrix__finds_what_the_fence_kept_when_it_is_gone(world, settings):
    assert found(world, *REPORTS)["leaks"] == 0
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != FENCE]
    assert found(world, *REPORTS)["leaks"] > 0


def test_matrix__finds_what_the_seam_kept_when_it_is_gone(world, monkeypatch):
    assert found(world, CARDS)["leaks"] == 0
    monkeypatch.delattr(ObjectGuard, "setup")
    summary = found(world, CARDS)
    assert summary["leaks"] > 0
    assert summary["changes"] > 0


def test_matrix__finds_what_the_chooser_rule_kept_when_it_is_gone(world, monkeypatch):
    assert found(world, CHOOSER)["leaks"] == 0
    monkeypatch.setattr("cms.access.wagtail_hooks.choosable", lambda pages, user: pages)
    assert found(world, CHOOSER)["leaks"] > 0


def test_grantee__sees_the_card_that_was_granted_and_no_other(world, client):
    listed = reverse(world.own.card.snippet_viewset.get_url_name("list"))
    client.force_login(world.granted)
    text = client.get(listed).content.decode()
    assert "共用窗口" in text
    assert world.foreign.card.name not in text
    client.force_login(world.editor)
    assert "共用窗口" not in client.get(listed, follow=True).content.decode()
