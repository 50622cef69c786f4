"""Home pages and topic pages are put together of bands; a band without anything to show is not there."""

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from cms.content.models import Picture, ServiceGuidePage, Topic
from home.decisions import pin
from home.models import DepartmentsDirectoryPage, LinkDirectoryPage, TopicPage
from tests.factories import make_article, make_column, make_document, make_planned_column, publish
from tests.home.helpers import add_below, fresh, make_portal_column

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(tmp_path):
    """A small picture."""
    path = tmp_path / "p.png"
    Image.new("RGB", (64, 36)).save(path)
    with path.open("rb") as file:
        return Picture.objects.create(title="图", file=ImageFile(file, name="p.png"))


def set_bands(page, *bands):
    """Publish the page with these bands: pairs of type and value."""
    page = fresh(page)
    page.bands = [{"type": kind, "value": value} for kind, value in bands]
    return publish(page)


@pytest.fixture
def bands(get):
    """The bands that a visitor of the page is shown."""

    def _bands(page):
        response = get(page)
        assert response.status_code == 200
        return response.context["bands"]

    return _bands


def test_rule_list__shows_newest_of_the_column_with_the_way_to_it(portal, section, jiaoyu, bands):
    column = make_portal_column(section, ["ZCWJ"], title="部门文件")
    older, newer = make_document(jiaoyu.documents), make_document(jiaoyu.documents)
    home = set_bands(portal.home, ("rule_list", {"column": column.pk, "limit": 1, "layout": "documents"}))

    (band,) = bands(home)

    assert (band.template, band.heading) == ("content/bands/documents.html", "部门文件")
    assert band.more_url == f"/zhengwu/{column.slug}/"
    assert [card.title for card in band.cards] == [newer.title]
    assert older.title not in [card.title for card in band.cards]


def test_rule_list__puts_pinned_pages_first(portal, section, jiaoyu, bands):
    column = make_portal_column(section, ["ZCWJ"])
    older, newer = make_document(jiaoyu.documents), make_document(jiaoyu.documents)
    pin(older, column, portal.editor)
    home = set_bands(portal.home, ("rule_list", {"column": column.pk}))

    assert [card.title for card in bands(home)[0].cards] == [older.title, newer.title]


def test_rule_list__lists_by_a_rule_of_its_own(portal, jiaoyu, shuili, bands):
    make_article(jiaoyu.news)
    theirs = make_article(shuili.news)
    rule = {"planned_columns": [str(make_planned_column("GZDT").pk)], "departments": [str(shuili.department.pk)]}
    home = set_bands(portal.home, ("rule_list", {"heading": "水利动态", "rule": rule}))

    (band,) = bands(home)

    assert (band.heading, band.more_url) == ("水利动态", "")
    assert [card.title for card in band.cards] == [theirs.title]


def test_band__leaves_when_its_source_is_empty(portal, section, bands):
    column = make_portal_column(section, ["ZCWJ"])
    home = set_bands(
        portal.home,
        ("rule_list", {"column": column.pk}),
        ("lead_story", {"column": column.pk, "side_column": column.pk}),
        ("services", {"column": column.pk}),
        ("departments", {"column": column.pk}),
        ("responsible", {"column": column.pk}),
    )

    assert bands(home) == []


def test_band__leaves_when_its_column_is_not_public(portal, section, jiaoyu, bands):
    column = make_portal_column(section, ["ZCWJ"])
    make_document(jiaoyu.documents)
    home = set_bands(portal.home, ("rule_list", {"column": column.pk}))
    type(column).objects.filter(pk=column.pk).update(live=False)

    assert bands(home) == []


def test_lead_story__is_the_chosen_page_and_headlines_do_not_repeat_it(portal, section, jiaoyu, bands):
    column = make_portal_column(section, ["GZDT"])
    pages = [make_article(jiaoyu.news) for _ in range(4)]
    home = set_bands(portal.home, ("lead_story", {"page": pages[0].pk, "column": column.pk, "limit": 2}))

    (band,) = bands(home)

    assert band.template == "content/bands/lead.html"
    assert [card.title for card in band.cards] == [pages[0].title, pages[3].title, pages[2].title]


def test_lead_story__is_the_newest_with_a_picture_when_the_chosen_page_is_gone(portal, section, jiaoyu, bands, picture):
    column, side = make_portal_column(section, ["GZDT"]), make_portal_column(section, ["ZCWJ"], title="公告")
    shown = make_article(jiaoyu.news, lead_image=picture, lead_image_alt="图")
    newest = make_article(jiaoyu.news)
    chosen = make_article(jiaoyu.news, live=False)
    announcement = make_document(jiaoyu.documents)
    home = set_bands(portal.home, ("lead_story", {"page": chosen.pk, "column": column.pk, "side_column": side.pk}))

    (band,) = bands(home)

    assert band.template == "content/bands/news.html"
    assert [card.title for card in band.cards] == [shown.title, newest.title]
    assert (band.side.heading, [card.title for card in band.side.cards]) == ("公告", [announcement.title])


def test_hand_picked__keeps_the_chosen_order_and_drops_what_is_not_public(portal, jiaoyu, bands):
    first, second = make_article(jiaoyu.news), make_article(jiaoyu.news)
    draft = make_article(jiaoyu.news, live=False)
    home = set_bands(portal.home, ("hand_picked", {"heading": "推荐", "pages": [first.pk, draft.pk, second.pk]}))

    cards = bands(home)[0].cards

    assert [card.title for card in cards] == [first.title, second.title]
    assert not any(card.pinned for card in cards)


def test_departments__offers_those_that_have_pages_in_the_column(portal, section, jiaoyu, shuili, bands):
    column = make_portal_column(section, ["GZDT", "ZCWJ"])
    make_article(jiaoyu.news)
    make_document(shuili.documents)
    make_document(shuili.documents)
    home = set_bands(portal.home, ("departments", {"heading": "各部门", "column": column.pk}))

    (band,) = bands(home)

    assert [(option["value"], option["count"]) for option in band.options] == [
        (str(jiaoyu.department.pk), 1),
        (str(shuili.department.pk), 2),
    ]


def test_services__leads_to_the_column_of_each_department(portal, section, jiaoyu, bands):
    column, way = make_portal_column(section, ["GZDT"]), make_portal_column(section, ["ZCWJ"], title="按对象")
    make_article(jiaoyu.news)
    home = set_bands(portal.home, ("services", {"heading": "办事", "column": column.pk, "ways": [way.pk]}))

    (band,) = bands(home)

    assert [[link["text"] for link in group["links"]] for group in band.groups] == [
        ["按对象"],
        [jiaoyu.department.short_name],
    ]
    assert band.groups[1]["links"][0]["url"] == f"{band.more_url}?department={jiaoyu.department.pk}"


def test_services__leads_to_persons_and_enterprises_where_guides_exist(portal, section, jiaoyu, bands):
    column = make_portal_column(section, ["BSZN"])
    way = make_portal_column(section, ["BSZN"], slug="duixiang", title="按对象", grouping="audience")
    place = make_column(jiaoyu, "BSZN")
    for _ in range(2):
        make_article(place, model=ServiceGuidePage, for_person=True, office="服务处")
    home = set_bands(portal.home, ("services", {"heading": "办事", "column": column.pk, "ways": [way.pk]}))

    group = bands(home)[0].groups[0]

    assert group["heading"] == "按对象"
    assert [link["url"] for link in group["links"]] == ["/zhengwu/duixiang/?group=person"]


def test_topics__show_picture_sentence_and_two_newest(portal, section, jiaoyu, bands, picture):
    topic = Topic.objects.create(code="fangzai", name="防灾")
    page = add_below(
        section,
        TopicPage(
            title="防灾减灾", slug="fangzai", sentence="预警在前。", lead_image=picture, lead_image_alt="堤", live=False
        ),
    )
    rule = {"planned_columns": [str(make_planned_column("GZDT").pk)], "topics": [str(topic.pk)]}
    page = set_bands(page, ("rule_list", {"heading": "动态", "rule": rule}), ("rule_list", {"rule": rule}))
    filed = []
    for _ in range(3):
        article = make_article(jiaoyu.news, live=False)
        article.topics.set([topic])
        filed.append(publish(article))
    make_article(jiaoyu.news)
    home = set_bands(portal.home, ("topics", {"heading": "专题", "pages": [page.pk], "section": section.pk}))

    (band,) = bands(home)

    assert band.more_url == "/zhengwu/"
    (entry,) = band.topics
    assert (entry["title"], entry["url"], entry["summary"]) == ("防灾减灾", "/zhengwu/fangzai/", "预警在前。")
    assert (entry["image"], entry["image_alt"]) == (picture, "堤")
    assert [card.title for card in entry["cards"]] == [filed[2].title, filed[1].title]
    assert [card.title for card in bands(page)[0].cards] == [article.title for article in reversed(filed)]


def test_topic__lists_newest_of_its_subject_when_no_band_has_a_rule(portal, section, jiaoyu, get):
    topic = Topic.objects.create(code="fangzai", name="防灾")
    add_below(section, TopicPage(title="防灾", slug="fangzai", sentence="预警在前。", topic=topic, live=False))
    article = make_article(jiaoyu.news, live=False)
    article.topics.set([topic])
    article = publish(article)

    (entry,) = get(section).context["topics"]

    assert [card.title for card in entry["cards"]] == [article.title]


def test_responsible_and_links__lead_to_pages_that_are_public(portal, section, bands):
    directory = add_below(section, DepartmentsDirectoryPage(title="政府机构", slug="jigou", live=False))
    links = add_below(section, LinkDirectoryPage(title="链接目录", slug="lianjie", live=False))
    group = {"heading": "港澳", "links": [{"text": "香港特区政府", "url": "https://www.gov.hk/"}]}
    home = set_bands(
        portal.home,
        ("responsible", {"heading": "谁负责", "pages": [directory.pk], "links_heading": "机构"}),
        ("link_group", {"heading": "链接", "groups": [group], "directory": links.pk}),
    )

    responsible, link_band = bands(home)

    assert responsible.groups == [{"heading": "机构", "links": [{"text": "政府机构", "url": "/zhengwu/jigou/"}]}]
    assert link_band.more_url == "/zhengwu/lianjie/"
    assert link_band.groups[0]["links"][0]["url"] == "https://www.gov.hk/"


def test_figures_and_timeline__show_what_was_entered(portal, bands):
    figure = {"label": "地级市", "value": "21", "unit": "个", "series": [{"label": "粤东", "value": "4"}]}
    entries = [{"date": "2026-06-08", "text": "会商"}, {"when": "第1周", "text": "备案"}]
    home = set_bands(
        portal.home, ("figures", {"heading": "数说", "entries": [figure]}), ("timeline", {"entries": entries})
    )

    figures, timeline = bands(home)

    assert figures.entries[0]["series"][0]["label"] == "粤东"
    assert [entry["when"] or entry["date"].isoformat() for entry in timeline.entries] == ["2026-06-08", "第1周"]
