"""Going live: what is missing is said, a blank mandatory column keeps the site closed, two persons open it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.approval.models import Approval, Batch
from cms.content.models import ColumnPage
from cms.organisation.models import ComplaintLine, Department, LiaisonOfficer, PlannedColumn
from cms.organisation.roles import Role
from sites.checklist import checklist
from sites.factory import build_department_site
from sites.models import SiteOpening, SiteSettings
from sites.opening import OpeningError, StillBlank, open_site, propose_opening
from tests.factories import make_article, make_department, make_planned_column, make_user, show_words

pytestmark = pytest.mark.django_db
REASON = "演示需要，栏目随后补齐"


def fill(result):
    """Something in every column, as drafts."""
    for column in ColumnPage.objects.child_of(result.home):
        PlannedColumn.objects.filter(pk=column.planned_column_id).update(content_kinds=[])
        make_article(ColumnPage.objects.get(pk=column.pk), live=False, kind="news")


def codes(home):
    return [finding.code for finding in checklist(home)]


def is_public(result):
    result.home.refresh_from_db()
    return result.home.live


def test_checklist__names_blank_columns_people_and_settings(built):
    found = codes(built.home)
    assert found.count("column-blank") == 3
    assert found.count("role-empty") == 3
    assert {"setting-icp_number", "setting-police_number", "setting-party_mark_url"} <= set(found)
    assert {"credit-code", "liaison", "complaint-line"} <= set(found)
    assert "setting-site_code" not in found
    assert "工作动态" in " ".join(finding.text for finding in checklist(built.home))


def test_checklist__empty_when_nothing_is_missing(built):
    department = built.department
    fill(built)
    for role in (Role.WEBMASTER, Role.REVIEWER, Role.SIGNER):
        make_user(None, department, role)
    ComplaintLine.objects.create(department=department, name="投诉", phone="1")
    LiaisonOfficer.objects.create(department=department, name="张示例", office="办公室", phone="1")
    Department.objects.filter(pk=department.pk).update(credit_code="x", address="某路1号", phone="1")
    settings = SiteSettings.objects.get(site=built.site)
    show_words(settings, icp_number="1", police_number="1", party_mark_url="https://x.cn")
    built.home.department.refresh_from_db()
    assert codes(type(built.home).objects.get(pk=built.home.pk)) == []


def test_checklist__asks_for_three_persons_when_one_holds_every_role(built):
    make_user(None, built.department, Role.WEBMASTER, Role.REVIEWER, Role.SIGNER)
    assert "people-few" in codes(built.home)
    assert "role-empty" not in codes(built.home)


def test_checklist__counts_a_column_as_filled_when_its_own_column_below_is(built):
    column = ColumnPage.objects.child_of(built.home).first()
    below = column.add_child(instance=ColumnPage(title="子栏目", slug="sub", live=False))
    make_article(below, live=False, kind="news")
    assert codes(built.home).count("column-blank") == 2


def test_checklist__names_a_column_that_the_plan_asks_for_since(built):
    make_planned_column("YJS", name="财政预决算")
    findings = checklist(built.home)
    assert findings[0].code == "column-missing"
    assert findings[0].blocks


def test_checklist__takes_the_same_statements_for_every_site(built, other, django_assert_num_queries):
    with django_assert_num_queries(12):
        checklist(built.home)
    fill(built)
    with django_assert_num_queries(12):
        checklist(built.home)


def test_open__refused_when_a_mandatory_column_is_blank(built, office):
    opening = propose_opening(built.home, office[0])
    with pytest.raises(StillBlank, match="工作动态"):
        open_site(opening, office[1])
    assert not is_public(built)
    assert not Approval.objects.exists()


def test_open__recorded_with_its_reason_when_the_office_overrides(built, office):
    opening = propose_opening(built.home, office[0])
    number = open_site(opening, office[1], REASON)
    assert number == 4
    assert is_public(built)
    assert all(ColumnPage.objects.child_of(built.home).values_list("live", flat=True))
    stored = SiteOpening.objects.get()
    assert (stored.prepared_by, stored.opened_by) == office
    assert stored.override_reason == REASON
    assert "政策文件" in " ".join(stored.missing)
    batch = stored.batch
    assert (batch.kind, batch.status) == (Batch.Kind.OPENING, Batch.Status.SIGNED)
    assert (batch.reviewed_by, batch.signed_by) == office


def test_open__needs_no_reason_when_no_column_is_blank(built, office):
    fill(built)
    open_site(propose_opening(built.home, office[0]), office[1])
    assert is_public(built)
    assert SiteOpening.objects.get().override_reason == ""


def test_open__refused_when_the_same_person_proposed_it(built, office):
    opening = propose_opening(built.home, office[0])
    with pytest.raises(OpeningError):
        open_site(opening, office[0], REASON)
    assert not is_public(built)


def test_open__denied_when_the_user_is_not_of_the_office(built, office):
    opening = propose_opening(built.home, office[0])
    for role in (Role.WEBMASTER, Role.REVIEWER, Role.SIGNER):
        with pytest.raises(PermissionDenied):
            open_site(opening, make_user(None, built.department, role), REASON)
    assert not is_public(built)


def test_open__refused_when_a_page_was_changed_since_the_proposal(built, office):
    opening = propose_opening(built.home, office[0])
    column = ColumnPage.objects.child_of(built.home).last()
    column.title = "改过的标题"
    column.save()
    column.save_revision()
    with pytest.raises(OpeningError, match="改过的标题"):
        open_site(opening, office[1], REASON)
    assert not is_public(built)
    assert SiteOpening.objects.get().at is None
    open_site(propose_opening(built.home, office[0]), office[1], REASON)
    assert is_public(built)


def test_open__refused_when_it_was_carried_out_before(built, office):
    opening = propose_opening(built.home, office[0])
    open_site(opening, office[1], REASON)
    with pytest.raises(OpeningError):
        open_site(opening, office[1], REASON)


def test_propose__replaces_an_earlier_proposal(built, office):
    propose_opening(built.home, office[0])
    propose_opening(built.home, office[1])
    assert SiteOpening.objects.get().prepared_by == office[1]
    assert Batch.objects.count() == 1


def test_propose__refused_when_everything_is_public(built, office):
    open_site(propose_opening(built.home, office[0]), office[1], REASON)
    with pytest.raises(OpeningError):
        propose_opening(built.home, office[0])


def test_propose__opens_a_column_that_was_added_to_an_open_site(built, office):
    open_site(propose_opening(built.home, office[0]), office[1], REASON)
    make_planned_column("YJS", name="财政预决算")
    build_department_site(built.department)
    assert open_site(propose_opening(built.home, office[0]), office[1], REASON) == 1
    assert ColumnPage.objects.get(planned_column__code="YJS").live


# --- the pages of the supervising office


def page_of(result):
    return reverse("department_site", args=[result.department.pk])


def test_site_page__walks_from_nothing_to_an_open_site(department, office, client):
    address = reverse("department_site", args=[department.pk])
    client.force_login(office[0])
    client.post(address, {"step": "make"})
    assert "工作动态" in client.get(address).content.decode()
    client.post(address, {"step": "propose"})
    response = client.post(address, {"step": "open", "reason": REASON})
    assert response.context["opening_form"].non_field_errors()
    client.force_login(office[1])
    response = client.post(address, {"step": "open", "reason": ""})
    assert "工作动态" in str(response.context["opening_form"].errors["reason"])
    assert "工作动态" in response.content.decode()
    client.post(address, {"step": "open", "reason": REASON})
    assert client.get("/", HTTP_HOST="jiaoyu.localhost").status_code == 200
    assert REASON in client.get(address).content.decode()


def test_site_page__says_why_when_no_site_can_be_made(department, office, client):
    Department.objects.filter(pk=department.pk).update(status="self_hosted", website="https://x.cn")
    client.force_login(office[0])
    response = client.post(reverse("department_site", args=[department.pk]), {"step": "make"}, follow=True)
    assert "https://x.cn" in " ".join(str(message) for message in response.context["messages"])


def test_list__shows_the_state_of_every_site(built, other, office, client):
    open_site(propose_opening(other.home, office[0]), office[1], REASON)
    client.force_login(office[0])
    response = client.get(reverse("department_sites"))
    states = {state.department.slug: state.state.value for state in response.context["states"]}
    assert states == {"jiaoyu": "prepared", "renshe": "open"}


def test_list__completes_every_site_after_a_change_of_plan(built, other, office, client):
    make_planned_column("YJS", name="财政预决算")
    client.force_login(office[0])
    client.post(reverse("department_sites"))
    assert ColumnPage.objects.filter(planned_column__code="YJS").count() == 2


def test_list__takes_the_same_statements_at_any_number_of_sites(built, office, client):
    client.force_login(office[0])
    client.get(reverse("department_sites"))
    counts = []
    for slug in ("keji", "gongan", "sifa"):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("department_sites"))
        counts.append(len(captured))
        build_department_site(make_department(slug))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("name", ["department_sites", "department_site", "department_site_close"])
@pytest.mark.parametrize("role", [Role.WEBMASTER, Role.SIGNER])
def test_pages_of_the_office__denied_when_the_user_is_of_a_department(built, client, name, role):
    client.force_login(make_user("member", built.department, role))
    address = reverse(name, args=[] if name == "department_sites" else [built.department.pk])
    assert client.get(address).status_code == 302
    make_planned_column("YJS")
    form = {"step": "make", "status": "closed", "reason": "x"}
    assert client.post(address, form).headers["Location"] == reverse("wagtailadmin_home")
    assert not ColumnPage.objects.filter(planned_column__code="YJS").exists()
    built.department.refresh_from_db()
    assert built.department.status == "hosted"
