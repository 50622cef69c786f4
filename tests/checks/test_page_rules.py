"""The checks of a page's facts, dates, pictures, tables, links and duplicates, each with what it finds and leaves."""

import datetime

import pytest

from cms.approval.checks.rules.pictures import describes
from cms.approval.checks.sketches import refresh_some
from cms.content.models import Attachment, OfficialDocumentPage, PageRelation, ServiceGuidePage
from cms.content.relation_types import RelationType
from tests.checks.helpers import check, draft, hits, read, text
from tests.content.files import make_attachment, make_picture
from tests.factories import make_article, make_column, make_document, publish

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)
LONG = [
    f"第{number}条　本办法规定第{number}类事项的办理程序、时限和责任单位，由主管部门负责解释。" for number in range(12)
]


def messages(page, code):
    return [finding.message for finding in check(page) if finding.check_code == code]


def table(*rows, **facts):
    head = {"first_row_is_table_header": True, "first_col_is_header": False, "table_header_choice": "row"}
    return {"type": "table", "value": {"data": [list(row) for row in rows], **head, **facts}}


def test_facts__names_what_a_document_lacks(site):
    page = draft(make_column(site, "ZCWJ"), "正文。", model=OfficialDocumentPage)
    found = {f.facts.get("field") for f in check(page) if f.check_code == "facts"}
    fields = ("document_number", "written_date", "theme", "office")
    assert {str(OfficialDocumentPage._meta.get_field(name).verbose_name) for name in fields} <= found
    assert not any(f.is_blocking for f in check(page) if f.check_code == "facts")


def test_facts__says_nothing_of_a_complete_document(site):
    page = draft(
        make_column(site, "ZCWJ"),
        "正文。",
        model=OfficialDocumentPage,
        document_number="粤府〔2026〕1号",
        written_date=TODAY,
        theme="教育",
        office="办公室",
        secrecy_review="已审查",
    )
    assert messages(page, "facts") == []


def test_facts__names_what_a_guide_lacks(site):
    page = draft(make_column(site, "BSZN"), model=ServiceGuidePage, office="办公室", for_person=True)
    assert len(messages(page, "facts")) >= 9


def test_facts__says_that_a_page_is_empty(column):
    assert any("neither text" in message for message in messages(draft(column), "facts"))
    assert messages(draft(column, "正文。"), "facts") == []


@pytest.mark.parametrize(
    "line",
    [
        "2026年2月29日",
        "2026年13月1日",
        "6月31日",
        "二〇二六年二月三十日",
        "2026-02-30",
        "2026年11月22日（星期一）",
        "11月22日25:10",
    ],
)
def test_date__found_when_no_calendar_has_it(line):
    assert len(read("dates", line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "2028年2月29日",
        "2月29日",
        "2026年11月22日（星期日）",
        "二〇二六年十二月三十一日",
        "1.2.3-45",
        "比例为25:75",
        "11月22日24:00",
        "2026-11-22",
    ],
)
def test_date__not_found_when_it_is_one(line):
    assert read("dates", line) == []


def test_date__found_when_what_is_asked_for_is_past():
    assert read("dates", "请于2020年3月1日前报送材料。") == ["2020年3月1日"]
    assert read("dates", "报名截止时间为2020年3月1日。") == ["2020年3月1日"]
    assert read("dates", "请于2199年3月1日前报送材料。", "会议于2020年3月1日召开。") == []


def test_date__says_that_a_document_in_force_has_run_out(site):
    page = draft(
        make_column(site, "ZCWJ"),
        model=OfficialDocumentPage,
        written_date=datetime.date(2020, 1, 2),
        effective_date=datetime.date(2020, 1, 1),
        expiry_date=datetime.date(2021, 1, 1),
    )
    found = messages(page, "dates")
    assert any("last day in force is past" in message for message in found)
    assert any("before it was written" in message for message in found)


@pytest.mark.parametrize("alt", ["", " ", "图片", "IMG_0012.jpg", "图1", "微信图片_20260101", "a.png"])
def test_picture__found_when_its_text_describes_nothing(column, alt):
    image = {"type": "image", "value": {"image": make_picture().pk, "alt": alt, "caption": ""}}
    assert len(messages(draft(column, blocks=[image]), "pictures")) == 1


def test_picture__not_found_when_it_is_described(column):
    image = {"type": "image", "value": {"image": make_picture().pk, "alt": "珠江大桥通车典礼", "caption": ""}}
    assert messages(draft(column, blocks=[image]), "pictures") == []
    assert describes("图中为新建的学校大门")


def test_picture__found_when_the_lead_picture_is_not_described(column):
    assert len(messages(draft(column, "正文。", lead_image=make_picture(), lead_image_alt="图片"), "pictures")) == 1


def test_table__found_when_it_is_empty(column):
    blocks = [
        table(["", ""], [None, ""]),
        table(["项目", "金额"], ["", ""]),
        table(["项目", "", "金额"], ["甲", "", "1"]),
    ]
    assert len(messages(draft(column, blocks=blocks), "tables")) == 3


def test_table__not_found_when_it_says_something(column):
    assert messages(draft(column, blocks=[table(["项目", "金额"], ["甲", "1"])]), "tables") == []


def link(target, words="链接"):
    return {"type": "text", "value": {"text": f"<p><a {target}>{words}</a></p>", "align": "start"}}


def test_link__found_when_the_page_is_gone_or_not_public(column):
    hidden, public = make_article(column, live=False), make_article(column)
    blocks = [
        link('linktype="page" id="987654"', "没有"),
        link(f'linktype="page" id="{hidden.pk}"', "草稿"),
        link(f'linktype="page" id="{public.pk}"', "公开"),
    ]
    assert hits(draft(column, blocks=blocks), "links") == ["没有", "草稿"] or set(
        hits(draft(column, blocks=blocks), "links")
    ) == {"没有", "草稿"}


def test_link__found_when_the_file_is_gone(column):
    file = make_attachment()
    page = draft(column, blocks=[link(f'linktype="document" id="{file.pk}"', "附表")])
    assert hits(page, "links") == []
    Attachment.objects.filter(pk=file.pk).delete()
    assert hits(page, "links") == ["附表"]


def test_link__found_when_its_anchor_does_not_exist(column):
    heading = {"type": "heading", "id": "abc", "value": {"text": "总则", "level": "h2"}}
    article = text("第一条　内容。")
    blocks = [
        heading,
        article,
        link('href="#h-abc"', "好"),
        link('href="#art-第一条"', "也好"),
        link('href="#nix"', "坏"),
    ]
    assert hits(draft(column, blocks=blocks), "links") == ["坏 (#nix)"]


def test_link__found_when_it_names_a_page_of_ours_by_address_that_is_not_there(column):
    public = make_article(column)
    address = public.public_url
    blocks = [
        link(f'href="{address}"', "好"),
        link(f'href="{address.rstrip("/")}-weg/"', "坏"),
        link('href="/nirgends/"', "也坏"),
        link('href="/admin/"', "别的"),
        link('href="mailto:a@b.cn"', "信"),
    ]
    found = hits(draft(column, blocks=blocks), "links")
    assert [passage.split(" ")[0] for passage in found] == ["坏", "也坏"]


def test_duplicate__found_on_another_departments_site_under_another_title(column, other):
    make_article(other.column, "原来的标题", body=[text(*LONG)])
    refresh_some()
    page = draft(column, *LONG, title="新的标题")
    found = [f for f in check(page) if f.check_code == "duplicates"]
    assert [f.facts["title"] for f in found] == ["原来的标题"]


def test_duplicate__found_when_a_sentence_was_changed(column):
    make_article(column, "同一标题", body=[text(*LONG)])
    changed = [*LONG[:-1], "本办法自发布之日起施行。"]
    assert messages(draft(column, *changed, title="同一标题"), "duplicates")


def test_duplicate__not_found_in_another_text_a_draft_or_what_was_withdrawn(column):
    make_article(column, "草稿", live=False, body=[text(*LONG)])
    make_article(column, "别的", body=[text(*(line.replace("办理", "审批").replace("条", "款") for line in LONG))])
    gone = make_article(column, "撤下", body=[text(*LONG)])
    refresh_some()
    type(gone).objects.get(pk=gone.pk).unpublish()
    refresh_some()
    assert messages(draft(column, *LONG), "duplicates") == []


def test_duplicate__not_found_in_another_version_of_the_text(site):
    column = make_column(site, "ZCWJ")
    old = make_document(column, body=[text(*LONG)])
    refresh_some()
    page = draft(column, *LONG, model=OfficialDocumentPage)
    assert messages(page, "duplicates")
    page.relations.add(PageRelation(type=RelationType.VERSION_OF, target=old))
    page.save()
    assert messages(page, "duplicates") == []


def test_duplicate__follows_what_is_public_now(column):
    page = make_article(column, "会改的", body=[text(*LONG)])
    refresh_some()
    page.body = [text("完全不同的内容。")]
    publish(page)
    refresh_some()
    assert messages(draft(column, *LONG), "duplicates") == []
