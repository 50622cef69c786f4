"""The end of a department: notice on the old home page, 301 from its pages to its successor, nothing listed."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from cms.approval.batches.course import add_to_batch, close_batch, open_batch
from cms.approval.gate.admission import NotApproved
from cms.approval.gate.fingerprint import fingerprint_of_revision
from cms.approval.models import Approval, Batch, Withdrawal
from cms.approval.release.scheduling import publish_due
from cms.content.models import ColumnPage, ContentPage
from cms.organisation.models import Department
from cms.organisation.roles import Role
from sites.closing import close_department
from sites.factory import build_department_site
from tests.approval.helpers import decide, submit
from tests.factories import make_article, make_department, make_user, publish
from tests.sites.conftest import article_at

pytestmark = pytest.mark.django_db
OLD, NEW = "jiaoyu.localhost", "renshe.localhost"


@pytest.fixture
def sites(built, other):
    """Both sites open, with one article each in the first column; the plan's third column is the old site's alone."""
    for result in (built, other):
        publish(result.home, *ColumnPage.objects.child_of(result.home).order_by("path"))
        article_at(ColumnPage.objects.child_of(result.home).first(), "one")
    return built, other


@pytest.fixture
def merge(sites, office):
    """Merges the first department into the second."""

    def merge(**facts):
        old, new = sites
        return close_department(old.department, office[0], "merged", successor=new.department, **facts)

    return merge


def address_of(result):
    return f"http://{result.site.hostname}:{result.site.port}"


def test_merge__shows_a_notice_on_the_old_home_page(merge, client, sites):
    merge()
    response = client.get("/", HTTP_HOST=OLD)
    assert response.status_code == 200
    assert sites[1].department.name in response.content.decode()
    assert sites[1].department.name not in client.get("/", HTTP_HOST=NEW).context["chrome"].notice


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/gzdt/", "/gzdt/"),
        ("/gzdt/one/", "/gzdt/"),
        ("/gzdt/never-was/", "/gzdt/"),
        ("/zcjd/", "/"),
        ("/nowhere/at/all/", "/"),
    ],
)
def test_merge__leads_old_addresses_to_the_successor(merge, client, sites, path, target):
    merge()
    response = client.get(path, HTTP_HOST=OLD)
    assert response.status_code == 301
    assert response.headers["Location"] == address_of(sites[1]) + target
    assert client.head(path, HTTP_HOST=OLD).status_code == 301
    assert client.get("/nowhere/", HTTP_HOST=NEW).status_code == 404
    assert client.get("/gzdt/one/", HTTP_HOST=NEW).status_code == 200


def test_merge__takes_every_page_off_every_list_and_says_who_and_why(merge, sites, office):
    old, new = sites
    assert merge(reason="机构改革") == 4
    assert not ContentPage.objects.listed().filter(department=old.department).exists()
    assert ContentPage.objects.listed().filter(department=new.department).exists()
    assert set(Withdrawal.objects.values_list("by", "reason")) == {(office[0].pk, "机构改革")}
    old.home.refresh_from_db()
    assert old.home.live


def test_merge__takes_the_tree_from_its_webmasters_and_the_procedure_from_its_pages(merge, sites, client):
    old, new = sites
    column = ColumnPage.objects.child_of(old.home).first()
    procedure = column.get_workflow()
    merge()
    client.force_login(make_user("web", old.department, Role.WEBMASTER))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[column.pk])).status_code == 404
    assert ColumnPage.objects.get(pk=column.pk).get_workflow() != procedure
    assert new.home.get_workflow().tasks.count() == 4


def test_merge__leads_pages_in_another_language_on_as_well(sites, office, client):
    old, new = sites
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = old.home.copy_for_translation(english)
    column = ColumnPage.objects.child_of(old.home).first().copy_for_translation(english)
    publish(home, column)
    assert client.get("/en/gzdt/", HTTP_HOST=OLD).status_code == 200
    close_department(old.department, office[0], "merged", successor=new.department)
    assert client.get("/en/gzdt/", HTTP_HOST=OLD).headers["Location"] == address_of(new) + "/gzdt/"
    assert client.get("/en/", HTTP_HOST=OLD).status_code == 200
    assert not type(column).objects.get(pk=column.pk).live


def test_merge__may_be_repeated(merge):
    merge()
    assert merge() == 0


def test_merge__follows_when_the_successor_ended_as_well(merge, client, sites, office):
    merge()
    third = build_department_site(make_department("keji"))
    publish(third.home, *ColumnPage.objects.child_of(third.home).order_by("path"))
    close_department(sites[1].department, office[0], "merged", successor=third.department)
    response = client.get("/gzdt/", HTTP_HOST=OLD)
    assert response.headers["Location"] == f"{address_of(third)}/gzdt/"


def test_merge__leads_to_the_site_elsewhere_when_the_successor_hosts_itself(sites, client, office):
    away = make_department("qixiang", status="self_hosted", website="https://x.gov.cn/")
    close_department(sites[0].department, office[0], "merged", successor=away)
    assert client.get("/gzdt/", HTTP_HOST=OLD).headers["Location"] == "https://x.gov.cn/"


def test_close__answers_not_found_when_there_is_no_successor(sites, client, office):
    close_department(sites[0].department, office[0], "closed")
    assert client.get("/gzdt/", HTTP_HOST=OLD).status_code == 404
    assert client.get("/", HTTP_HOST=OLD).context["chrome"].notice


def test_close__leads_live_pages_on_when_the_status_alone_was_changed(sites, client):
    old, new = sites
    Department.objects.filter(pk=old.department.pk).update(status="merged", successor=new.department)
    assert client.get("/gzdt/one/", HTTP_HOST=OLD).status_code == 301


def test_redirect__costs_the_same_at_any_number_of_pages(merge, sites, client):
    column = ColumnPage.objects.child_of(sites[1].home).first()
    merge()
    client.get("/gzdt/one/", HTTP_HOST=OLD)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/gzdt/one/", HTTP_HOST=OLD)
        counts.append(len(captured))
        for _number in range(10):
            make_article(column, kind="news")
    assert counts[0] == counts[1]


def test_close__refused_when_the_department_would_succeed_itself(sites, office):
    department = sites[0].department
    with pytest.raises(ValidationError) as caught:
        close_department(department, office[0], "closed", successor=department)
    assert set(caught.value.message_dict) == {"successor"}
    department.refresh_from_db()
    assert department.status == "hosted"


def test_merge__refused_when_no_successor_is_named(sites, office):
    with pytest.raises(ValidationError) as caught:
        close_department(sites[0].department, office[0], "merged")
    assert set(caught.value.message_dict) == {"successor"}


def test_close__denied_when_the_user_is_not_of_the_office(sites):
    department = sites[0].department
    with pytest.raises(PermissionDenied):
        close_department(department, make_user(None, department, Role.SIGNER), "closed")


def test_close_page__says_so_beside_the_field_when_the_department_would_succeed_itself(sites, office, client):
    department = sites[0].department
    client.force_login(office[0])
    form = {"status": "closed", "successor": department.pk, "reason": "撤销"}
    response = client.post(reverse("department_site_close", args=[department.pk]), form)
    assert set(response.context["form"].errors) == {"successor"}
    department.refresh_from_db()
    assert department.status == "hosted"


def test_close_page__asks_for_a_reason(sites, office, client):
    client.force_login(office[0])
    address = reverse("department_site_close", args=[sites[0].department.pk])
    assert client.get(address).status_code == 200
    response = client.post(address, {"status": "closed", "reason": ""})
    assert set(response.context["form"].errors) == {"reason"}


def test_close_page__merges(sites, office, client):
    old, new = sites
    client.force_login(office[0])
    form = {"status": "merged", "successor": new.department.pk, "reason": "机构改革"}
    response = client.post(reverse("department_site_close", args=[old.department.pk]), form, follow=True)
    assert new.department.name in response.content.decode()
    old.department.refresh_from_db()
    assert (old.department.status, old.department.successor) == ("merged", new.department)


def test_close__ends_what_waits_for_its_time_its_decision_or_its_batch(sites, office):
    column = ColumnPage.objects.child_of(sites[0].home).first()
    people = [
        make_user(f"jy-{role}", sites[0].department, role) for role in (Role.WEBMASTER, Role.REVIEWER, Role.SIGNER)
    ]
    timed = make_article(column, "明日公布", live=False)
    timed.go_live_at = timezone.now() + timedelta(days=1)
    timed = submit(timed, people[0])
    decide(decide(timed, people[1]), people[2])
    running = submit(make_article(column, "待审", live=False), people[0])
    batch = open_batch(Batch.Kind.IMPORT, "旧文")
    add_to_batch(batch, [make_article(column, "旧文", live=False)])
    close_batch(batch)

    close_department(sites[0].department, office[0], "closed")

    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=2)):
        publish_due()
    assert not ContentPage.objects.filter(path__startswith=sites[0].home.path, live=True).exists()
    assert ContentPage.objects.get(pk=running.pk).current_workflow_state is None
    assert Batch.objects.get(pk=batch.pk).status == Batch.Status.RETURNED


def test_publish__refused_below_a_department_that_was_closed(sites, office):
    column = ColumnPage.objects.child_of(sites[0].home).first()
    draft = make_article(column, "补发", live=False)
    close_department(sites[0].department, office[0], "closed")
    publish(draft)
    assert not ContentPage.objects.get(pk=draft.pk).live
    revision = draft.get_latest_revision()
    people = make_user(), make_user()
    Approval.objects.create(
        page=draft,
        revision=revision,
        fingerprint=fingerprint_of_revision(revision),
        reviewed_by=people[0],
        signed_by=people[1],
    )
    with pytest.raises(NotApproved, match="撤销|合并|merged"):
        revision.publish()
