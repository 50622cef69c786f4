"""What visitors and staff find at the address of a page: the notice that it was withdrawn, and the way to withdraw."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.approval.release.scheduling import publish_due
from cms.approval.release.withdrawal import withdraw
from cms.content.models import ArticlePage
from tests.approval.helpers import decide, submit
from tests.factories import make_article

pytestmark = pytest.mark.django_db
HOST = "jiaoyu.localhost"


@pytest.fixture
def page(column):
    return make_article(column, "有误的通知")


def read(client, page):
    path = page.public_url.removeprefix("http://").partition("/")[2]
    return client.get(f"/{path}", headers={"host": HOST})


def test_notice__says_that_the_page_was_withdrawn_when_the_office_wants_it(client, page, people):
    withdraw(page, people["signer"], "内部理由", notice=True, notice_text="replaced")
    response = read(client, page)
    html = response.content.decode()
    assert response.status_code == 410
    assert "已有新的内容" in html
    assert '<html lang="zh-hans"' in html
    assert "内部理由" not in html
    assert "有误的通知" not in html
    assert 'href="/"' in html


def test_notice__absent_when_the_office_does_not_want_it(client, page, people):
    withdraw(page, people["signer"], "内部理由")
    assert read(client, page).status_code == 404


def test_notice__stands_at_everything_that_went_with_a_column(client, page, column, people):
    withdraw(column, people["signer"], "栏目调整", notice=True)
    assert read(client, page).status_code == 410
    assert read(client, column).status_code == 410


def test_notice__gone_when_the_page_came_back(client, page, people):
    withdraw(page, people["signer"], "数据有误", notice=True)
    page = submit(ArticlePage.objects.get(pk=page.pk), people["webmaster"])
    decide(page, people["reviewer"])
    decide(page, people["signer"])
    assert read(client, page).status_code == 200


def test_notice__follows_the_latest_withdrawal(client, page, people):
    withdraw(page, people["signer"], "数据有误", notice=True)
    page = submit(ArticlePage.objects.get(pk=page.pk), people["webmaster"])
    decide(page, people["reviewer"])
    withdraw(decide(page, people["signer"]), people["reviewer"], "又有误")
    assert read(client, page).status_code == 404


def test_notice__not_given_on_another_site(client, page, people, other):
    withdraw(page, people["signer"], "数据有误", notice=True)
    path = page.public_url.removeprefix("http://").partition("/")[2]
    assert client.get(f"/{path}", headers={"host": "caizheng.localhost"}).status_code == 404


def test_form__asks_whether_the_public_is_told(client, page, people):
    client.force_login(people["reviewer"])
    url = reverse("approval_withdraw", args=[page.pk])
    client.post(url, {"reason": "数据有误", "notice": "on", "notice_text": "replaced"})
    assert read(client, page).status_code == 410


def test_form__keeps_the_notice_when_the_reason_is_missing(client, page, people):
    client.force_login(people["reviewer"])
    url = reverse("approval_withdraw", args=[page.pk])
    html = client.post(url, {"reason": "", "notice": "on", "notice_text": "replaced"}).content.decode()
    assert 'value="replaced" selected' in html
    assert "checked" in html


def test_public_page__leads_to_withdrawal_in_one_step_for_who_may(client, page, people, other):
    url = reverse("approval_withdraw", args=[page.pk])
    for person, offered in ((people["reviewer"], True), (people["signer"], True), (people["webmaster"], False)):
        client.force_login(person)
        assert (url in read(client, page).content.decode()) is offered
    client.force_login(other.signer)
    assert url not in read(client, page).content.decode()


def test_public_page__is_the_same_for_visitors_and_costs_them_nothing(client, page):
    read(client, page)
    with CaptureQueriesContext(connection) as queries:
        response = read(client, page)
    assert "/admin/" not in response.content.decode()
    assert not any("session" in query["sql"] for query in queries)
    assert "Cookie" not in response.get("Vary", "")


def test_explorer__offers_withdrawal_beside_the_row_and_not_within_a_menu(client, page, column, people):
    client.force_login(people["reviewer"])
    html = client.get(reverse("wagtailadmin_explore", args=[column.pk])).content.decode()
    before = html[: html.index(reverse("approval_withdraw", args=[page.pk]))]
    actions = before[before.rindex('class="actions"') :]
    assert "data-w-dropdown-target" not in actions.split("<li>")[-1]


def test_notice__gone_when_the_page_came_back_and_expired_later(client, page, people):
    withdraw(page, people["signer"], "数据有误", notice=True)
    page = submit(ArticlePage.objects.get(pk=page.pk), people["webmaster"])
    decide(page, people["reviewer"])
    decide(page, people["signer"])
    ArticlePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=5))
    publish_due()
    assert read(client, page).status_code == 404


def test_withdraw__refused_when_the_page_was_taken_off_meanwhile(client, page, people):
    seen = ArticlePage.objects.get(pk=page.pk)
    withdraw(page, people["signer"], "数据有误", notice=True)
    with pytest.raises(PermissionDenied):
        withdraw(seen, people["reviewer"], "重复操作")
    assert read(client, page).status_code == 410


def test_notice__refused_when_it_is_a_text_of_ones_own(client, page, people):
    client.force_login(people["reviewer"])
    url = reverse("approval_withdraw", args=[page.pk])
    response = client.post(url, {"reason": "数据有误", "notice": "on", "notice_text": "自己写的话"})
    assert response.context["form"].errors["notice_text"]
    assert ArticlePage.objects.get(pk=page.pk).live
