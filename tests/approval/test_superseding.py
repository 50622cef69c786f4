"""What was replaced, or is read by people just now, does not come back and does not change."""

from uuid import uuid4

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, IntegrityError, connection, transaction
from wagtail.models import Locale, Revision

from cms.approval.batches.course import add_to_batch, close_batch, open_batch
from cms.approval.checks.findings import checked
from cms.approval.checks.findings import decide as decide_finding
from cms.approval.gate.admission import NotApproved
from cms.approval.models import Batch, Emergency, Passage, StepDecision
from cms.approval.models.tasks import StepRefused
from cms.approval.release.emergency import propose
from cms.approval.release.withdrawal import withdraw
from cms.content.models import ArticlePage, Attachment, ColumnPage, PageAttachment
from tests.approval.helpers import clear, decide, submit
from tests.content.files import make_attachment
from tests.factories import make_article, publish

pytestmark = pytest.mark.django_db


def fresh(page):
    return ArticlePage.objects.get(pk=page.pk)


def test_publish__refused_when_a_later_text_has_replaced_it(column):
    page = make_article(column, "旧文")
    before = page.live_revision
    page.title = "新文"
    publish(page)
    with pytest.raises(NotApproved):
        before.publish(skip_permission_checks=True)
    assert fresh(page).title == "新文"


def test_save__refused_when_a_public_page_takes_the_address_of_another_department(column, other):
    page = make_article(column)
    page.url_path = f"{other.column.url_path}{page.slug}/"
    with pytest.raises(NotApproved):
        page.save()


@pytest.mark.parametrize("name", ["path", "locale_id", "content_type_id", "translation_key"])
def test_save__refused_when_a_public_page_takes_another_place(column, other, name):
    page, foreign = make_article(column), make_article(other.column)
    values = {
        "path": foreign.path[:-4] + "0009",
        "locale_id": page.locale_id + 1000,
        "content_type_id": other.column.content_type_id,
        "translation_key": uuid4(),
    }
    setattr(page, name, values[name])
    with pytest.raises(NotApproved):
        page.save(clean=False)


def test_save__free_when_a_public_page_stays_where_it_is(column):
    page = make_article(column, "原样")
    page.save()
    assert fresh(page).live


def test_batch_item__stays_as_it_was_read(column):
    pages = [make_article(column, live=False) for _number in range(2)]
    batch = open_batch(Batch.Kind.IMPORT, "两件")
    add_to_batch(batch, pages[:1])
    batch.items.update(fingerprint="0" * 64)
    close_batch(batch)
    with pytest.raises(DatabaseError), transaction.atomic():
        batch.items.update(revision=pages[1].save_revision())
    with pytest.raises(DatabaseError), transaction.atomic():
        batch.items.update(fingerprint="1" * 64)


def test_emergency__stays_as_it_was_named(column, people):
    page = make_article(column, live=False)
    propose(page, people["webmaster"], people["signer"], "台风")
    with pytest.raises(DatabaseError), transaction.atomic():
        Emergency.objects.update(fingerprint="1" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        Emergency.objects.update(second=people["reviewer"])


def test_decision__stays_as_it_was_made(column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    decide(page, people["reviewer"])
    with pytest.raises(DatabaseError), transaction.atomic():
        StepDecision.objects.update(person=people["signer"].person)


def test_passage__that_would_disarm_the_triggers_is_refused(column):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO approval_passage (id, page_id, fingerprint, open_id) VALUES (0, NULL, '', 0)")


def test_check__names_a_passage_that_stands_open(db):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO approval_passage (page_id, fingerprint, open_id) VALUES (NULL, '', 0)")
        found = run_checks(tags=["database"], databases=["default"])
        Passage.objects.all().delete()
    assert "approval.E012" in [error.id for error in found]


def test_approve__refused_when_a_file_was_exchanged_after_the_submission(column, office):
    page = make_article(column, live=False)
    file = make_attachment("原附件")
    page.attachments.add(PageAttachment(attachment=file))
    for finding in checked(page.save_revision()).blocking:
        decide_finding(finding, office["webmaster"], "accept", "样例")
    page = submit(page, office["webmaster"])
    decide(page, office["reviewer"])
    Attachment.objects.filter(pk=file.pk).update(sha256="0" * 64)
    with pytest.raises(StepRefused):
        clear(page, office["secrecy"])
    assert not fresh(page).live


def test_publish__refused_when_it_was_unpublished_by_whatever_code(column):
    page = make_article(column)
    revision = page.live_revision
    page.unpublish()
    with pytest.raises(NotApproved):
        revision.publish(skip_permission_checks=True)


def test_revision__neither_deleted_nor_replaced_while_people_read_it(column, people):
    page = submit(make_article(column, live=False), people["webmaster"])
    revision = page.get_latest_revision()
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.filter(pk=revision.pk)._raw_delete("default")
    columns = [field.column for field in Revision._meta.local_concrete_fields]
    names = ", ".join(columns)
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    table = Revision._meta.db_table
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s", [revision.pk])


def test_alias__stays_off_when_it_was_withdrawn_itself(site, column, people):
    page = make_article(column)
    english = Locale.objects.get_or_create(language_code="en")[0]
    for source in (site.home, ColumnPage.objects.get(pk=column.pk), fresh(page)):
        alias = source.copy_for_translation(english, alias=True)
    assert alias.live
    withdraw(fresh(alias), people["signer"], "译文有误")
    alias = fresh(alias)
    alias.live = True
    with pytest.raises(NotApproved):
        alias.save()
    assert not fresh(alias).live
