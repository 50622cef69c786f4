"""Many pages as a whole: prepared, reviewed and signed off by different people, published exactly as prepared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.approval.batches import course as module
from cms.approval.batches.course import (
    ApprovalError,
    add_to_batch,
    approve_batch,
    clear_batch,
    close_batch,
    open_batch,
    return_batch,
    review_batch,
    sign_batch,
    start_signing,
)
from cms.approval.batches.inspection import inspect
from cms.approval.batches.sampling import open_sample, sample_size
from cms.approval.checks.findings import checked
from cms.approval.checks.findings import decide as decide_finding
from cms.approval.models import Approval, Batch, BatchItem, SampleItem
from cms.content.models import ArticlePage, ColumnPage, OfficialDocumentPage
from tests.approval.helpers import all_items, is_public
from tests.factories import make_article, make_column, make_department, make_site, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(column):
    return [make_article(column, f"第{number}件", live=False) for number in range(3)]


@pytest.fixture
def batch(pages):
    batch = open_batch(Batch.Kind.IMPORT, "三件", prepared_by=make_user("preparer"))
    add_to_batch(batch, pages)
    return batch


@pytest.fixture
def reviewer(db):
    return make_user("reviewer")


@pytest.fixture
def signer(db):
    return make_user("signer")


def read_and(step, batch, user, *more):
    """Have the texts checked and open the sample, then take the step."""
    inspect(batch)
    open_sample(batch, user)
    return step(batch, user, *more)


def outcomes(batch):
    return list(batch.items.values_list("outcome", flat=True))


def test_batch__publishes_all_when_two_people_approved(client, batch, pages, reviewer, signer):
    assert approve_batch(batch, reviewer, signer) == 3
    assert all(is_public(client, page) for page in pages)
    assert batch.status == Batch.Status.SIGNED
    approval = Approval.objects.get(page=pages[0].pk)
    assert (approval.batch, approval.reviewed_by, approval.signed_by) == (batch, reviewer, signer)


def test_batch__refused_when_one_person_takes_both_steps(batch, reviewer):
    with pytest.raises(ApprovalError):
        approve_batch(batch, reviewer, reviewer)
    close_batch(batch)
    read_and(review_batch, batch, reviewer)
    with pytest.raises(ApprovalError):
        sign_batch(batch, reviewer)


def test_review__refused_when_the_batch_is_still_being_filled(batch, reviewer):
    with pytest.raises(ApprovalError):
        read_and(review_batch, batch, reviewer)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.FILLING


@pytest.mark.parametrize("step", ["review", "sign", "return"])
def test_batch__refused_when_who_prepared_it_takes_a_step(batch, reviewer, step):
    close_batch(batch)
    if step == "sign":
        read_and(review_batch, batch, reviewer)
    take = {"review": review_batch, "sign": sign_batch, "return": lambda *who: return_batch(*who, "理由")}[step]
    with pytest.raises(ApprovalError):
        take(batch, batch.prepared_by)


def test_sign__refused_when_not_reviewed(batch, signer):
    close_batch(batch)
    with pytest.raises(ApprovalError):
        sign_batch(batch, signer)


def test_sign__refused_when_another_person_is_signing(batch, reviewer, signer):
    close_batch(batch)
    read_and(review_batch, batch, reviewer)
    stale = Batch.objects.get(pk=batch.pk)
    read_and(start_signing, batch, signer)
    with pytest.raises(ApprovalError):
        start_signing(stale, make_user("late"))
    with pytest.raises(ApprovalError):
        sign_batch(Batch.objects.get(pk=batch.pk), make_user("later"))


def test_sign__goes_on_where_it_was_when_it_was_killed(batch, pages, reviewer, signer, monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 1)
    close_batch(batch)
    read_and(review_batch, batch, reviewer)

    class Killed(BaseException):
        pass

    def killed(_number):
        raise Killed

    with pytest.raises(Killed):
        read_and(sign_batch, batch, signer, killed)
    assert outcomes(batch) == ["published", "draft", "draft"]
    batch = Batch.objects.get(pk=batch.pk)
    assert batch.status == Batch.Status.SIGNING
    assert sign_batch(batch, signer) == 3
    assert Approval.objects.filter(batch=batch).count() == 3


def test_sign__publishes_what_is_left_when_an_item_was_changed(batch, pages, reviewer, signer):
    pages[0].title = "审后改动"
    pages[0].save_revision()
    approve_batch(batch, reviewer, signer)
    assert outcomes(batch) == ["changed", "published", "published"]
    assert not ArticlePage.objects.get(pk=pages[0].pk).live


def test_sign__publishes_the_revision_when_only_the_row_was_changed(batch, pages, reviewer, signer):
    ArticlePage.objects.filter(pk=pages[0].pk).update(title="库中改动", summary="夹带")
    approve_batch(batch, reviewer, signer)
    page = ArticlePage.objects.get(pk=pages[0].pk)
    assert (page.live, page.title, page.summary) == (True, "第0件", "")


def test_sign__marks_the_item_when_its_page_was_deleted(batch, pages, reviewer, signer):
    pages[0].delete()
    approve_batch(batch, reviewer, signer)
    assert outcomes(batch) == ["changed", "published", "published"]


def test_sign__publishes_columns_before_what_stands_in_them(reviewer, signer):
    site = make_site(make_department("minzheng"))
    column = make_column(site, "TZGG", live=False)
    page = make_article(column, live=False)
    column = ColumnPage.objects.get(pk=column.pk)
    column.save_revision()
    batch = open_batch(Batch.Kind.OPENING, "开通")
    add_to_batch(batch, [page, column])
    approve_batch(batch, reviewer, signer)
    assert outcomes(batch) == ["published", "published"]


def test_sign__leaves_a_page_a_draft_when_its_column_is_not_public(site, reviewer, signer):
    page = make_article(make_column(site, "TZGG", live=False), live=False)
    batch = open_batch(Batch.Kind.IMPORT, "孤页")
    add_to_batch(batch, [page])
    approve_batch(batch, reviewer, signer)
    item = batch.items.get()
    assert item.outcome == "changed"
    assert "TZGG" in item.reason


def test_sign__publishes_the_new_text_when_the_page_was_public_before(client, column, reviewer, signer):
    page = make_article(column, "旧")
    page.title = "新"
    page.save_revision()
    batch = open_batch(Batch.Kind.IMPORT, "更新")
    add_to_batch(batch, [page])
    approve_batch(batch, reviewer, signer)
    assert ArticlePage.objects.get(pk=page.pk).title == "新"


def test_sign__asks_the_database_as_often_for_many_items(column, reviewer, signer):
    def statements(number):
        batch = open_batch(Batch.Kind.IMPORT, "数")
        add_to_batch(batch, [make_article(column, live=False) for _ in range(number)])
        close_batch(batch)
        read_and(review_batch, batch, reviewer)
        open_sample(batch, signer)
        with CaptureQueriesContext(connection) as queries:
            sign_batch(batch, signer)
        return len(queries)

    assert statements(12) == statements(3)


def test_return__keeps_the_pages_drafts(batch, pages, reviewer, signer):
    close_batch(batch)
    read_and(review_batch, batch, reviewer)
    return_batch(batch, signer, "缺附件")
    assert (batch.status, batch.note, batch.returned_by) == (Batch.Status.RETURNED, "缺附件", signer)
    with pytest.raises(ApprovalError):
        sign_batch(batch, signer)
    assert outcomes(batch) == ["draft"] * 3


def test_close__finds_the_department_whose_site_alone_it_concerns(site, column, other):
    own = open_batch(Batch.Kind.IMPORT, "本部门")
    add_to_batch(own, [make_article(column, live=False), make_column(site, "ZCWJ", live=False)])
    both = open_batch(Batch.Kind.IMPORT, "两部门")
    add_to_batch(both, [make_article(column, live=False), make_article(other.column, live=False)])
    close_batch(own)
    close_batch(both)
    assert (own.department, both.department) == (site.department, None)


def test_rejected_rows__are_never_published(batch, reviewer, signer):
    BatchItem.objects.create(batch=batch, outcome=BatchItem.Outcome.REJECTED, source_line="4", reason="缺标题")
    assert approve_batch(batch, reviewer, signer) == 3
    assert outcomes(batch) == ["published"] * 3 + ["rejected"]


def test_batch__judges_the_revision_that_was_approved_and_not_the_row_before_it(client, column, reviewer, signer):
    page = make_article(column, live=False, model=OfficialDocumentPage, disclosure="on_request")
    page.disclosure = "active"
    page.save_revision()
    batch = open_batch(Batch.Kind.IMPORT, "一件")
    add_to_batch(batch, [page])

    assert approve_batch(batch, reviewer, signer, make_user("secrecy")) == 1
    assert is_public(client, page)


def test_sample__is_five_percent_and_at_least_twenty():
    assert [sample_size(number) for number in (0, 3, 20, 21, 400, 401, 4530)] == [0, 3, 20, 20, 20, 21, 227]


@pytest.mark.parametrize("step", ["review", "sign"])
def test_step__refused_when_the_sample_was_not_opened(batch, reviewer, signer, step):
    close_batch(batch)
    if step == "review":
        with pytest.raises(ApprovalError, match="3"):
            review_batch(batch, reviewer)
    else:
        read_and(review_batch, batch, reviewer)
        with pytest.raises(ApprovalError, match="3"):
            start_signing(batch, signer)


def test_sample__opened_by_another_person_does_not_count(batch, reviewer, signer):
    close_batch(batch)
    open_sample(batch, signer)
    with pytest.raises(ApprovalError):
        review_batch(batch, reviewer)
    read_and(review_batch, batch, reviewer)


def test_sample__is_drawn_once_and_anew_for_each_role(batch, column, reviewer, signer):
    add_to_batch(batch, [make_article(column, live=False) for _ in range(22)])
    close_batch(batch)
    samples = SampleItem.objects.filter(item__batch=batch)
    open_sample(batch, reviewer)
    drawn = set(samples.values_list("item", flat=True))
    open_sample(batch, signer)
    assert set(samples.values_list("item", flat=True)) == drawn
    assert len(drawn) == 20
    read_and(review_batch, batch, reviewer)
    open_sample(batch, signer)
    assert samples.filter(step="sign_off").count() == 20


def test_batch__refused_when_another_account_of_who_prepared_it_takes_a_step(batch):
    close_batch(batch)
    twin = make_user("twin", person=batch.prepared_by.person)
    with pytest.raises(ApprovalError):
        read_and(review_batch, batch, twin)


@pytest.mark.parametrize("step", ["review", "sign"])
def test_batch__refused_when_who_wrote_one_of_its_texts_takes_a_step(column, reviewer, signer, step):
    page = make_article(column, live=False)
    page.save_revision(user=reviewer if step == "review" else signer)
    batch = open_batch(Batch.Kind.IMPORT, "自写")
    add_to_batch(batch, [page])
    with pytest.raises(ApprovalError):
        approve_batch(batch, reviewer, signer)
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_documents__need_the_secrecy_review_of_the_batch(column, reviewer, signer):
    batch = open_batch(Batch.Kind.IMPORT, "公文")
    add_to_batch(batch, [make_article(column, live=False, model=OfficialDocumentPage)])
    close_batch(batch)
    assert batch.needs_secrecy
    read_and(review_batch, batch, reviewer)
    with pytest.raises(ApprovalError):
        read_and(sign_batch, batch, signer)
    with pytest.raises(ApprovalError):
        read_and(clear_batch, batch, reviewer, all_items())
    secrecy = make_user("secrecy")
    with pytest.raises(ApprovalError):
        read_and(clear_batch, batch, secrecy, [])
    clear_batch(batch, secrecy, all_items())
    assert (batch.cleared_by, len(batch.checklist)) == (secrecy, len(all_items()))
    with pytest.raises(ApprovalError):
        read_and(sign_batch, batch, secrecy)
    assert read_and(sign_batch, batch, signer) == 1


def test_sign__refused_when_a_blocking_hit_is_undecided(column, reviewer, signer):
    page = make_article(column, live=False)
    page.body = [("text", {"text": "<p>联系人身份证号：11010519491231002X</p>"})]
    page.save_revision()
    batch = open_batch(Batch.Kind.IMPORT, "有疑点")
    add_to_batch(batch, [page])
    found = checked(page.get_latest_revision())
    assert found.blocking
    with pytest.raises(ApprovalError):
        approve_batch(batch, reviewer, signer)
    for finding in found.blocking:
        decide_finding(finding, reviewer, "false_alarm", "样例")
    assert approve_batch(batch, reviewer, signer) == 1
