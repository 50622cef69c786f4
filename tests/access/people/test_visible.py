"""Whoever keeps accounts of a department without belonging to it is seen there: one record, the audit's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from cms.access.audit.digests import write_digests
from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.people.desk import PeoplePanel
from cms.jobs.models import Mail
from cms.organisation.models import User
from cms.organisation.roles import Role
from cms.workbench.registry import desk_of
from tests.access.people.conftest import bulk, edit
from tests.access.people.test_importing import confirm, row
from tests.access.people.test_leaving import leaving

pytestmark = pytest.mark.django_db


def acts(department):
    return AuditEntry.objects.filter(event=Event.ACTED_ELSEWHERE, department_id=department.pk)


def do_add(client, own, send):
    client.post(reverse("wagtailusers_users:add"), send(department=own.department.pk))


def do_edit(client, own, send):
    edit(client, own.writer, last_name="王", roles=["webmaster"])


def do_password(client, own, send):
    client.post(reverse("people_password", args=[own.writer.pk]), {"way": "link"})


def do_close(client, own, send):
    leaving(client, own.writer)


def do_delete(client, own, send):
    client.post(reverse("wagtailusers_users:delete", args=[own.writer.pk]))


def do_bulk_role(client, own, send):
    bulk(client, "assign_role", [own.writer], role="signer")


def do_bulk_close(client, own, send):
    bulk(client, "set_active_state", [own.writer], mark_as_active="False")


def do_bulk_delete(client, own, send):
    bulk(client, "delete", [own.writer])


def do_import(client, own, send):
    confirm(client, row())


EVERY = [do_add, do_edit, do_password, do_close, do_delete, do_bulk_role, do_bulk_close, do_bulk_delete, do_import]


@pytest.mark.parametrize("act", EVERY)
def test_act__recorded_once_and_on_the_departments_desk_when_it_is_the_offices(client, own, foreign, office, send, act):
    client.force_login(office)
    act(client, own, send)
    (entry,) = acts(own.department)
    assert entry.account == "ducha"
    assert not acts(foreign.department).exists()
    heading = gettext("What others did in your department")
    client.force_login(own.admin)
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert heading in text
    assert dict(entry.fact_list)["what"] in text
    assert entry.target_label in client.get(reverse("audit")).content.decode()
    client.force_login(foreign.admin)
    assert (
        gettext("What others did in your department") not in client.get(reverse("wagtailadmin_home")).content.decode()
    )


@pytest.mark.parametrize("act", EVERY)
def test_act__no_news_when_it_is_the_own_administrators(admin, own, send, act):
    act(admin, own, send)
    assert not acts(own.department).exists()


def test_act__recorded_when_it_is_the_security_administrators(client, own, security):
    client.force_login(security)
    do_password(client, own, None)
    assert acts(own.department).get().account == "anquan"


def test_refused_act__leaves_no_news(client, own, office):
    client.force_login(office)
    edit(client, own.writer, roles=["nonsense"])
    leaving(client, own.writer, reason="")
    assert not acts(own.department).exists()


def test_digest__tells_the_departments_administrators_once_a_day(client, own, foreign, office):
    client.force_login(office)
    do_bulk_close(client, own, None)
    tomorrow = timezone.now() + timedelta(days=1)
    Mail.objects.all().delete()
    assert write_digests(tomorrow) == 1
    assert write_digests(tomorrow) == 0
    (mail,) = Mail.objects.all()
    assert mail.to == [own.admin.email]
    assert str(office) in mail.body
    assert str(own.writer) in mail.body


def rows_on_desk(rf, user):
    """What the panel of people and roles lays on the user's desk."""
    request = rf.get("/")
    request.user = user
    return [row for panel in desk_of(request) if isinstance(panel, PeoplePanel) for row in panel.rows]


def test_desk__names_roles_that_nobody_holds_and_accounts_that_nobody_uses(rf, own, foreign):
    User.objects.filter(pk__in=[own.reader.pk, foreign.reader.pk]).update(date_joined="2020-01-01T00:00:00Z")
    rows = [" ".join([row.title, *row.facts]) for row in rows_on_desk(rf, own.admin)]
    missing = gettext("Nobody holds the role “%(role)s”")
    assert any(missing % {"role": Role.SIGNER.label} in each for each in rows)
    assert not any(missing % {"role": Role.WEBMASTER.label} in each for each in rows)
    assert any("jiaoyu-reader" in each for each in rows)
    assert not any("caizheng" in each for each in rows)


def test_desk__empty_for_who_keeps_no_accounts(rf, own):
    assert rows_on_desk(rf, own.writer) == []
