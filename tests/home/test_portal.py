"""The portal is made once, lawfully, and may be made again."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupPagePermission, Page, Site, Workflow

from cms.organisation.roles import DECIDING_ROLES, Role, RoleGroup
from home.models import PortalHomePage
from home.portal import build_portal
from tests.factories import publish

pytestmark = pytest.mark.django_db


def test_build_portal__makes_a_draft_at_the_default_site():
    home = build_portal(port=8123)

    site = Site.objects.get(is_default_site=True)
    assert (site.root_page_id, site.hostname, site.port, site.site_name) == (home.pk, "localhost", 8123, "中国广东")
    assert not home.live
    assert not Page.objects.filter(depth=2).exclude(pk=home.pk).exists()


def test_build_portal__gives_roles_and_procedure_but_nobody_the_right_to_publish():
    home = build_portal()

    roles = set(RoleGroup.objects.filter(department=None).values_list("role", flat=True))
    assert roles == set(Role) - {Role.WEBMASTER}
    assert home.get_workflow().workflow_tasks.count() == len(DECIDING_ROLES)
    assert not GroupPagePermission.objects.filter(page=home, permission__codename="publish_page").exists()


def test_build_portal__changes_nothing_but_the_address_when_run_again():
    home = publish(build_portal())
    counts = [model.objects.count() for model in (Page, Site, Collection, Workflow, RoleGroup, GroupPagePermission)]

    again = build_portal(port=8001)

    assert again.pk == home.pk
    assert again.live
    assert PortalHomePage.objects.count() == 1
    assert Site.objects.get().port == 8001
    assert counts == [
        model.objects.count() for model in (Page, Site, Collection, Workflow, RoleGroup, GroupPagePermission)
    ]


def test_create_portal__says_where_it_stands(capsys):
    call_command("create_portal", port=8123)

    assert "http://localhost:8123" in capsys.readouterr().out


def test_create_portal__refuses_a_port_that_does_not_exist():
    with pytest.raises(CommandError, match="65535"):
        call_command("create_portal", port=70000)


def test_create_portal__refuses_an_address_that_another_site_holds(jiaoyu):
    with pytest.raises(CommandError):
        call_command("create_portal", hostname="jiaoyu.localhost", port=80)

    assert not PortalHomePage.objects.exists()
