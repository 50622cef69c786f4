"""Every publication is an entry, whatever path it takes; the shown date comes from the log and from nothing else."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.approval.batches.course import add_to_batch, approve_batch, open_batch
from cms.approval.log.verify import verify
from cms.approval.models import Batch, BatchItem, LogChain, LogEntry
from cms.approval.release.scheduling import publish_due
from cms.approval.release.withdrawal import withdraw
from cms.content.models import ArticlePage
from tests.approval.helpers import decide, submit
from tests.approval.log.helpers import events, newest
from tests.factories import make_article, make_column, publish, three_people, two_people

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2011, 2, 3, 4, 5, tzinfo=UTC)


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)


def approved(column, people, title="开学通知"):
    page = submit(make_article(column, title, live=False), people["webmaster"])
    decide(page, people["reviewer"])
    return decide(page, people["signer"])


def test_publish__is_entered_with_who_decided_in_which_role(column, people):
    page = approved(column, people)
    entry = newest(page)
    assert (entry.event, entry.page_id, entry.revision_id) == ("published", page.pk, page.live_revision_id)
    assert entry.fingerprint == page.approvals.get().fingerprint
    assert [(one["role"], one["account"]) for one in entry.actor_list] == [
        ("submit", "w"),
        ("review", "r"),
        ("sign_off", "s"),
    ]
    assert entry.procedure == page.get_workflow().name
    assert all(one["at"] for one in entry.actor_list)


def test_publish__shows_the_time_of_the_entry(column, people):
    page = approved(column, people)
    entry = newest(page)
    assert page.first_published_at == page.listed_at == entry.at == entry.shown_at


def test_correction__keeps_the_date_of_the_first_publication(column, people):
    page = approved(column, people)
    first = page.first_published_at
    page.title = "开学通知（更正）"
    page = submit(page, people["webmaster"])
    decide(page, people["reviewer"])
    page = decide(page, people["signer"])
    assert events(page) == ["published", "published"]
    assert page.first_published_at == first == newest(page).shown_at < newest(page).at
    assert newest(page).title == "开学通知（更正）"


def test_publish__refuses_a_forged_date_when_draft_or_revision_brings_one(column, people):
    page = make_article(column, "倒签", live=False)
    page.first_published_at = LONG_AGO
    page.save()
    page = submit(page, people["webmaster"])
    decide(page, people["reviewer"])
    page = decide(page, people["signer"])
    assert timezone.now() - page.first_published_at < timedelta(minutes=5)
    assert page.listed_at == page.first_published_at == newest(page).shown_at


def test_save__keeps_the_log_date_when_a_script_changes_it(column, people):
    page = approved(column, people)
    base = Page.objects.get(pk=page.pk)
    base.first_published_at = LONG_AGO
    base.save()
    assert fresh(page).first_published_at == newest(page).shown_at
    assert events(page) == ["published"]


def test_save__enters_nothing_when_nothing_changed(column, people):
    page = approved(column, people)
    page.save()
    page.save_revision()
    assert events(page) == ["published"]


def test_batch__enters_every_page_with_its_batch_and_people(site, column):
    reviewer, signer = two_people()
    pages = [make_article(column, live=False) for _ in range(3)]
    batch = open_batch(Batch.Kind.OPENING, "开通")
    add_to_batch(batch, pages)
    approve_batch(batch, reviewer, signer)
    for page in pages:
        entry = newest(page)
        assert (entry.event, entry.batch_id, entry.procedure) == ("published", batch.pk, "开通")
        assert [one["user"] for one in entry.actor_list] == [reviewer.pk, signer.pk]
        assert fresh(page).first_published_at == entry.shown_at == entry.at


def migrated(column, kind=Batch.Kind.IMPORT, date=LONG_AGO):
    page = make_article(column, "旧文", live=False)
    Page.objects.filter(pk=page.pk).update(first_published_at=date)
    page = fresh(page)
    batch = open_batch(kind, "迁移", source="old-site.csv")
    add_to_batch(batch, [page])
    BatchItem.objects.filter(batch=batch).update(source_url="http://old.example.cn/1.htm", source_hash="ab" * 32)
    approve_batch(batch, *three_people())
    return fresh(page)


def test_migrated__keeps_its_original_date_address_and_hash(column):
    page = migrated(column)
    entry = newest(page)
    assert (entry.event, entry.shown_at) == ("migrated", LONG_AGO)
    assert (entry.source_url, entry.source_hash) == ("http://old.example.cn/1.htm", "ab" * 32)
    assert timezone.now() - entry.at < timedelta(minutes=5)
    assert page.first_published_at == page.listed_at == LONG_AGO


def test_batch__takes_no_date_from_the_past_when_it_migrates_nothing(column):
    page = migrated(column, kind=Batch.Kind.OPENING)
    assert newest(page).event == "published"
    assert timezone.now() - page.first_published_at < timedelta(minutes=5)
    assert page.listed_at == page.first_published_at


def test_migrated__takes_no_date_from_the_future(column):
    page = migrated(column, date=timezone.now() + timedelta(days=30))
    assert newest(page).event == "published"
    assert page.first_published_at == newest(page).at


def test_batch__takes_the_same_number_of_statements_for_many_as_for_few(site, column):
    def statements(number):
        pages = [make_article(column, live=False) for _ in range(number)]
        batch = open_batch(Batch.Kind.OPENING, "开通")
        add_to_batch(batch, pages)
        with CaptureQueriesContext(connection) as queries:
            approve_batch(batch, *three_people())
        return sum("approval_log" in query["sql"] for query in queries)

    statements(1)
    assert statements(30) == statements(3)


def test_schedule__is_entered_when_its_time_has_come(column, people):
    page = make_article(column, "明日公布", live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page = submit(page, people["webmaster"])
    decide(page, people["reviewer"])
    page = decide(page, people["signer"])
    assert events(page) == []
    tomorrow = timezone.now() + timedelta(days=1, minutes=5)
    with patch("django.utils.timezone.now", return_value=tomorrow):
        publish_due()
    entry = newest(page)
    assert entry.event == "published"
    assert [one["role"] for one in entry.actor_list] == ["submit", "review", "sign_off"]
    assert fresh(page).first_published_at == entry.at == tomorrow


def test_expiry__is_entered(column):
    page = make_article(column)
    page.expire_at = timezone.now() - timedelta(minutes=5)
    page.save(update_fields=["expire_at"])
    publish_due()
    assert events(page) == ["published", "expired"]
    assert newest(page).actor_list == []


def test_withdrawal__is_entered_with_person_and_reason(column, people):
    page = approved(column, people)
    withdraw(page, people["signer"], "数据有误")
    entry = newest(page)
    assert (entry.event, entry.reason) == ("withdrawn", "数据有误")
    assert [(one["role"], one["account"]) for one in entry.actor_list] == [("withdraw", "s")]


def test_withdrawal__enters_what_stands_below_as_well(column, people):
    pages = [make_article(column) for _ in range(3)]
    withdraw(column, people["signer"], "栏目调整")
    assert events(column)[-1] == "withdrawn"
    assert [events(page)[-1] for page in pages] == ["withdrawn"] * 3
    assert {newest(page).reason for page in pages} == {"栏目调整"}


def test_withdrawn__comes_back_under_its_first_date(column, people):
    page = approved(column, people)
    first = page.first_published_at
    withdraw(page, people["signer"], "数据有误")
    page = submit(fresh(page), people["webmaster"])
    decide(page, people["reviewer"])
    page = decide(page, people["signer"])
    assert events(page) == ["published", "withdrawn", "published"]
    assert page.first_published_at == page.listed_at == first


def test_delete__is_entered_when_the_page_was_public(column):
    page = make_article(column)
    number = page.pk
    page.delete()
    assert LogEntry.objects.filter(page_id=number).latest("pk").event == "deleted"


def test_unpublish__is_entered_when_code_does_it(column):
    page = make_article(column)
    page.unpublish()
    assert events(page) == ["published", "withdrawn"]


def test_chain__is_one_for_each_site(column, other):
    mine, theirs = newest(make_article(column)), newest(make_article(other.column))
    assert mine.chain_id != theirs.chain_id
    for chain in LogChain.objects.all():
        numbers = list(chain.entries.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_log__is_consistent_after_all_of_this(column, other, people, anchors):
    page = approved(column, people)
    migrated(column)
    publish(*(make_article(other.column, live=False) for _ in range(5)))
    withdraw(page, people["reviewer"], "数据有误")
    make_article(make_column(other, "ZCWJ")).delete()
    report = verify()
    assert report.findings == []
    assert report.status == "consistent, not anchored"


def test_publish__is_undone_with_its_entry_when_the_transaction_fails(column, people, monkeypatch):
    page = submit(make_article(column, live=False), people["webmaster"])
    decide(page, people["reviewer"])

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("wagtail.actions.publish_page_revision.page_published.send", fail)
    with pytest.raises(RuntimeError):
        decide(page, people["signer"])
    assert events(page) == []
    assert not fresh(page).live
