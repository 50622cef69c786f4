"""Corrections in the admin: each department its own, the supervising office all."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.approval.corrections.clock import give_notice, set_aside
from cms.approval.models import Correction
from cms.content.models import ArticlePage
from cms.organisation.models import Department
from tests.approval.helpers import sentences
from tests.factories import make_article, make_department, make_user


@pytest.fixture
def both(office, other):
    """A correction of each of two departments."""
    return [give_notice(each.page, each.webmaster, f"{each.page.title}已改") for each in (office, other)]


def shown(client, person, name, *args, **query):
    client.force_login(person)
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return b"".join(response).decode()


def statements():
    return CaptureQueriesContext(connection)


LISTS = ["approval_corrections", "approval_corrections_results", "approval_correction_figures", "wagtailadmin_home"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", ["webmaster", "reviewer", "signer"])
def test_lists__show_the_own_department_and_nothing_of_the_other(client, office, other, both, name, role):
    html = shown(client, getattr(office, role), name)
    mine = office.department.short_name if name.endswith("figures") else office.page.title
    assert mine in html
    assert other.page.title not in html
    assert other.department.short_name not in html


@pytest.mark.parametrize("name", LISTS)
def test_lists__show_every_department_to_the_supervising_office(client, office, other, both, supervisor, name):
    html = shown(client, supervisor, name)
    assert office.department.short_name in html
    assert other.department.short_name in html


@pytest.mark.parametrize("name", ["approval_corrections", "approval_correction_figures"])
def test_lists__empty_when_the_person_holds_no_role(client, office, both, name):
    stranger = make_user("stranger")
    stranger.groups.add(*make_user("someone", make_department("keji"), "webmaster").groups.all())
    assert office.department.short_name not in shown(client, stranger, name)


def test_list__gives_the_deadline_in_words(client, office, both):
    assert "还剩 2 个工作日" in shown(client, office.webmaster, "approval_corrections")


def test_list__filtered_by_outcome(client, office, both, turn_to):
    set_aside(both[0], office.signer, "无须更正")
    assert office.page.title in shown(client, office.webmaster, "approval_corrections", outcome="set_aside")
    assert office.page.title not in shown(client, office.webmaster, "approval_corrections", outcome="open")


def test_list__filters_by_no_department_that_is_not_the_own(client, office, other, both):
    html = shown(client, office.webmaster, "approval_corrections", department=str(other.department.pk))
    assert other.page.title not in html
    assert f'value="{other.department.pk}"' not in html


def test_list__takes_the_same_statements_at_any_number(client, supervisor, office, both):
    client.force_login(supervisor)
    address = reverse("approval_corrections")
    client.get(address)
    with statements() as few:
        client.get(address)
    Correction.objects.bulk_create(
        Correction(
            title=f"第{number}条",
            department=department,
            cause="notice",
            changed_on=both[0].changed_on,
            opened_at=both[0].opened_at,
            limit=2,
            due_at=both[0].due_at,
        )
        for number, department in enumerate([*Department.objects.all()] * 30)
    )
    with statements() as many:
        client.get(address)
    assert len(many) == len(few)


def table(client, person, name, **query):
    text = shown(client, person, name, **query)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_csv__holds_the_own_department_alone(client, office, other, both):
    rows = table(client, office.webmaster, "approval_corrections", export="csv")
    assert [row[:2] for row in rows[1:]] == [[office.page.title, office.department.short_name]]
    assert "2026-11-25 23:59" in rows[1]


def test_csv__runs_no_formula(client, office):
    give_notice(ArticlePage.objects.get(pk=office.page.pk), office.webmaster, "=HYPERLINK(1)")
    row = table(client, office.webmaster, "approval_corrections", export="csv")[1]
    assert "'=HYPERLINK(1)" in row


def test_figures__count_kept_and_missed_a_row_a_department(client, office, other, both, supervisor, turn_to):
    Correction.objects.filter(pk=both[0].pk).update(closing="published", closed_at=both[0].due_at)
    turn_to(27)
    rows = table(client, supervisor, "approval_correction_figures", format="csv")
    assert rows[1:] == [
        [office.department.short_name, "1", "1", "0", "0", "0", "0"],
        [other.department.short_name, "1", "0", "0", "0", "1", "0"],
    ]


def test_figures__say_beside_the_field_that_a_period_is_turned_round(client, supervisor):
    client.force_login(supervisor)
    response = client.get(
        reverse("approval_correction_figures"), {"first": "2026-11-20", "last": "2026-11-01", "format": "csv"}
    )
    assert set(response.context["form"].errors) == {"last"}


def notice(client, person, page, **values):
    client.force_login(person)
    values = {"note": "办公时间已改", "changed_on": "2026-11-23", **values}
    return client.post(reverse("approval_notice", args=[page.pk]), values)


def test_notice__noted_with_its_deadline_in_words(client, office):
    client.force_login(office.webmaster)
    response = client.post(
        reverse("approval_notice", args=[office.page.pk]),
        {"note": "办公时间已改", "changed_on": "2026-11-23"},
        follow=True,
    )
    assert "2026-11-25" in sentences(response)[0]
    assert "还剩 2 个工作日" in sentences(response)[0]


def test_notice__says_that_the_deadline_has_passed_already(client, office):
    response = notice(client, office.webmaster, office.page, changed_on="2026-11-02")
    response = client.get(response.url)
    assert "2026-11-04" in sentences(response)[0]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"note": " "}, "note"), ({"changed_on": "2026-11-24"}, "changed_on"), ({"note": "长" * 501}, "note")],
)
def test_notice__says_beside_the_field_what_is_wrong(client, office, values, field):
    response = notice(client, office.webmaster, office.page, **values)
    assert set(response.context["form"].errors) == {field}
    assert not Correction.objects.exists()


def test_notice__refused_with_a_sentence_when_the_person_is_of_another_department(client, office, other):
    response = notice(client, other.webmaster, office.page)
    assert response.status_code == 403
    assert response.context["sentence"]
    assert not Correction.objects.exists()


def test_notice__not_found_when_the_page_is_a_draft(client, office):
    assert notice(client, office.webmaster, make_article(office.column, live=False)).status_code == 404


def test_notice__offered_in_the_editor_to_the_own_department(client, office, other):
    address = reverse("approval_notice", args=[office.page.pk])
    assert address in shown(client, office.webmaster, "wagtailadmin_pages:edit", office.page.pk)


def test_correction__not_found_when_it_is_of_another_department(client, office, both):
    client.force_login(office.webmaster)
    for method in (client.get, client.post):
        assert method(reverse("approval_correction", args=[both[1].pk]), {"reason": "理由"}).status_code == 404
    assert Correction.objects.open().count() == 2


def test_correction__set_aside_with_a_reason(client, office, both):
    client.force_login(office.reviewer)
    address = reverse("approval_correction", args=[both[0].pk])
    assert set(client.post(address, {"reason": " "}).context["form"].errors) == {"reason"}
    client.post(address, {"reason": "仅为试改"})
    assert Correction.objects.open().get() == both[1]


def test_correction__refuses_the_webmaster_with_a_sentence(client, office, both):
    client.force_login(office.webmaster)
    address = reverse("approval_correction", args=[both[0].pk])
    assert "form" in client.get(address).context
    response = client.post(address, {"reason": "仅为试改"})
    assert response.status_code == 403
    assert Correction.objects.open().count() == 2
