"""How a person comes to a password: by a link that works once, or by one that has to be changed."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from cms.access.audit.events import Event
from cms.access.audit.models import AuditEntry
from cms.access.signin.models import UserSession
from cms.jobs.models import Mail
from cms.organisation.models import User
from tests.access.people.conftest import edit, fresh, said
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def password_page(client, account, way=None):
    address = reverse("people_password", args=[account.pk])
    return client.post(address, {"way": way}) if way else client.get(address)


def test_new_account__gets_a_link_by_mail_when_no_password_was_entered(admin, own, send):
    admin.post(reverse("wagtailusers_users:add"), send(department=own.department.pk, roles=["webmaster"]))
    account, mail = User.objects.get(username="zhang"), Mail.objects.get()
    assert mail.to == ["zhang@example.cn"]
    assert not account.must_change_password
    address = re.search(r"https?://[^/]+(/\S+)", mail.body).group(1)
    visitor = Client()
    page = visitor.get(address, follow=True)
    new = {"new_password1": "Neues-Wort-4711", "new_password2": "Neues-Wort-4711"}
    visitor.post(page.request["PATH_INFO"], new)
    assert fresh(account).check_password("Neues-Wort-4711")
    again = Client().get(address, follow=True)
    assert not again.context.get("validlink")


def test_new_account__has_to_change_a_password_that_somebody_entered(admin, own, send):
    words = {"password1": "Strong-enough-9", "password2": "Strong-enough-9"}
    admin.post(reverse("wagtailusers_users:add"), send(department=own.department.pk, **words))
    account = User.objects.get(username="zhang")
    assert account.must_change_password
    assert not Mail.objects.exists()
    person = Client()
    person.force_login(account)
    assert person.get(reverse("wagtailusers_users:index")).status_code == 302


def test_new_account__says_beside_the_field_when_the_password_is_too_weak(admin, own, send):
    response = admin.post(
        reverse("wagtailusers_users:add"), send(department=own.department.pk, password1="123", password2="123")
    )
    assert set(response.context["form"].errors) == {"password2"}


def test_reset__mails_a_link_to_the_person_and_ends_password_and_sessions(admin, own):
    person = Client()
    person.force_login(own.writer)
    assert UserSession.objects.filter(user=own.writer).exists()
    response = password_page(admin, own.writer, "link")
    assert response.status_code == 302
    assert own.writer.username in said(response) or str(own.writer) in said(response)
    assert Mail.objects.get().to == [own.writer.email]
    assert not fresh(own.writer).check_password(PASSWORD)
    assert not UserSession.objects.filter(user=own.writer).exists()
    assert AuditEntry.objects.filter(event=Event.PASSWORD_RESET, account=own.admin.username).count() == 1


def test_reset__shows_a_temporary_password_once_that_has_to_be_changed(admin, own):
    response = password_page(admin, own.writer, "temporary")
    password = response.context["password"]
    assert password in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    account = fresh(own.writer)
    assert account.check_password(password)
    assert account.must_change_password
    assert not Mail.objects.exists()
    assert password not in password_page(admin, own.writer).content.decode()
    assert not any(password in entry.facts for entry in AuditEntry.objects.all())


@pytest.mark.parametrize(("field", "value", "way"), [("email", "", "link"), ("is_active", False, "temporary")])
def test_reset__says_beside_the_field_when_it_cannot_be(admin, own, field, value, way):
    User.objects.filter(pk=own.writer.pk).update(**{field: value})
    response = password_page(admin, own.writer, way)
    assert set(response.context["form"].errors) == {"way"}
    assert fresh(own.writer).check_password(PASSWORD)


def test_reset__refused_when_the_way_is_none(admin, own):
    assert set(password_page(admin, own.writer, "x").context["form"].errors) == {"way"}


def test_address__the_old_one_hears_when_it_is_changed(admin, own):
    edit(admin, own.writer, email="new@example.cn", roles=["webmaster"])
    (mail,) = Mail.objects.all()
    assert mail.to == [own.writer.email]
    assert mail.subject == gettext("Your mail address was changed")
