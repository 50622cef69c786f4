"""Every row ends as public, as a duplicate of a named page, or rejected with line, field and reason."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.approval.batches.course import ApprovalError, approve_batch, return_batch, review_batch, sign_batch
from cms.approval.batches.inspection import inspect
from cms.approval.batches.sampling import open_sample
from cms.approval.models import Batch, BatchItem
from cms.content.models import OfficialDocumentPage
from cms.content.validity import Validity
from tests.factories import make_document
from tests.importing.helpers import import_rows, imported, outcomes, rejects, row, run_import, sign_off

DRAFT, PUBLISHED = BatchItem.Outcome.DRAFT, BatchItem.Outcome.PUBLISHED
DUPLICATE, REJECTED = BatchItem.Outcome.DUPLICATE, BatchItem.Outcome.REJECTED


def test_import__drafts_wait_for_two_people(client, world, tmp_path):
    batch = import_rows(tmp_path, row(), row(), user="preparer")
    assert batch.status == Batch.Status.PREPARED
    assert batch.prepared_by == world.preparer
    assert outcomes(batch) == [DRAFT, DRAFT]
    assert not imported(batch).live
    inspect(batch)
    open_sample(batch, world.reviewer)
    review_batch(batch, world.reviewer)
    assert not imported(batch).live
    with pytest.raises(ApprovalError):
        sign_batch(batch, world.signer)
    assert sign_off(batch, world) == 2
    assert outcomes(batch) == [PUBLISHED, PUBLISHED]
    page = imported(batch)
    assert client.get(page.url_path.removeprefix("/portal"), headers={"host": "portal.localhost"}).status_code == 200


@pytest.mark.parametrize("pair", [("reviewer", "reviewer"), ("preparer", "signer"), ("reviewer", "preparer")])
def test_sign_off__refused_when_one_person_takes_two_parts(world, tmp_path, pair):
    batch = import_rows(tmp_path, row(), user="preparer")
    with pytest.raises(ApprovalError):
        approve_batch(batch, *(getattr(world, name) for name in pair), world.secrecy)
    assert not imported(batch).live


def test_returned_batch__stays_drafts(world, tmp_path):
    batch = import_rows(tmp_path, row())
    return_batch(batch, world.reviewer, "日期有误")
    assert not imported(batch).live
    with pytest.raises(ApprovalError):
        sign_off(batch, world)


def test_import__keeps_where_a_document_came_from(world, tmp_path):
    address = "https://www.example.gov.cn/2020/1.html"
    batch = import_rows(tmp_path, row(id="src-7", date="2011-02-03", source_url=address))
    sign_off(batch, world)
    page, item = imported(batch), batch.items.get()
    assert (item.source_id, item.source_url, len(item.source_hash)) == ("src-7", address, 64)
    assert page.source_url == address
    assert timezone.localdate(page.first_published_at) == datetime.date(2011, 2, 3)
    assert page.listed_at == page.first_published_at


def test_import__takes_over_the_facts_of_a_document(world, tmp_path):
    facts = {
        "title": "关于做好  防汛工作的意见",
        "issuer": "国务院、中央军委",
        "doc_number": "国发[2020]7号",
        "written_date": "2020-03-01",
        "effective_date": "2020-05-01",
        "keywords": ["防汛", "抗旱"],
        "theme": "水利",
        "status": "废止或失效",
    }
    page = imported(import_rows(tmp_path, row(**facts)))
    assert page.title == "关于做好 防汛工作的意见"
    assert (page.document_number, page.genre, page.theme) == ("国发〔2020〕7号", "opinion", "水利")
    assert page.issuer_names == ["国务院", "中央军委"]
    assert page.issuer_name == "国务院、中央军委"
    assert (page.written_date, page.effective_date) == (datetime.date(2020, 3, 1), datetime.date(2020, 5, 1))
    assert page.keyword_list == ["防汛", "抗旱"]
    assert page.validity == Validity.EXPIRED
    assert page.validity_cause
    assert page.validity_changed_on is None


@pytest.mark.parametrize(
    ("status", "validity"),
    [
        ("现行有效", "in_force"),
        ("试行", "in_force"),
        ("", "in_force"),
        ("废止", "repealed"),
        ("失效", "expired"),
        ("部分失效", "partly_repealed"),
        ("已修改", "amended"),
    ],
)
def test_import__understands_the_validity(world, tmp_path, status, validity):
    assert imported(import_rows(tmp_path, row(status=status))).validity == validity


def test_row__a_duplicate_when_source_number_is_the_same(world, tmp_path):
    first = row()
    batch = import_rows(tmp_path, first, row(id=first["id"]))
    assert outcomes(batch) == [DRAFT, DUPLICATE]
    assert batch.items.get(source_line="2").page_id == imported(batch).pk
    assert batch.items.get(source_line="2").reason


def test_row__a_duplicate_when_imported_from_another_file(world, tmp_path):
    first = row()
    original = imported(import_rows(tmp_path, first))
    batch = import_rows(tmp_path, {**first, "body": "<p>改过一个字的正文。</p>"}, name="again.jsonl")
    assert outcomes(batch) == [DUPLICATE]
    assert batch.items.get().page_id == original.pk


def test_row__no_duplicate_when_another_source_counts_from_one_too(world, tmp_path):
    import_rows(tmp_path, row(id="1"))
    assert outcomes(import_rows(tmp_path, row(id="1"), name="other.jsonl")) == [DRAFT]


@pytest.mark.parametrize("number", ["粤府〔2020〕9号", "粤府[2020]9号", "粤府（2020）９号"])
def test_row__a_duplicate_when_number_and_issuer_are_the_same(world, tmp_path, number):
    batch = import_rows(
        tmp_path,
        row(doc_number="粤府〔2020〕9号", issuer="广东省人民政府"),
        row(doc_number=number, issuer="广东省人民政府"),
    )
    assert outcomes(batch) == [DRAFT, DUPLICATE]
    assert batch.items.get(source_line="2").page_id == imported(batch).pk


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("粤府〔2020〕9号", {"issuer": "广东省人民政府办公厅"}),
        ("国务院令第9号", {}),
        ("广东省人民政府令〔2020〕第9号", {}),
        ("教育部公告2020年第9号", {}),
        ("", {}),
        ("粤府〔2020〕9号", {"issuer": ""}),
    ],
)
def test_row__no_duplicate_when_the_number_repeats_by_right(world, tmp_path, number, other):
    first = row(doc_number=number, issuer="广东省人民政府")
    batch = import_rows(tmp_path, first, row(doc_number=number, **{"issuer": "广东省人民政府", **other}))
    assert outcomes(batch) == [DRAFT, DRAFT]


def test_row__a_duplicate_when_a_page_here_carries_the_number(world, tmp_path):
    own = make_document(world.documents, document_number="粤教〔2020〕3号")
    batch = import_rows(tmp_path, row(doc_number="粤教[2020]3号", issuer="广东省教育厅"))
    assert outcomes(batch) == [DUPLICATE]
    assert batch.items.get().page_id == own.pk


def test_row__a_duplicate_when_text_is_the_same(world, tmp_path):
    first = row(body="<p>正文 第一段。</p><p>第二段。</p>")
    batch = import_rows(tmp_path, first, row(body="<div>正文第一段。<br>第二段。</div>"))
    assert outcomes(batch) == [DRAFT, DUPLICATE]


def test_row__a_duplicate_when_a_page_written_here_has_the_text(world, tmp_path):
    body = [{"type": "text", "value": {"text": "<p>手工录入的正文。</p>", "align": "start"}}]
    by_hand = make_document(world.documents, "另一个标题", body=body)
    batch = import_rows(tmp_path, row(body="<p>手工录入的正文。</p>"))
    assert outcomes(batch) == [DUPLICATE]
    assert batch.items.get().page_id == by_hand.pk


REFUSED = {
    "title": {"title": "  "},
    "long title": {"title": "长" * 256},
    "body": {"body": "<script>alert(1)</script>"},
    "date": {"date": ""},
    "future": {"date": "2999-01-01"},
    "no date": {"date": "昨天"},
    "written later": {"written_date": "2020-03-06"},
    "number": {"doc_number": "号" * 101},
    "issuer": {"issuer": "国" * 201},
    "keywords": {"keywords": "词" * 256},
}
FIELDS = {
    "long title": "title",
    "future": "date",
    "no date": "date",
    "written later": "written_date",
    "number": "doc_number",
}


@pytest.mark.parametrize("case", REFUSED)
def test_row__rejected_with_line_field_and_reason_when_it_breaks_a_rule(world, tmp_path, case):
    batch = import_rows(tmp_path, row(), row(**REFUSED[case]), row())
    assert outcomes(batch) == [DRAFT, REJECTED, DRAFT]
    (reject,) = rejects(tmp_path)
    assert reject["line"] == "2"
    assert reject["id"].startswith("doc-")
    assert reject["field"] == FIELDS.get(case, case)
    assert reject["reason"]
    assert batch.items.get(source_line="2").field == reject["field"]


def test_row__rejected_when_line_is_no_json(world, tmp_path):
    source = tmp_path / "rows.jsonl"
    source.write_text('{"broken\n', encoding="utf-8")
    batch = run_import(source)
    assert outcomes(batch) == [REJECTED]
    assert rejects(tmp_path)[0]["line"] == "1"


def test_rejects__no_file_when_all_rows_are_taken(world, tmp_path):
    (tmp_path / "rejects.jsonl").write_text("an earlier run's")
    import_rows(tmp_path, row())
    assert not (tmp_path / "rejects.jsonl").exists()


def test_import__nothing_twice_when_the_file_is_imported_again(world, tmp_path):
    rows = [row(), row()]
    batch = import_rows(tmp_path, *rows)
    pages = Page.objects.count()
    assert import_rows(tmp_path, *rows) == batch
    sign_off(batch, world)
    again = import_rows(tmp_path, *rows)
    assert outcomes(again) == [DUPLICATE, DUPLICATE]
    assert Page.objects.count() == pages


def test_sign_off__leaves_out_what_was_changed_since(world, tmp_path):
    batch = import_rows(tmp_path, row(), row())
    changed = imported(batch, 2)
    changed.title = "改过的标题"
    changed.save_revision()
    sign_off(batch, world)
    assert outcomes(batch) == [PUBLISHED, BatchItem.Outcome.CHANGED]
    assert OfficialDocumentPage.objects.filter(live=True).count() == 1
