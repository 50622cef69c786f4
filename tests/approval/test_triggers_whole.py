"""No guarded table is emptied, and no guarded row is put in the place of another, past the triggers of the rows."""

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.models import Page, PageViewRestriction, Revision

from cms.approval.gate.triggers.pages import parts
from cms.approval.models import Approval
from cms.content.models import Attachment
from tests.approval.helpers import submit
from tests.content.samples import make_attachment
from tests.factories import make_article

pytestmark = pytest.mark.django_db
sqlite_alone = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
postgresql_alone = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")


@pytest.fixture(params=["ON", "OFF"])
def recursive(request, db):
    """As the application's connections are set, and as a shell of the database's own."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers={request.param}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=ON")


def refused(statement, values=()):
    with pytest.raises(IntegrityError, match="publish gate"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def replace(model, pk, **values):
    """INSERT OR REPLACE of the stored row, with other values; refused."""
    names = [field.column for field in model._meta.local_concrete_fields]
    taken = ", ".join("%s" if name in values else f'"{name}"' for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    table, key = model._meta.db_table, model._meta.pk.column
    given = [values[name] for name in names if name in values]
    refused(f'REPLACE INTO "{table}" ({quoted}) SELECT {taken} FROM "{table}" WHERE "{key}" = %s', [*given, pk])


@sqlite_alone
def test_replace__refused_for_a_submitted_revision(column, people, recursive):
    page = submit(make_article(column, live=False), people["webmaster"])
    replace(Revision, page.latest_revision_id, content="{}")


@sqlite_alone
def test_replace__refused_for_the_restriction_of_a_public_page(column, recursive):
    page, draft = make_article(column), make_article(column, live=False)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    replace(PageViewRestriction, restriction.pk, page_id=draft.pk)


@sqlite_alone
def test_replace__refused_for_a_file_and_for_an_approval(column, recursive):
    replace(Attachment, make_attachment("a.pdf").pk, sha256="0" * 64)
    approval = Approval.objects.get(page=make_article(column).pk)
    replace(Approval, approval.pk, fingerprint="0" * 64)


@sqlite_alone
def test_connection__asks_the_triggers_of_deletion_when_it_replaces():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)


@postgresql_alone
def test_truncate__refused_for_every_table_of_what_is_public(column):
    make_article(column)
    connection.check_constraints()
    tables = {PageViewRestriction._meta.db_table, Approval._meta.db_table, Page._meta.db_table}
    for table in tables | {table for table, _column in parts()}:
        refused(f'TRUNCATE "{table}" CASCADE')
