"""A column of the portal lists exactly what its rule selects, and follows its source at once."""

import pytest
from django.utils import timezone

from cms.approval.release.withdrawal import withdraw
from cms.content.models import ArticlePage, LifeEvent, OfficialDocumentPage, ServiceGuidePage, Topic
from cms.content.validity import Validity
from cms.organisation.roles import Role
from home.decisions import hold
from tests.factories import make_article, make_column, make_document, make_user, publish
from tests.home.helpers import address, fresh, make_portal_column

pytestmark = pytest.mark.django_db


def test_column__lists_documents_of_all_departments_newest_first(section, jiaoyu, shuili, titles):
    column = make_portal_column(section, ["ZCWJ"])
    first = make_document(jiaoyu.documents, "教育文件")
    second = make_document(shuili.documents, "水利文件")
    make_article(jiaoyu.news, "教育消息")

    assert titles(column) == [second.title, first.title]


def test_column__leaves_out_drafts(section, jiaoyu, titles):
    column = make_portal_column(section, ["ZCWJ"])
    make_document(jiaoyu.documents, "草稿", live=False)

    assert titles(column) == []


def test_column__lists_nothing_by_itself_when_rule_names_no_planned_column(section, jiaoyu, titles):
    column = make_portal_column(section)
    make_document(jiaoyu.documents)

    assert titles(column) == []


def test_column__lists_only_departments_of_its_rule(section, jiaoyu, shuili, titles):
    column = make_portal_column(section, ["ZCWJ"], rule_departments=[shuili.department])
    make_document(jiaoyu.documents)
    theirs = make_document(shuili.documents)

    assert titles(column) == [theirs.title]


def test_column__lists_only_kinds_of_its_rule(section, jiaoyu, titles):
    column = make_portal_column(section, ["GZDT"], rule_kinds=["policy_news"])
    make_article(jiaoyu.news, kind="news")
    policy = make_article(jiaoyu.news, kind="policy_news")

    assert titles(column) == [policy.title]


def test_column__lists_only_subjects_of_its_rule_with_exact_total(section, jiaoyu, shuili, listing):
    topic, other = Topic.objects.create(code="a", name="防灾"), Topic.objects.create(code="b", name="投资")
    column = make_portal_column(section, ["GZDT"], rule_topics=[topic])
    filed = make_article(jiaoyu.news, live=False)
    filed.topics.set([topic, other])
    filed = publish(filed)
    elsewhere = make_article(shuili.news, live=False)
    elsewhere.topics.set([other])
    publish(elsewhere)

    found = listing(column)

    assert [card.title for card in found.cards] == [filed.title]
    assert found.total == 1


def test_column__never_lists_reprint_as_own_document(section, jiaoyu, listing):
    column = make_portal_column(section, ["ZCWJ"])
    own = make_document(jiaoyu.documents)
    make_document(jiaoyu.documents, "转载的文件", is_reprint=True, issuer_name="国务院", source_name="中国政府网")

    found = listing(column)

    assert [card.title for card in found.cards] == [own.title]
    assert found.total == 1


def test_library__lists_reprints_without_department(section, jiaoyu, listing):
    library = make_portal_column(section, ["FLFG"], slug="fagui", reprints="only")
    library.planned_column = library.rule_planned_columns.get()
    library.save_revision()
    library = publish(library)
    law = make_document(
        library, "中华人民共和国某法", is_reprint=True, issuer_name="全国人民代表大会", source_name="国家法律法规数据库"
    )
    documents = make_portal_column(section, ["ZCWJ"])

    found = listing(library)

    assert [(card.title, card.department_id, card.is_reprint) for card in found.cards] == [(law.title, None, True)]
    assert found.total == 1
    assert listing(documents).total == 0


def test_column__lists_own_children_once_when_they_also_match_the_rule(section, jiaoyu, listing):
    column = make_portal_column(section, ["GZDT"], slug="xinwen", include_own_children=True)
    column.planned_column = column.rule_planned_columns.get()
    column.save_revision()
    column = publish(column)
    own = make_article(column)
    theirs = make_article(jiaoyu.news)

    found = listing(column)

    assert [card.title for card in found.cards] == [theirs.title, own.title]
    assert found.total == 2


def test_column__lists_own_children_of_no_planned_column(section, jiaoyu, listing):
    column = make_portal_column(section, ["GZDT"], slug="xinwen", include_own_children=True)
    own = make_article(column)
    theirs = make_article(jiaoyu.news)

    found = listing(column)

    assert [card.title for card in found.cards] == [theirs.title, own.title]
    assert found.total == 2


def test_card__leads_to_the_address_on_the_department_host(section, jiaoyu, listing):
    column = make_portal_column(section, ["ZCWJ"])
    make_document(jiaoyu.documents)

    card = listing(column).cards[0]

    assert card.url.startswith("http://jiaoyu.localhost/")
    assert card.department_name == jiaoyu.department.short_name


def test_correction__shows_at_once(section, jiaoyu, titles):
    column = make_portal_column(section, ["ZCWJ"])
    document = make_document(jiaoyu.documents, "关于某事的通知")

    document.title = "关于某事的通知（更正）"
    publish(document)

    assert titles(column) == ["关于某事的通知（更正）"]


def test_withdrawal__takes_page_off_the_column_at_once(section, jiaoyu, listing):
    column = make_portal_column(section, ["ZCWJ"])
    document = make_document(jiaoyu.documents)
    signer = make_user("s", jiaoyu.department, Role.SIGNER)

    withdraw(document, signer, "内容有误")

    assert listing(column).cards == []
    assert listing(column).total == 0


def test_change_of_validity__shows_at_once(section, jiaoyu, listing):
    column = make_portal_column(section, ["ZCWJ"])
    document = make_document(jiaoyu.documents)
    assert listing(column).cards[0].validity == Validity.IN_FORCE

    document.validity, document.validity_cause = Validity.REPEALED, "由新文件废止"
    document.validity_changed_on = timezone.localdate()
    publish(document)

    assert listing(column).cards[0].validity == Validity.REPEALED


def test_move__takes_page_to_the_column_of_its_new_place_at_once(section, jiaoyu, titles, listing):
    news, announcements = make_portal_column(section, ["GZDT"]), make_portal_column(section, ["TZGG"])
    target = make_column(jiaoyu, "TZGG")
    page = make_article(jiaoyu.news)
    assert titles(news) == [page.title]

    fresh(page).move(fresh(target), pos="last-child")

    assert (titles(news), titles(announcements)) == ([], [page.title])
    assert (listing(news).total, listing(announcements).total) == (0, 1)


def test_nothing__is_copied(section, jiaoyu, titles):
    column = make_portal_column(section, ["ZCWJ"])
    make_document(jiaoyu.documents)
    titles(column)

    assert OfficialDocumentPage.objects.count() == 1
    assert ArticlePage.objects.count() == 0


@pytest.fixture
def guides(jiaoyu, shuili):
    """Three service guides: for persons, for enterprises, for both; two of them for a life event."""
    school = LifeEvent.objects.create(name="入学", order=2)
    firm = LifeEvent.objects.create(name="开办企业", order=1)
    found = {}
    for name, site, person, enterprise, events in (
        ("person", jiaoyu, True, False, [school]),
        ("enterprise", shuili, False, True, [firm]),
        ("both", jiaoyu, True, True, [school, firm]),
    ):
        place = site.home.get_children().filter(slug="bszn").first()
        column = place.specific if place else make_column(site, "BSZN")
        guide = make_article(
            column,
            f"{name}事项",
            False,
            ServiceGuidePage,
            for_person=person,
            for_enterprise=enterprise,
            office="服务处",
        )
        guide.life_events.set(events)
        found[name] = publish(guide)
    return found


def groups_of(found):
    """The facet of groups: label and count, in order."""
    return [(option.label, option.count) for facet in found.facets if facet.name == "group" for option in facet.options]


def test_guides__are_narrowed_to_persons_or_enterprises_with_exact_counts(portal, section, guides, listing):
    column = make_portal_column(section, ["BSZN"], grouping="audience")

    everything, enterprises = listing(column), listing(column, group="enterprise")

    assert everything.total == 3
    assert [count for _label, count in groups_of(everything)] == [2, 2]
    assert enterprises.total == 2
    assert {card.title for card in enterprises.cards} == {"enterprise事项", "both事项"}
    hold(guides["both"], column, portal.editor)
    assert [count for _label, count in groups_of(listing(column))] == [1, 1]
    assert listing(column, group="enterprise").total == 1


def test_guides__are_narrowed_to_a_life_event_in_the_order_of_events(section, guides, listing):
    column = make_portal_column(section, ["BSZN"], grouping="life_event")
    school = LifeEvent.objects.get(name="入学")

    found = listing(column, group=school.pk)

    assert groups_of(found) == [("开办企业", 2), ("入学", 2)]
    assert {card.title for card in found.cards} == {"person事项", "both事项"}
    assert found.total == 2


def test_guides__are_narrowed_by_group_and_department_together(section, guides, jiaoyu, listing):
    column = make_portal_column(section, ["BSZN"], grouping="audience")

    found = listing(column, group="enterprise", department=jiaoyu.department.pk)

    assert [card.title for card in found.cards] == ["both事项"]
    assert (found.total, groups_of(found)[0][1]) == (1, 2)


@pytest.mark.parametrize("group", ["nonsense", "7; DROP TABLE", "99"])
def test_guides__are_all_listed_when_the_group_does_not_exist(section, guides, listing, group):
    column = make_portal_column(section, ["BSZN"], grouping="life_event")

    assert listing(column, group=group).total == 3
    assert not listing(column, group=group).is_filtered


def test_column__takes_eight_statements_with_groups(section, guides, client, django_assert_max_num_queries):
    path = address(make_portal_column(section, ["BSZN"], grouping="life_event"))
    client.get(path, headers={"host": "localhost"})

    with django_assert_max_num_queries(8):
        client.get(path, {"group": "1"}, headers={"host": "localhost"})


def test_preview__shows_the_rule_as_it_is_in_the_draft(section, jiaoyu):
    column = make_portal_column(section, ["GZDT"])
    document = make_document(jiaoyu.documents)
    column.rule_planned_columns.set([jiaoyu.documents.planned_column])

    response = column.make_preview_request()

    assert document.title in response.content.decode()
