"""The content of what is public, against what the log says was approved."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.approval.log.content import pages_against_content
from cms.approval.log.watch import watch
from cms.approval.models import Approval
from cms.approval.release.scheduling import set_expiry
from cms.jobs.models import Mail
from cms.organisation.roles import Role
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def forge(page, title):
    """What somebody with the application's own account to the database can do: a passage by hand, then other words."""
    content = Approval.objects.in_force().get(page=page.pk).fingerprint
    with connection.cursor() as cursor:
        passage = "INSERT INTO approval_passage (page_id, fingerprint, open_id) VALUES (%s, %s, 0)"
        cursor.execute(passage, [page.pk, content])
        cursor.execute("UPDATE wagtailcore_page SET title = %s WHERE id = %s", [title, page.pk])
        cursor.execute("DELETE FROM approval_passage")


def test_content__agrees_when_everything_was_approved(column):
    make_article(column)
    assert list(pages_against_content()) == []


def test_content__named_when_a_public_page_was_rewritten_below_the_models(column):
    make_article(column, "真的")
    forged = make_article(column, "原来的")
    forge(forged, "假的")
    assert [str(forged.pk) in sentence and "假的" in sentence for sentence in pages_against_content()] == [True]
    with pytest.raises(CommandError):
        call_command("verify_publication_log", content=True, stdout=StringIO())


def test_content__agrees_when_the_page_ends_earlier_than_approved(column, people):
    page = make_article(column)
    set_expiry(page, people["signer"], timezone.now() + timedelta(days=1), "到期")
    assert list(pages_against_content()) == []


def test_content__takes_the_same_statements_at_any_number(column):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            list(pages_against_content())
        return len(queries)

    make_article(column)
    statements()
    few = statements()
    for _number in range(4):
        make_article(column)
    assert statements() == few


def test_watch__tells_the_supervising_office_once_a_day(column):
    make_user("ducha", None, Role.SUPERVISOR, email="ducha@example.cn")
    assert watch() == 0
    forge(make_article(column), "假的")
    assert watch() == watch() == 1
    assert [row.to for row in Mail.objects.all()] == [["ducha@example.cn"]]
    assert mail.outbox == []
