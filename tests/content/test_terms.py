"""Subjects and life events are kept by the supervising office."""

import pytest
from django.urls import reverse

from cms.content.models import LifeEvent, Topic
from cms.organisation.roles import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_add_topic__saved_when_the_supervising_office_adds_it(client):
    client.force_login(make_user("office", None, Role.SUPERVISOR))
    client.post(reverse("topics:add"), {"code": "jiaotong", "name": "交通旅游", "english_name": "Transport"})
    client.post(reverse("life_events:add"), {"name": "出生", "english_name": "Birth", "order": "1"})
    assert Topic.objects.get().name == "交通旅游"
    assert LifeEvent.objects.get().name == "出生"


@pytest.mark.parametrize("name", ["topics", "life_events"])
def test_terms__refused_when_a_webmaster_comes(client, site, name):
    client.force_login(make_user("webmaster", site.department, Role.WEBMASTER))
    for address in (reverse(f"{name}:index"), reverse(f"{name}:add")):
        response = client.post(address, {"code": "x", "name": "x", "order": "0"})
        assert response.status_code in (302, 403, 404, 405)
    assert not Topic.objects.exists()
    assert not LifeEvent.objects.exists()
