"""The portal's pages in the editor: what an editor sends comes back from the form, and translations are drafts."""

import pytest
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms.content.blocks.bands import PortalBandsBlock
from home.models import (
    DepartmentsDirectoryPage,
    LinkDirectoryPage,
    PortalColumnPage,
    PortalHomePage,
    SectionPage,
    TopicPage,
)
from tests.factories import make_article, make_planned_column
from tests.home.helpers import add_below, fresh, make_portal_column

pytestmark = pytest.mark.django_db


@pytest.fixture
def edit(client, portal):
    """The editor of a page, as the portal's editor opens it."""
    client.force_login(portal.editor)

    def _edit(page):
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.status_code == 200
        return response

    return _edit


@pytest.fixture
def bands(section, jiaoyu):
    """One of each band, with every field given."""
    column, article = make_portal_column(section, ["GZDT"]), make_article(jiaoyu.news)
    rule = {"planned_columns": [str(make_planned_column("GZDT").pk)], "departments": [str(jiaoyu.department.pk)]}
    links = [{"text": "香港特区政府", "url": "https://www.gov.hk/"}]
    figure = {"label": "地级市", "value": "21", "unit": "个", "series": [{"label": "粤东", "value": "4"}]}
    return [
        ("lead_story", {"heading": "要闻", "page": article.pk, "column": column.pk, "side_column": column.pk}),
        ("rule_list", {"heading": "动态", "column": column.pk, "rule": rule, "limit": 4}),
        ("hand_picked", {"heading": "推荐", "pages": [article.pk]}),
        ("timeline", {"heading": "记事", "entries": [{"when": "第1周", "text": "备案"}]}),
        ("figures", {"heading": "数说", "entries": [figure]}),
        ("link_group", {"heading": "链接", "groups": [{"heading": "港澳", "links": links}]}),
        ("services", {"heading": "办事", "column": column.pk, "ways": [column.pk]}),
        ("responsible", {"heading": "负责", "column": column.pk, "pages": [column.pk], "links_heading": "机构"}),
        ("departments", {"heading": "部门", "column": column.pk}),
    ]


def with_bands(page, bands, count):
    page = fresh(page)
    page.bands = [{"type": kind, "value": value} for kind, value in bands[:count]]
    page.save_revision()
    return page


def test_editor__shows_a_home_page_with_every_band(portal, bands, edit):
    text = edit(with_bands(portal.home, bands, 9)).content.decode()

    for kind, _value in bands:
        assert kind in text


def test_editor__saves_the_rule_of_a_column(client, portal, section, edit):
    column = make_portal_column(section)
    planned = make_planned_column("TZGG")
    edit(column)

    data = {
        "title": column.title,
        "slug": column.slug,
        "planned_column": "",
        "description": "各部门的公告。",
        "keywords": "",
        "rule_planned_columns": [planned.pk],
        "rule_kinds": ["announcement"],
        "reprints": "none",
        "grouping": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    client.post(reverse("wagtailadmin_pages:edit", args=[column.pk]), data)

    draft = fresh(column).get_latest_revision_as_object()
    assert (draft.description, draft.rule_kinds) == ("各部门的公告。", ["announcement"])
    assert [row.pk for row in draft.rule_planned_columns.all()] == [planned.pk]
    assert fresh(column).description == ""


def test_band__asks_for_a_column_or_a_rule():
    block = PortalBandsBlock().child_blocks["rule_list"]

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"heading": "动态", "limit": 6, "layout": "list"}))

    assert set(refused.value.block_errors) == {"column"}


@pytest.mark.parametrize(
    ("model", "facts"),
    [
        (SectionPage, {"block": "province", "summary": "概况。"}),
        (PortalColumnPage, {"description": "列表。"}),
        (TopicPage, {"sentence": "一句话。"}),
        (LinkDirectoryPage, {"summary": "链接。"}),
        (DepartmentsDirectoryPage, {"summary": "机构。"}),
        (PortalHomePage, {}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_translate__makes_a_draft_of_every_kind_of_page(model, facts, portal, section, bands):
    page = portal.home
    if model is not PortalHomePage:
        parent = portal.home if model is SectionPage else section
        page = add_below(parent, model(title="页", slug="ye", live=False, **facts))
    if hasattr(page, "bands"):
        page = with_bands(page, bands, 6 if model is TopicPage else 9)
    english = Locale.objects.get_or_create(language_code="en")[0]

    source, _created = TranslationSource.update_or_create_from_instance(fresh(page))
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)

    copy = fresh(page).get_translation(english)
    assert not copy.live
    assert copy.locale == english
