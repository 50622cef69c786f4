"""The seam of departments' snippets: every address that names another department's object is as if it did not exist."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.organisation.models import LiaisonOfficer
from cms.organisation.roles import Role
from home.models import Pick, PortalColumnPage
from tests.factories import make_user

pytestmark = pytest.mark.django_db

BY_OBJECT = ["edit", "delete", "usage", "history", "history_results", "reorder", "copy", "inspect"]


def form(officer, department, **facts):
    return {
        "name": officer.name,
        "office": officer.office,
        "phone": officer.phone,
        "department": department.pk,
        **facts,
    }


def readable(response):
    """What a modal shows: JSON writes Chinese in escapes."""
    return response.content.decode().encode().decode("unicode_escape", "ignore") + response.content.decode()


def unchanged(officer):
    """Whether the officer stands as before."""
    now = LiaisonOfficer.objects.filter(pk=officer.pk).values_list("name", "department", "sort_order").first()
    return now == (officer.name, officer.department_id, officer.sort_order)


def test_addresses__are_all_tried(officers):
    names = {pattern.name for pattern in officers.get_urlpatterns() if "pk" in pattern.pattern.converters}
    assert names == set(BY_OBJECT)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", BY_OBJECT)
def test_address__not_found_when_object_is_foreign(client, officers, own, foreign, name, method):
    url = reverse(officers.get_url_name(name), args=[foreign.officer.pk])
    for person in (own.webmaster, own.reviewer):
        client.force_login(person)
        response = getattr(client, method)(url, form(foreign.officer, own.department, name="夺"))
        assert response.status_code == 404
        assert foreign.officer.name not in response.content.decode()
    assert unchanged(foreign.officer)


@pytest.mark.parametrize("name", ["edit", "delete", "reorder", "copy"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_address__not_found_when_person_may_only_look(client, officers, own, foreign, name, method):
    editor = make_user("editor", None, Role.PORTAL_EDITOR)
    editor.groups.add(*own.webmaster.groups.all())
    client.force_login(editor)
    url = reverse(officers.get_url_name(name), args=[foreign.officer.pk])
    assert getattr(client, method)(url, form(foreign.officer, own.department)).status_code == 404
    assert unchanged(foreign.officer)


def test_inspection__open_when_person_may_look(client, officers, foreign):
    client.force_login(make_user("editor", None, Role.PORTAL_EDITOR))
    url = reverse(officers.get_url_name("inspect"), args=[foreign.officer.pk])
    assert foreign.officer.name in client.get(url).content.decode()


@pytest.mark.parametrize("name", ["edit", "delete", "usage", "history", "copy", "inspect"])
def test_address__open_when_object_is_ones_own(client, officers, own, name):
    client.force_login(own.webmaster)
    assert client.get(reverse(officers.get_url_name(name), args=[own.officer.pk])).status_code == 200


def test_edit__changes_ones_own(client, officers, own):
    client.force_login(own.webmaster)
    url = reverse(officers.get_url_name("edit"), args=[own.officer.pk])
    client.post(url, form(own.officer, own.department, name="新联络员"))
    assert LiaisonOfficer.objects.get(pk=own.officer.pk).name == "新联络员"


@pytest.mark.parametrize("name", ["list", "list_results"])
def test_list__shows_ones_own_only(client, officers, own, foreign, name):
    client.force_login(own.webmaster)
    html = client.get(reverse(officers.get_url_name(name))).content.decode()
    assert own.officer.name in html
    assert foreign.officer.name not in html


@pytest.mark.parametrize("name", ["choose", "choose_results"])
def test_chooser__offers_ones_own_only(client, officers, own, foreign, name):
    client.force_login(own.webmaster)
    html = readable(client.get(reverse(officers.chooser_viewset.get_url_name(name))))
    assert own.officer.name in html
    assert foreign.officer.name not in html


def test_chooser__hands_over_ones_own_only(client, officers, own, foreign):
    client.force_login(own.webmaster)
    chosen = officers.chooser_viewset.get_url_name("chosen")
    assert client.get(reverse(chosen, args=[own.officer.pk])).status_code == 200
    assert client.get(reverse(chosen, args=[foreign.officer.pk])).status_code == 404
    multiple = reverse(officers.chooser_viewset.get_url_name("chosen_multiple"))
    html = readable(client.get(multiple, {"id": [own.officer.pk, foreign.officer.pk]}))
    assert own.officer.name in html
    assert foreign.officer.name not in html


@pytest.mark.parametrize("view", ["add", "edit"])
def test_form__plants_nothing_in_another_department(client, officers, own, foreign, view):
    client.force_login(own.webmaster)
    args = [own.officer.pk] if view == "edit" else []
    response = client.post(
        reverse(officers.get_url_name(view), args=args), form(own.officer, foreign.department, name="插入")
    )
    assert response.context["form"].errors["department"]
    assert "插入" in response.content.decode()
    assert not LiaisonOfficer.objects.filter(name="插入").exists()


def test_copy__never_overwrites_the_original(client, officers, own):
    client.force_login(own.webmaster)
    url = reverse(officers.get_url_name("copy"), args=[own.officer.pk])
    assert client.post(url, form(own.officer, own.department, name="覆盖")).status_code == 405
    assert unchanged(own.officer)


def test_reorder__renumbers_ones_own_only(client, officers, own, foreign):
    second = LiaisonOfficer.objects.create(
        department=own.department, name="乙", office="办公室", phone="2", sort_order=1
    )
    client.force_login(own.webmaster)
    client.post(reverse(officers.get_url_name("reorder"), args=[second.pk]) + "?position=0")
    assert LiaisonOfficer.objects.get(pk=second.pk).sort_order == 0
    assert unchanged(foreign.officer)


def bulk_delete(query):
    return reverse("wagtail_bulk_action", args=["organisation", "liaisonofficer", "delete"]) + query


def test_bulk__refused_when_one_of_the_objects_is_anothers(client, officers, own, foreign):
    client.force_login(own.webmaster)
    together = bulk_delete(f"?id={own.officer.pk}&id={foreign.officer.pk}")
    assert client.get(together).status_code == 404
    assert client.post(together).status_code == 404
    assert LiaisonOfficer.objects.count() == 2


def test_bulk__deletes_ones_own(client, officers, own, foreign):
    client.force_login(own.webmaster)
    url = bulk_delete(f"?id={own.officer.pk}")
    assert own.officer.name in client.get(url).content.decode()
    client.post(url)
    assert list(LiaisonOfficer.objects.values_list("pk", flat=True)) == [foreign.officer.pk]


def test_bulk__takes_all_for_all_of_ones_own(client, officers, own, foreign):
    client.force_login(own.webmaster)
    client.post(bulk_delete("?id=all"))
    assert unchanged(foreign.officer)


def test_bulk__refused_when_person_may_only_look(client, officers, own):
    client.force_login(own.reviewer)
    client.post(bulk_delete(f"?id={own.officer.pk}"))
    assert unchanged(own.officer)


@pytest.fixture
def picks(own, foreign):
    """The portal's decision about a page of each department."""
    home = Page.objects.get(depth=1)
    column = home.add_child(instance=PortalColumnPage(title="部门动态", slug="dynamics", live=False))
    return [Pick.objects.create(page=tenant.public, column=column, reason="已阅") for tenant in (own, foreign)]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["edit", "delete", "usage", "history", "inspect"])
def test_pick__not_found_when_it_is_another_departments(client, picks, own, foreign, name, method):
    viewset = Pick.snippet_viewset
    client.force_login(own.webmaster)
    url = reverse(viewset.get_url_name(name), args=[picks[1].pk])
    assert getattr(client, method)(url, {"decision": "refused", "reason": "x"}).status_code == 404
    assert Pick.objects.filter(pk=picks[1].pk, reason="已阅").exists()


def test_pick__read_by_its_own_department(client, picks, own, foreign):
    client.force_login(own.webmaster)
    html = client.get(reverse(Pick.snippet_viewset.get_url_name("list"))).content.decode()
    assert own.public.title in html
    assert foreign.public.title not in html
