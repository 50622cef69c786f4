"""Taking a page off: one responsible person, at once, with a reason; it comes back only by a new approval."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from cms.approval.gate.admission import NotApproved
from cms.approval.models import Withdrawal
from cms.approval.release.withdrawal import user_can_withdraw, withdraw
from cms.content.models import ArticlePage, ListingCount
from cms.organisation.roles import Role
from tests.approval.helpers import decide, sentences, submit
from tests.factories import make_article, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(column):
    return make_article(column, "有误的通知")


@pytest.fixture
def supervisor(db):
    return make_user("office", None, Role.SUPERVISOR)


@pytest.mark.parametrize("person", ["reviewer", "signer"])
def test_withdraw__takes_the_page_off_at_once(page, people, person):
    withdraw(page, people[person], "数据有误")
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.live, page.listed_at) == (False, None)
    assert Withdrawal.objects.get(page=page.pk).reason == "数据有误"


def test_withdraw__open_to_the_supervising_office(page, supervisor):
    withdraw(page, supervisor, "依法撤下")
    assert not ArticlePage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("person", ["webmaster", "superuser"])
def test_withdraw__refused_when_person_has_no_such_role(page, people, person):
    with pytest.raises(PermissionDenied):
        withdraw(page, people[person], "理由")
    assert ArticlePage.objects.get(pk=page.pk).live


def test_withdraw__refused_when_person_is_of_another_department(page, other):
    assert not user_can_withdraw(other.signer, page)
    with pytest.raises(PermissionDenied):
        withdraw(page, other.signer, "理由")


def test_withdraw__refused_when_account_is_closed(page, people):
    people["signer"].is_active = False
    with pytest.raises(PermissionDenied):
        withdraw(page, people["signer"], "理由")


def test_withdraw__refused_when_no_reason_is_given(page, people):
    with pytest.raises(ValueError, match="reason"):
        withdraw(page, people["signer"], "  ")


def test_home_page__withdrawn_by_the_supervising_office_only(site, people, supervisor):
    home = Page.objects.get(pk=site.home.pk)
    assert not user_can_withdraw(people["signer"], home)
    assert user_can_withdraw(supervisor, home)


def test_column__takes_what_stands_below_with_it(page, column, people):
    withdraw(column, people["signer"], "栏目调整")
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.live, page.listed_at) == (False, None)
    assert Withdrawal.objects.filter(page=page.pk, reason="栏目调整").exists()
    assert not ListingCount.objects.filter(column=column, total__gt=0).exists()


def test_column__leaves_the_rest_of_the_site_alone(page, site, people, other):
    elsewhere = make_article(other.column)
    withdraw(Page.objects.get(pk=page.get_parent().pk), people["signer"], "栏目调整")
    assert ArticlePage.objects.get(pk=elsewhere.pk).live


def test_withdrawn__stays_off_when_the_old_revision_is_published_again(page, people):
    revision = page.live_revision
    withdraw(page, people["signer"], "数据有误")
    with pytest.raises(NotApproved):
        revision.publish()


def test_withdrawn__comes_back_when_it_is_approved_anew(page, people):
    withdraw(page, people["signer"], "数据有误")
    page = submit(ArticlePage.objects.get(pk=page.pk), people["webmaster"])
    decide(page, people["reviewer"])
    assert decide(page, people["signer"]).live


def address(page):
    return reverse("approval_withdraw", args=[page.pk])


def test_page__asks_for_the_reason_and_withdraws(client, page, people):
    client.force_login(people["reviewer"])
    shown = client.get(address(page))
    assert page.title in shown.content.decode()
    response = client.post(address(page), {"reason": "数据有误"}, follow=True)
    assert page.title in sentences(response)[0]
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_page__says_beside_the_field_that_a_reason_is_missing(client, page, people):
    client.force_login(people["reviewer"])
    response = client.post(address(page), {"reason": " "})
    assert response.context["form"].errors["reason"]
    assert ArticlePage.objects.get(pk=page.pk).live


def test_page__keeps_what_was_typed_when_it_is_too_long(client, page, people):
    client.force_login(people["reviewer"])
    response = client.post(address(page), {"reason": "长" * 301})
    assert "长" * 301 in response.content.decode()
    assert ArticlePage.objects.get(pk=page.pk).live


def test_page__says_how_many_go_with_a_column(client, page, column, people):
    client.force_login(people["signer"])
    assert client.get(address(column)).context["below"] == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_page__refused_with_a_sentence_when_person_may_not(client, page, people, other, method):
    for person in (people["webmaster"], people["superuser"], other.signer):
        client.force_login(person)
        response = getattr(client, method)(address(page), {"reason": "理由"})
        assert response.status_code == 403
        assert response.context["sentence"]
    assert ArticlePage.objects.get(pk=page.pk).live


def test_page__not_found_when_the_page_is_a_draft(client, column, people, other):
    draft = make_article(other.column, "别人的草稿", live=False)
    client.force_login(people["signer"])
    assert client.get(address(draft)).status_code == 404
    assert client.get(address(draft)).content == client.get(reverse("approval_withdraw", args=[10**6])).content


def test_page__leads_back_only_within_the_site(client, page, people):
    client.force_login(people["signer"])
    response = client.post(address(page), {"reason": "理由", "next": "https://example.com/"})
    assert response.url == reverse("wagtailadmin_home")


def listing(client, column):
    return client.get(reverse("wagtailadmin_explore", args=[column.pk])).content.decode()


def test_explorer__offers_withdrawal_to_who_may_and_no_unpublishing(client, page, column, people):
    for person, offered in (("reviewer", True), ("signer", True), ("webmaster", False), ("superuser", False)):
        client.force_login(people[person])
        html = listing(client, column)
        assert (address(page) in html) is offered
        assert reverse("wagtailadmin_pages:unpublish", args=[page.pk]) not in html


def test_explorer__asks_once_who_may_withdraw_however_many_rows(client, column, people):
    client.force_login(people["reviewer"])

    def statements():
        with CaptureQueriesContext(connection) as queries:
            listing(client, column)
        return sum("sitehomepage" in query["sql"] or "rolegroup" in query["sql"] for query in queries)

    make_article(column)
    few = statements()
    publish(*(make_article(column, live=False) for _ in range(6)))
    assert statements() == few
