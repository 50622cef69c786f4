"""Relations are entered once and shown on both sides; what is not public is not shown."""

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import translation

from cms.approval.gate.admission import NotApproved
from cms.content.models import InterpretationPage, OfficialDocumentPage, PageRelation
from cms.content.relation_types import REVERSE_LABELS, RelationType
from cms.content.surroundings import surroundings
from tests.factories import make_article, make_column, make_document, publish


def relate(page, kind, target, order=0):
    page.relations.add(PageRelation(type=kind, target=target.contentpage_ptr, sort_order=order))
    return page


def shown(page, **attributes):
    """The groups of related pages on a page: titles by heading."""
    request = RequestFactory().get("/", headers={"host": "jiaoyu.localhost"})
    for name, value in attributes.items():
        setattr(request, name, value)
    with translation.override("en"):
        groups = surroundings(page, request)["relations"]
        return {str(group["label"]): [card.title for card in group["cards"]] for group in groups}


@pytest.mark.parametrize("kind", RelationType.values)
def test_relation__shows_on_both_sides_under_the_heading_of_each(column, kind):
    old = make_document(column, "旧文件")
    new = publish(relate(make_document(column, "新文件", live=False), kind, old))
    with translation.override("en"):
        here, there = str(RelationType(kind).label), str(REVERSE_LABELS[kind])
    assert shown(new) == {here: ["旧文件"]}
    assert shown(old) == {there: ["新文件"]}


def test_relation__is_not_shown_when_the_other_page_is_not_public(column):
    draft = make_document(column, "草稿", live=False)
    public = make_document(column, "公开", live=False)
    relate(draft, RelationType.AMENDS, public)
    draft.save_revision()
    draft.save()
    public = publish(relate(public, RelationType.BASED_ON, draft))
    assert shown(public) == {}
    publish(OfficialDocumentPage.objects.get(pk=draft.pk))
    assert shown(public) == {"Based on": ["草稿"], "Amended by": ["草稿"]}


def test_relation__follows_the_source_when_that_is_corrected_or_withdrawn(column):
    target = make_document(column, "原名")
    page = publish(relate(make_document(column, live=False), RelationType.RELATED, target))
    target.title = "新名"
    target = publish(target)
    assert shown(page) == {"See also": ["新名"]}
    target.unpublish()
    assert shown(page) == {}


def test_relations__stand_in_the_order_in_which_they_were_entered(column):
    targets = [make_document(column, title) for title in ("丙", "甲", "乙")]
    page = make_document(column, live=False)
    for order, target in enumerate(targets):
        relate(page, RelationType.RELATED, target, order)
    assert shown(publish(page)) == {"See also": ["丙", "甲", "乙"]}


def test_relation__is_shown_as_the_draft_has_it_when_it_is_previewed(column):
    first, second = make_document(column, "甲"), make_document(column, "乙")
    page = publish(relate(make_document(column, live=False), RelationType.RELATED, first))
    page.relations.set([PageRelation(type=RelationType.REPEALS, target=second.contentpage_ptr)])
    assert shown(page, is_preview=True) == {"Repeals": ["乙"]}
    assert shown(OfficialDocumentPage.objects.get(pk=page.pk)) == {"See also": ["甲"]}


def test_relation__refuses_the_page_itself(column):
    page = make_document(column)
    with pytest.raises(ValidationError) as caught:
        PageRelation(page=page.contentpage_ptr, target=page.contentpage_ptr).clean()
    assert set(caught.value.message_dict) == {"target"}


def test_interpretation__is_published_only_when_it_names_what_it_interprets(site, column):
    readings = make_column(site, "ZCJD")
    document = make_document(column, "被解读的文件")
    page = make_article(readings, "解读", live=False, model=InterpretationPage)
    publish(page)
    page = InterpretationPage.objects.get(pk=page.pk)
    assert not page.live
    page.live = True
    with pytest.raises(NotApproved):
        page.save()
    page.live = False
    relate(page, RelationType.INTERPRETS, document).save()
    page = publish(page)
    assert page.live
    assert shown(document) == {"Interpreted by": ["解读"]}
    assert shown(page) == {"Interprets": ["被解读的文件"]}


def test_neighbours__are_those_before_and_after_in_the_column(news):
    first, second, third = (make_article(news, title) for title in "甲乙丙")
    request = RequestFactory().get("/", headers={"host": "jiaoyu.localhost"})
    context = surroundings(second, request)
    assert (context["previous"].title, context["next"].title) == ("丙", "甲")
    assert surroundings(third, request)["previous"] is None
    assert surroundings(first, request)["next"] is None
    assert surroundings(make_article(news, live=False), request)["next"] is None
