"""The desk of a column: candidates, decisions and the public result side by side, for the portal's editors only."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.approval.texts.proposals import waiting_words
from home.decisions import adopt, hold, offer
from home.models import Pick
from tests.factories import make_article, make_document, make_user, show_words
from tests.home.helpers import make_portal_column

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(section):
    return make_portal_column(section, ["ZCWJ"], title="部门文件")


@pytest.fixture
def desk(client, portal, column):
    """The desk as the portal's editor sees it."""
    client.force_login(portal.editor)

    def _desk(**query):
        response = client.get(reverse("portal_column_desk", args=[column.pk]), query)
        assert response.status_code == 200
        return response

    return _desk


@pytest.fixture
def post(client, portal, column):
    """What the editor sees after pressing a button of the desk."""

    def _post(page, action, user=portal.editor, **data):
        client.force_login(user)
        url = reverse("portal_column_desk", args=[column.pk])
        return client.post(url, {"page": page.pk, "action": action, **data}, follow=True)

    return _post


def sentences(response):
    return [str(message).strip() for message in response.context["messages"]]


def test_desk__shows_offers_before_what_the_rule_selects(desk, column, jiaoyu):
    selected = make_document(jiaoyu.documents)
    offered = make_article(jiaoyu.news)
    make_article(jiaoyu.news)
    offer(offered, column, jiaoyu.webmaster)

    context = desk().context

    assert [page.title for page in context["candidates"]] == [offered.title, selected.title]
    assert [page.title for page in desk(show="offered").context["candidates"]] == [offered.title]
    assert [page.title for page in desk(show="selected").context["candidates"]] == [selected.title]
    assert [card.title for card in context["result"]["cards"]] == [selected.title]


def test_desk__shows_decisions_with_their_reasons(desk, portal, column, jiaoyu):
    held = make_document(jiaoyu.documents)
    hold(held, column, portal.editor, "待汇总后编发")

    response = desk()

    assert [pick.page.title for pick in response.context["decisions"]] == [held.title]
    assert "待汇总后编发" in response.content.decode()
    assert list(response.context["candidates"]) == []
    assert response.context["result"]["total"] == 0


def test_buttons__adopt_hold_pin_and_take_back(post, column, jiaoyu):
    page = make_article(jiaoyu.news)

    for action, decision in (("adopt", "adopted"), ("hold", "held"), ("pin", "adopted")):
        response = post(page, action)
        assert response.redirect_chain
        assert Pick.objects.get().decision == decision
        assert page.title in sentences(response)[0]
    assert Pick.objects.get().pin_order == 1

    post(page, "take_back")
    assert not Pick.objects.exists()


def test_button__refuses_with_the_reason_given(post, portal, column, jiaoyu):
    page = make_document(jiaoyu.documents)

    post(page, "refuse", reason="内部事项")

    pick = Pick.objects.get()
    assert (pick.decision, pick.reason, pick.decided_by) == ("refused", "内部事项", portal.editor)


def test_button__asks_for_a_reason_and_decides_nothing(post, jiaoyu):
    page = make_document(jiaoyu.documents)

    response = post(page, "refuse")

    assert len(sentences(response)) == 1
    assert not Pick.objects.exists()


def test_pin_form__keeps_headline_place_and_last_day(post, jiaoyu):
    page = make_document(jiaoyu.documents)
    today = timezone.localdate()

    post(page, "pin", headline="门户标题", order=3, until=today.isoformat())

    pick = Pick.objects.get()
    assert (pick.headline, pick.pin_order, pick.pinned_until) == ("", 3, today)
    assert waiting_words(pick).words == {"headline": "门户标题"}


def test_button__keeps_the_headline_that_an_earlier_decision_gave(post, portal, column, jiaoyu):
    page = make_document(jiaoyu.documents)
    show_words(adopt(page, column, portal.editor), headline="门户标题")

    post(page, "pin")

    assert Pick.objects.get().headline == "门户标题"


def test_pin_form__says_what_is_wrong_when_the_last_day_is_no_date(post, jiaoyu):
    response = post(make_document(jiaoyu.documents), "pin", until="明天")

    assert len(sentences(response)) == 1
    assert not Pick.objects.exists()


def test_button__says_what_is_wrong_when_the_page_is_a_reprint(post, jiaoyu):
    page = make_document(jiaoyu.documents, is_reprint=True, issuer_name="国务院", source_name="中国政府网")

    response = post(page, "adopt")

    assert len(sentences(response)) == 1
    assert not Pick.objects.exists()


@pytest.mark.parametrize("action", ["adopt", "hold", "refuse", "pin", "take_back"])
def test_decision__denied_when_user_is_a_webmaster(action, post, jiaoyu):
    response = post(make_document(jiaoyu.documents), action, user=jiaoyu.webmaster, reason="x")

    assert not Pick.objects.exists()
    assert response.status_code != 200 or "candidates" not in response.context


def test_desk__denied_when_user_is_a_webmaster(client, column, jiaoyu):
    client.force_login(jiaoyu.webmaster)

    for url in (
        reverse("portal_desks"),
        reverse("portal_column_desk", args=[column.pk]),
        reverse("portal_pick_report"),
    ):
        assert client.get(url).status_code == 302


def test_desk__open_to_the_supervising_office(client, portal, column):
    client.force_login(portal.supervisor)

    assert client.get(reverse("portal_column_desk", args=[column.pk])).status_code == 200


def test_desks__name_every_column_with_what_waits(client, portal, column, jiaoyu):
    offer(make_article(jiaoyu.news), column, jiaoyu.webmaster)
    hold(make_document(jiaoyu.documents), column, portal.editor)
    client.force_login(portal.editor)

    rows = client.get(reverse("portal_desks")).context["rows"]

    assert [
        (row["column"].title, row["column"].offered, row["column"].adopted, row["column"].kept_off) for row in rows
    ] == [("部门文件", 1, 0, 1)]


def test_desk__takes_as_many_statements_for_many_rows(
    client, desk, portal, column, jiaoyu, django_assert_max_num_queries
):
    def fill(number):
        for _ in range(number):
            make_document(jiaoyu.documents)
            hold(make_document(jiaoyu.documents), column, portal.editor)
            offer(make_article(jiaoyu.news), column, jiaoyu.webmaster)

    fill(1)
    desk()
    with django_assert_max_num_queries(40) as few:
        desk()
    fill(6)
    with django_assert_max_num_queries(40) as many:
        desk()

    assert len(many) == len(few)


def test_desk__pages_by_the_database(desk, column, jiaoyu):
    pages = [make_document(jiaoyu.documents) for _ in range(17)]

    first, second = desk().context["candidates"], desk(candidates=2).context["candidates"]

    assert (len(first.object_list), len(second.object_list)) == (15, 2)
    assert second.object_list[-1].title == pages[0].title
    assert desk(candidates="nonsense").context["candidates"].number == 1


@pytest.fixture
def offer_url():
    return lambda page: reverse("portal_offer", args=[page.pk])


def test_offer__is_made_from_the_page_own_menu(client, column, jiaoyu, offer_url):
    page = make_article(jiaoyu.news)
    client.force_login(jiaoyu.webmaster)
    menu = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert offer_url(page) in menu

    response = client.post(offer_url(page), {"column": column.pk}, follow=True)

    assert Pick.objects.get().page_id == page.pk
    assert "部门文件" in response.content.decode()


def test_offer__shows_the_department_what_became_of_it(client, portal, column, jiaoyu, offer_url):
    page = make_article(jiaoyu.news)
    pick = offer(page, column, jiaoyu.webmaster)
    pick.decision, pick.reason = "refused", "与本栏目无关"
    pick.save()
    client.force_login(jiaoyu.webmaster)

    assert "与本栏目无关" in client.get(offer_url(page)).content.decode()


def test_offer__denied_when_page_is_of_another_department(client, column, jiaoyu, shuili, offer_url):
    page = make_article(shuili.news)
    client.force_login(jiaoyu.webmaster)

    client.post(offer_url(page), {"column": column.pk})

    assert client.get(offer_url(page)).status_code == 302
    assert not Pick.objects.exists()


def test_offer__says_beside_the_column_that_a_number_is_beyond_all(client, column, jiaoyu, offer_url):
    client.force_login(jiaoyu.webmaster)
    response = client.post(offer_url(make_article(jiaoyu.news)), {"column": "9" * 40})
    assert set(response.context["form"].errors) == {"column"}


def test_offer__not_in_the_menu_of_a_draft(client, column, jiaoyu, offer_url):
    page = make_article(jiaoyu.news, live=False)
    client.force_login(jiaoyu.webmaster)

    assert offer_url(page) not in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    client.post(offer_url(page), {"column": column.pk})
    assert not Pick.objects.exists()


def test_picks__a_department_sees_its_own_only_and_changes_none(client, portal, column, jiaoyu, shuili):
    own, other = make_article(jiaoyu.news), make_article(shuili.news)
    own_pick = offer(own, column, jiaoyu.webmaster)
    other_pick = offer(other, column, shuili.webmaster)
    client.force_login(jiaoyu.webmaster)

    listed = client.get(reverse("wagtailsnippets_home_pick:list")).content.decode()

    assert own.title in listed
    assert other.title not in listed
    edit = "wagtailsnippets_home_pick:edit"
    assert client.get(reverse(edit, args=[other_pick.pk])).status_code in (302, 404)
    assert client.get(reverse(edit, args=[own_pick.pk])).status_code in (302, 404)
    client.post(reverse(edit, args=[own_pick.pk]), {"decision": "adopted", "page": own.pk, "column": column.pk})
    own_pick.refresh_from_db()
    assert own_pick.decision == "offered"


def test_pick_form__records_who_decided_and_obeys_the_rules(client, portal, column, jiaoyu):
    page = make_document(jiaoyu.documents)
    client.force_login(portal.editor)
    url = reverse("wagtailsnippets_home_pick:add")
    data = {"page": page.pk, "column": column.pk, "headline": "", "pin_order": "", "pinned_until": ""}

    refused = client.post(url, {**data, "decision": "refused", "reason": ""})
    assert "reason" in refused.context["form"].errors
    client.post(url, {**data, "decision": "held", "reason": "待定"})

    pick = Pick.objects.get()
    assert (pick.decision, pick.decided_by, pick.department) == ("held", portal.editor, jiaoyu.department)


def test_menu__shows_the_desks_to_composers_only(client, portal, jiaoyu):
    for user, shown in ((portal.editor, True), (jiaoyu.webmaster, False), (make_user(None, None), False)):
        client.force_login(user)
        content = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (reverse("portal_desks") in content) is shown
