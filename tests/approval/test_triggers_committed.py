"""The database refuses in transactions that end for good, and after the table of all pages was rebuilt."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Page

from cms.approval.models import Approval, Passage
from cms.triggers.installing import differences
from tests.e2e.people import ensure_roots
from tests.factories import make_article, make_column, make_department, make_site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def column():
    """A public column; nothing of it is rolled back."""
    ensure_roots()
    return make_column(make_site(make_department("jiaoyu")), "GZDT")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_passage__refused_when_it_would_outlive_its_transaction(column):
    page = make_article(column)
    statement = "INSERT INTO approval_passage (page_id, fingerprint, open_id) VALUES ({}, '{}', 0)"
    statement = statement.format(page.pk, Approval.objects.get(page=page.pk).fingerprint)
    with pytest.raises(IntegrityError):
        run(statement)

    @transaction.atomic
    def leave_open():
        run(statement)
        Page.objects.filter(pk=page.pk).update(title="夹带")

    with pytest.raises(IntegrityError):
        leave_open()
    assert Page.objects.get(pk=page.pk).title == page.title
    assert not Passage.objects.exists()


def rebuild(target):
    """Run the migration that rebuilds the table of all pages; how wide its column of titles is now."""
    call_command("migrate", "approval", target, verbosity=0)
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Page._meta.db_table)
    return next(column.display_size or column.internal_size for column in columns if column.name == "title")


def test_migration__leaves_the_triggers_in_place_when_it_rebuilds_the_page_table(settings, column):
    page = make_article(column)
    last = max(name for app, name in MigrationLoader(connection).disk_migrations if app == "approval")
    settings.MIGRATION_MODULES = {"approval": "tests.approval.rebuilding"}
    for target, width in (("9999_wider_titles", 300), (last, 255)):
        assert rebuild(target) == width
        assert differences() == ([], [])
        with pytest.raises(IntegrityError, match="publish gate"), transaction.atomic():
            Page.objects.filter(pk=page.pk).update(title="夹带")
