"""What editors decide shows on the list; totals and facets stay exact."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cms.approval.release.withdrawal import withdraw
from cms.approval.texts.proposals import approve_words, waiting_words
from cms.organisation.roles import Role
from home.decisions import adopt, hold, offer, pin, refuse, take_back
from home.models import Pick
from tests.factories import make_article, make_document, make_user, publish
from tests.home.helpers import make_portal_column

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(section):
    return make_portal_column(section, ["ZCWJ"])


@pytest.fixture
def today():
    return timezone.localdate()


def test_hold__takes_page_off_the_list_and_out_of_total(portal, column, jiaoyu, listing):
    held, kept = make_document(jiaoyu.documents), make_document(jiaoyu.documents)

    hold(held, column, portal.editor)

    found = listing(column)
    assert [card.title for card in found.cards] == [kept.title]
    assert found.total == 1


def test_refuse__takes_page_off_the_list(portal, column, jiaoyu, listing):
    page = make_document(jiaoyu.documents)

    refuse(page, column, portal.editor, "内部事项")

    assert listing(column).total == 0
    assert listing(column).cards == []


def test_refuse__asks_for_a_reason(portal, column, jiaoyu):
    page = make_document(jiaoyu.documents)

    with pytest.raises(ValidationError) as refused:
        refuse(page, column, portal.editor, "  ")

    assert "reason" in refused.value.message_dict
    assert not Pick.objects.exists()


def test_adopt__lists_page_from_outside_the_rule_by_its_date(portal, column, jiaoyu, listing):
    older = make_document(jiaoyu.documents)
    adopted = make_article(jiaoyu.news)
    newer = make_document(jiaoyu.documents)

    adopt(adopted, column, portal.editor)

    found = listing(column)
    assert [card.title for card in found.cards] == [newer.title, adopted.title, older.title]
    assert found.total == 3


def test_adopt__lists_page_of_the_rule_once(portal, column, jiaoyu, listing):
    page = make_document(jiaoyu.documents)

    adopt(page, column, portal.editor)

    assert [card.title for card in listing(column).cards] == [page.title]
    assert listing(column).total == 1


def test_adopt__shows_own_headline_and_leaves_the_page_alone(portal, column, jiaoyu, titles):
    page = make_document(jiaoyu.documents, "关于印发某办法的通知")

    pick = adopt(page, column, portal.editor, headline="某办法今日公布")

    assert titles(column) == ["关于印发某办法的通知"]
    approve_words(waiting_words(pick), portal.supervisor)
    assert titles(column) == ["某办法今日公布"]
    page.refresh_from_db()
    assert page.title == "关于印发某办法的通知"


def test_adopt__refused_when_page_is_a_draft(portal, column, jiaoyu):
    page = make_article(jiaoyu.news, live=False)

    with pytest.raises(ValidationError):
        adopt(page, column, portal.editor)


def test_adopt__refused_when_column_takes_no_reprints(portal, column, jiaoyu):
    page = make_document(jiaoyu.documents, is_reprint=True, issuer_name="国务院", source_name="中国政府网")

    with pytest.raises(ValidationError):
        adopt(page, column, portal.editor)


def test_adopted_page__leaves_own_documents_when_it_becomes_a_reprint(portal, column, jiaoyu, listing):
    page = make_article(jiaoyu.news)
    adopt(page, column, portal.editor)
    assert listing(column).total == 1

    page.is_reprint, page.issuer_name, page.source_name = True, "新华社", "新华网"
    publish(page)

    assert listing(column).total == 0
    assert listing(column).cards == []


def test_adopted_page__leaves_the_list_when_withdrawn(portal, column, jiaoyu, listing):
    page = make_article(jiaoyu.news)
    adopt(page, column, portal.editor)

    withdraw(page, make_user("s", jiaoyu.department, Role.SIGNER), "内容有误")

    assert (listing(column).total, listing(column).cards) == (0, [])


def test_adopt__brings_back_a_held_page(portal, column, jiaoyu, titles):
    page = make_document(jiaoyu.documents)
    hold(page, column, portal.editor)

    adopt(page, column, portal.editor)

    assert titles(column) == [page.title]


def test_decision__counts_in_one_column_only(portal, section, column, jiaoyu, listing):
    other = make_portal_column(section, ["ZCWJ"], slug="other")
    page = make_document(jiaoyu.documents)

    hold(page, column, portal.editor)

    assert (listing(column).total, listing(other).total) == (0, 1)


def test_pin__puts_page_at_the_top_in_order_and_keeps_total(portal, column, jiaoyu, listing):
    first, second, third = (make_document(jiaoyu.documents) for _ in range(3))
    outside = make_article(jiaoyu.news)

    pin(first, column, portal.editor)
    pin(outside, column, portal.editor)

    found = listing(column)
    assert [card.title for card in found.cards] == [first.title, outside.title, third.title, second.title]
    assert [card.pinned for card in found.cards] == [True, True, False, False]
    assert found.total == 4


def test_pin__takes_the_place_that_the_editor_names(portal, column, jiaoyu, titles):
    first, second = make_document(jiaoyu.documents), make_document(jiaoyu.documents)

    pin(first, column, portal.editor, order=2)
    pin(second, column, portal.editor, order=1)

    assert titles(column) == [second.title, first.title]


def test_pin__stands_on_its_last_day_and_ends_by_itself(portal, column, jiaoyu, listing, today):
    pinned, newer = make_document(jiaoyu.documents), make_document(jiaoyu.documents)
    pin(pinned, column, portal.editor, until=today)
    assert [card.title for card in listing(column).cards] == [pinned.title, newer.title]

    Pick.objects.update(pinned_until=today - datetime.timedelta(days=1))

    found = listing(column)
    assert [(card.title, card.pinned) for card in found.cards] == [(newer.title, False), (pinned.title, False)]
    assert found.total == 2


def test_pin__from_outside_the_rule_stays_adopted_after_its_end(portal, column, jiaoyu, listing, today):
    page = make_article(jiaoyu.news)
    pin(page, column, portal.editor, until=today)

    Pick.objects.update(pinned_until=today - datetime.timedelta(days=1))

    assert [card.title for card in listing(column).cards] == [page.title]
    assert listing(column).total == 1


def test_pin__refused_when_its_last_day_is_past(portal, column, jiaoyu, today):
    page = make_document(jiaoyu.documents)

    with pytest.raises(ValidationError) as refused:
        pin(page, column, portal.editor, until=today - datetime.timedelta(days=1))

    assert "pinned_until" in refused.value.message_dict


def test_pinned_page__stands_by_its_date_when_the_list_is_narrowed(portal, column, jiaoyu, shuili, listing):
    pinned = make_document(jiaoyu.documents)
    newer = make_document(jiaoyu.documents)
    make_document(shuili.documents)
    outside = make_article(jiaoyu.news)
    pin(pinned, column, portal.editor)
    pin(outside, column, portal.editor)

    found = listing(column, department=jiaoyu.department.pk)

    assert [card.title for card in found.cards] == [outside.title, newer.title, pinned.title]
    assert found.total == 3


def test_hold__ends_a_pin(portal, column, jiaoyu, titles):
    page = make_document(jiaoyu.documents)
    pin(page, column, portal.editor)

    hold(page, column, portal.editor)

    assert titles(column) == []


def test_take_back__lets_an_offer_wait_again(portal, column, jiaoyu):
    page = make_article(jiaoyu.news)
    offer(page, column, jiaoyu.webmaster)
    refuse(page, column, portal.editor, "不合适")

    take_back(page, column, portal.editor)

    pick = Pick.objects.get()
    assert (pick.decision, pick.reason, pick.decided_by) == (Pick.Decision.OFFERED, "", None)


def test_take_back__forgets_a_decision_without_offer(portal, column, jiaoyu, titles):
    page = make_document(jiaoyu.documents)
    hold(page, column, portal.editor)

    take_back(page, column, portal.editor)

    assert not Pick.objects.exists()
    assert titles(column) == [page.title]


def test_facets__follow_decisions(portal, column, jiaoyu, shuili, listing):
    held = make_document(jiaoyu.documents)
    make_document(jiaoyu.documents)
    make_document(shuili.documents)
    adopt(make_article(shuili.news), column, portal.editor)
    hold(held, column, portal.editor)

    facet = next(facet for facet in listing(column).facets if facet.name == "department")

    assert {option.label: option.count for option in facet.options} == {
        jiaoyu.department.short_name: 1,
        shuili.department.short_name: 2,
    }


@pytest.mark.parametrize("act", [adopt, hold, pin, take_back])
def test_decision__denied_when_user_is_of_a_department(act, column, jiaoyu):
    page = make_document(jiaoyu.documents)

    with pytest.raises(PermissionDenied):
        act(page, column, jiaoyu.webmaster)


def test_offer__waits_and_lists_nothing_by_itself(column, jiaoyu, listing):
    page = make_article(jiaoyu.news)

    pick = offer(page, column, jiaoyu.webmaster)

    assert (pick.decision, pick.department, pick.offered_by) == ("offered", jiaoyu.department, jiaoyu.webmaster)
    assert listing(column).total == 0


def test_offer__denied_when_page_is_of_another_department(column, jiaoyu, shuili):
    with pytest.raises(PermissionDenied):
        offer(make_article(shuili.news), column, jiaoyu.webmaster)


def test_offer__refused_when_page_is_a_draft(column, jiaoyu):
    with pytest.raises(ValidationError):
        offer(make_article(jiaoyu.news, live=False), column, jiaoyu.webmaster)


def test_offer__refused_when_made_twice(column, jiaoyu):
    page = make_article(jiaoyu.news)
    offer(page, column, jiaoyu.webmaster)

    with pytest.raises(ValidationError):
        offer(page, column, jiaoyu.webmaster)


def test_counters__equal_what_is_listed_on_all_pages(portal, column, jiaoyu, shuili, listing):
    documents = [make_document(site.documents) for site in (jiaoyu, shuili) for _ in range(13)]
    articles = [make_article(shuili.news) for _ in range(3)]
    hold(documents[0], column, portal.editor)
    refuse(documents[14], column, portal.editor, "不合适")
    pin(documents[3], column, portal.editor)
    pin(articles[0], column, portal.editor)
    adopt(articles[1], column, portal.editor)
    adopt(documents[20], column, portal.editor)

    seen = []
    for number in range(1, listing(column).page_count + 1):
        seen += [card.id for card in listing(column, page=number).cards]

    expected = {page.pk for page in (*documents, *articles[:2])} - {documents[0].pk, documents[14].pk}
    assert len(seen) == len(set(seen)) == listing(column).total == 26
    assert set(seen) == expected
    assert seen[:2] == [documents[3].pk, articles[0].pk]
