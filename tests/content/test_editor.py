"""What an editor sees: the kinds that fit a column, and each message beside its field, with nothing lost."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.images.views.images import IndexView
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.access.grants import grant_on_collection, make_collection
from cms.content.models import (
    ArticlePage,
    ContentPage,
    InterpretationPage,
    LeaderPage,
    OfficialDocumentPage,
    ServiceGuidePage,
    StatisticsPage,
)
from cms.content.relation_types import RelationType
from cms.organisation.roles import Role
from tests.content.files import make_picture
from tests.factories import make_article, make_column, make_document, make_planned_column, make_user

pytestmark = pytest.mark.django_db
DOCUMENT = {"genre": "notice", "validity": "in_force", "disclosure": "active"}


@pytest.fixture
def webmaster(client, site):
    """The browser of a signed-in webmaster of the education department."""
    client.force_login(make_user("webmaster", site.department, Role.WEBMASTER))
    return client


@pytest.fixture
def picture(site):
    """A picture of the department's own."""
    collection = make_collection(site.department.short_name)
    grant_on_collection(site.groups[Role.WEBMASTER], collection)
    return make_picture(collection=collection)


def form_of(**fields):
    """A submitted editor form with one paragraph of text."""
    body = streamfield([("text", {"text": rich_text("<p>正文</p>"), "align": "start"})])
    empty = {name: inline_formset([]) for name in ("attachments", "relations", "comments")}
    return nested_form_data(
        {"title": "标题", "slug": "biaoti", "body": body, "comment_notifications": "", **empty, **fields}
    )


def add(client, model, column, **fields):
    url = reverse("wagtailadmin_pages:add", args=("content", model._meta.model_name, column.pk))
    return client.post(url, form_of(**fields))


def errors_of(response):
    return {
        field: [str(message) for message in messages] for field, messages in response.context["form"].errors.items()
    }


def test_add_page__offers_only_kinds_of_the_plan_when_the_column_is_planned(webmaster, site):
    make_planned_column("ZCWJ", content_kinds=["document", "interpretation"])
    column = make_column(site, "ZCWJ")
    response = webmaster.get(reverse("wagtailadmin_pages:add_subpage", args=(column.pk,)))
    names = {model for _name, _app, model, _description in response.context["page_types"]}
    assert {"officialdocumentpage", "interpretationpage"} <= names
    assert not names & {"articlepage", "leaderpage", "serviceguidepage", "contentpage", "sitehomepage"}


def test_add_page__names_kinds_in_chinese_with_what_they_are_for(webmaster, news):
    response = webmaster.get(reverse("wagtailadmin_pages:add_subpage", args=(news.pk,)))
    for name, _app, model, description in response.context["page_types"]:
        if issubclass_of_content(model):
            assert any("\u4e00" <= char <= "\u9fff" for char in str(name)), model
            assert any("\u4e00" <= char <= "\u9fff" for char in str(description)), model


def issubclass_of_content(name):
    return any(model._meta.model_name == name for model in ContentPage.__subclasses__())


def test_add_page__lists_kinds_in_the_order_of_the_plan(webmaster, news):
    html = webmaster.get(reverse("wagtailadmin_pages:add_subpage", args=(news.pk,))).content.decode()
    shown = re.findall(r"/add/content/(\w+)/", html)
    assert shown == [
        "columnpage",
        "articlepage",
        "officialdocumentpage",
        "interpretationpage",
        "leaderpage",
        "institutionpage",
        "gazetteissuepage",
        "workreportpage",
        "planpage",
        "statisticspage",
        "projectpage",
        "serviceguidepage",
        "complaintphonespage",
        "disclosurepage",
        "plainpage",
    ]


@pytest.mark.parametrize("model", ContentPage.__subclasses__(), ids=lambda model: model.__name__)
def test_add_page__shows_the_form_of_every_kind(webmaster, news, model):
    url = reverse("wagtailadmin_pages:add", args=("content", model._meta.model_name, news.pk))
    response = webmaster.get(url)
    assert response.status_code == 200
    assert "body" in response.context["form"].fields


def test_add_article__saves_a_draft_when_all_is_well(webmaster, site, news):
    response = add(webmaster, ArticlePage, news, kind="news")
    assert response.status_code == 302
    page = ArticlePage.objects.get()
    assert (page.live, page.column, page.department) == (False, news, site.department)


def test_add_article__offers_only_kinds_of_the_plan(webmaster, site):
    make_planned_column("TZGG", content_kinds=["announcement"])
    column = make_column(site, "TZGG")
    url = reverse("wagtailadmin_pages:add", args=("content", "articlepage", column.pk))
    form = webmaster.get(url).context["form"]
    assert [value for value, _label in form.fields["kind"].choices] == ["announcement"]
    response = add(webmaster, ArticlePage, column, kind="news")
    assert set(errors_of(response)) == {"kind"}


def test_add_article__asks_for_words_when_a_picture_has_none(webmaster, news, picture):
    response = add(webmaster, ArticlePage, news, kind="news", lead_image=picture.pk)
    assert set(errors_of(response)) == {"lead_image_alt"}
    assert response.context["form"]["title"].value() == "标题"
    assert not ArticlePage.objects.exists()


def test_add_article__asks_for_words_when_a_picture_in_the_text_has_none(webmaster, news, picture):
    body = streamfield([("image", {"image": picture.pk, "alt": "", "caption": ""})])
    url = reverse("wagtailadmin_pages:add", args=("content", "articlepage", news.pk))
    response = webmaster.post(url, {**form_of(kind="news", body=body), "action-submit": "1"})
    assert set(errors_of(response)) == {"body"}


def test_add_article__drops_script_when_it_is_pasted(webmaster, news):
    evil = '{"blocks":[{"key":"a","text":"<script>alert(1)</script>","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[{"offset":0,"length":6,"key":0}]}],"entityMap":{"0":{"type":"LINK","mutability":"MUTABLE","data":{"url":"javascript:alert(1)"}}}}'  # noqa: E501
    body = streamfield([("text", {"text": evil, "align": "start"})])
    assert add(webmaster, ArticlePage, news, kind="news", body=body).status_code == 302
    text = str(ArticlePage.objects.get().body[0].value["text"])
    assert "<script" not in text
    assert "javascript:" not in text
    assert "alert(1)&lt;/script&gt;" in text


def test_add_document__says_what_a_number_looks_like_when_it_does_not_fit(webmaster, column):
    facts = {**DOCUMENT, "genre": "order", "document_number": "粤教〔2026〕3号"}
    errors = errors_of(add(webmaster, OfficialDocumentPage, column, **facts))
    assert set(errors) == {"document_number"}
    assert "粤府令第12号" in errors["document_number"][0]


def test_add_document__refuses_a_number_when_the_department_used_it_already(webmaster, column):
    make_document(column, document_number="粤教〔2026〕3号")
    facts = {**DOCUMENT, "document_number": "粤教［2026］3号"}
    assert set(errors_of(add(webmaster, OfficialDocumentPage, column, **facts))) == {"document_number"}
    assert OfficialDocumentPage.objects.count() == 1


def test_add_document__accepts_a_number_twice_when_the_form_names_the_other_version(webmaster, column):
    first = make_document(column, document_number="粤教〔2026〕3号")
    version = inline_formset([{"type": RelationType.VERSION_OF, "target": first.pk}])
    facts = {**DOCUMENT, "document_number": "粤教〔2026〕3号", "relations": version}
    assert add(webmaster, OfficialDocumentPage, column, **facts).status_code == 302
    assert OfficialDocumentPage.objects.filter(document_number="粤教〔2026〕3号").count() == 2


def test_add_interpretation__saves_a_draft_without_target_but_refuses_to_submit_it(webmaster, site, column):
    make_planned_column("ZCJD", content_kinds=["interpretation"])
    readings = make_column(site, "ZCJD")
    document = make_document(column)
    url = reverse("wagtailadmin_pages:add", args=("content", "interpretationpage", readings.pk))
    response = webmaster.post(url, {**form_of(), "action-submit": "1"})
    assert response.context["form"].formsets["relations"].non_form_errors()
    assert not InterpretationPage.objects.exists()
    other = inline_formset([{"type": RelationType.RELATED, "target": document.pk}])
    response = webmaster.post(url, {**form_of(relations=other), "action-submit": "1"})
    assert response.context["form"].formsets["relations"].non_form_errors()
    assert webmaster.post(url, form_of()).status_code == 302
    draft = InterpretationPage.objects.get()
    draft.delete()
    right = inline_formset([{"type": RelationType.INTERPRETS, "target": document.pk}])
    response = webmaster.post(url, {**form_of(relations=right), "action-submit": "1"})
    assert response.status_code == 302
    assert InterpretationPage.objects.get().current_workflow_state is not None


def test_add_guide__shows_every_breach_beside_its_field(webmaster, news):
    empty = {name: streamfield([]) for name in ("basis", "materials", "steps", "questions")}
    response = add(
        webmaster,
        ServiceGuidePage,
        news,
        **empty,
        item_type="licence",
        office="教师工作处",
        basic_code="44 99",
        implementation_code="x",
        statutory_limit="10",
        statutory_limit_unit="working_day",
        promised_limit="20",
        promised_limit_unit="working_day",
        charged="on",
        online_submission_url="javascript:alert(1)",
    )
    assert set(errors_of(response)) == {
        "basic_code",
        "implementation_code",
        "for_person",
        "promised_limit",
        "fee_standard",
        "fee_basis",
        "online_submission_url",
    }


def test_add_leader__refuses_an_office_that_ends_before_it_began(webmaster, news):
    response = add(
        webmaster, LeaderPage, news, position="厅长", order="1", in_office_from="2026-03-01", in_office_to="2026-02-01"
    )
    assert set(errors_of(response)) == {"in_office_to"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["学段", "2025"]], "at least one value"),
        ([["学段", "2025"], ["小学", "很多"]], "is not a number"),
        ([["学段", ""], ["小学", "1"]], "no heading"),
        ([["学段", "2025"], ["", "1"]], "does not say what it counts"),
    ],
)
def test_figures__say_which_cell_is_wrong(rows, said):
    block = StatisticsPage._meta.get_field("figures").stream_block.child_blocks["table"]
    with translation.override("en"), pytest.raises(Exception, match=said):
        block.clean({"data": rows, "table_header_choice": "both"})


def test_edit_page__keeps_what_was_typed_when_a_rule_is_broken(webmaster, news):
    page = make_article(news, live=False)
    page.save_revision()
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    response = webmaster.post(url, form_of(title="新的标题", kind="news", is_reprint="on"))
    assert set(errors_of(response)) == {"issuer_name", "source_name"}
    assert response.context["form"]["title"].value() == "新的标题"
    assert "正文" in response.content.decode()


def test_pictures__searched_in_any_order_that_is_offered(webmaster, picture):
    index = reverse("wagtailimages:index_results")
    for order in IndexView.ORDERING_OPTIONS:
        assert webmaster.get(index, {"q": picture.title, "ordering": order}).status_code == 200
