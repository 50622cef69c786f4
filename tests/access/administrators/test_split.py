"""Three administrators share the work, and none can do another's."""

import pytest
from django.urls import reverse

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.organisation.roles import Role
from home.portal import build_portal
from tests.factories import make_user

pytestmark = pytest.mark.django_db

SYSTEM = ("wagtailsites:index", "wagtaillocales:index", "system_jobs")
AUDIT = ("audit",)
CONTENT = ("wagtailimages:index", "wagtaildocs:index", "department_sites", "portal_desks")
ALLOWED = {
    Role.SYSTEM_ADMINISTRATOR: SYSTEM,
    Role.SECURITY_ADMINISTRATOR: (),
    Role.AUDITOR: AUDIT,
}


@pytest.fixture(autouse=True)
def portal():
    return build_portal()


def opens(client, name):
    response = client.get(reverse(name), follow=True)
    return response.status_code == 200 and response.request["PATH_INFO"] == reverse(name)


@pytest.mark.parametrize("role", list(ALLOWED))
@pytest.mark.parametrize("name", [*SYSTEM, *AUDIT, *CONTENT])
def test_administrator__opens_the_own_pages_and_no_others(client, role, name):
    client.force_login(make_user("somebody", None, role))
    assert opens(client, name) == (name in ALLOWED[role])


def test_system_administrator__is_recorded_when_a_host_name_changes(client, portal):
    client.force_login(make_user("xitong", None, Role.SYSTEM_ADMINISTRATOR))
    site = portal.get_site()
    form = {
        "hostname": "www.example.cn",
        "port": 443,
        "site_name": "x",
        "root_page": portal.pk,
        "is_default_site": "on",
    }
    client.post(reverse("wagtailsites:edit", args=[site.pk]), form)
    entry = AuditEntry.objects.filter(event=Event.RECORD_CHANGED, account="xitong").get()
    assert "www.example.cn" in entry.facts
