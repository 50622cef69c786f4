"""The phases of `bench_import`: build an installation, import into it, or write the same rows the stock way."""

import json
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import override_settings  # noqa: E402
from wagtail.models import Locale, Page  # noqa: E402

from cms.approval.batches.course import add_to_batch, approve_batch, open_batch  # noqa: E402
from cms.approval.gate.fingerprint import fingerprint_of_revision  # noqa: E402
from cms.approval.models import Approval, Batch  # noqa: E402
from cms.content.models import ColumnPage  # noqa: E402
from cms.importing.draft import RowRefused, draft_from  # noqa: E402
from cms.importing.pages import page_from  # noqa: E402
from cms.importing.places import LIBRARY, Place  # noqa: E402
from cms.importing.readers import Row, open_rows  # noqa: E402
from cms.organisation.loading import load_organisation  # noqa: E402
from cms.organisation.models import Department, PlannedColumn  # noqa: E402
from home.portal import build_portal  # noqa: E402
from sites.factory import build_department_site  # noqa: E402
from tests.factories import decide_hits  # noqa: E402

PEOPLE = ("bench-reviewer", "bench-signer", "bench-secrecy")
STOCK_SEARCH = {"default": {"BACKEND": "wagtail.search.backends.database"}}


def people():
    return [get_user_model().objects.get_or_create(username=name)[0] for name in PEOPLE]


def build():
    """The portal with its library of laws, and the site of every hosted department, all public."""
    call_command("migrate", verbosity=0)
    load_organisation()
    portal = build_portal()
    planned = PlannedColumn.objects.get(code=LIBRARY)
    library = ColumnPage(title=planned.name, slug=planned.slug, planned_column=planned, live=False)
    portal.add_child(instance=library)
    for department in Department.objects.hosted():
        build_department_site(department)
    drafts = [page.specific for page in Page.objects.filter(depth__gt=1, live=False).order_by("path")]
    batch = open_batch(Batch.Kind.OPENING, "bench")
    add_to_batch(batch, drafts)
    approve_batch(batch, *people())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {"sites": Department.objects.hosted().count()}


def import_all(documents, rejects):
    """The command, then the steps of the batch. The checks between them, the background's work, are timed apart."""
    began = time.monotonic()
    number = call_command("import_documents", documents, rejects=rejects)
    drafted = time.monotonic()
    batch = Batch.objects.get(pk=number)
    decide_hits(batch, people()[0])
    inspected = time.monotonic()
    approve_batch(batch, *people())
    signed = time.monotonic()
    seconds = drafted - began + signed - inspected
    outcomes = batch.items.exclude(source_line="").by_outcome()
    rows = sum(outcomes.values())
    return {
        "documents": rows,
        "seconds": round(seconds, 1),
        "documents_per_second": round(rows / seconds, 1),
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "import_seconds": round(drafted - began, 1),
        "check_seconds": round(inspected - drafted, 1),
        "sign_off_seconds": round(signed - inspected, 1),
        "outcomes": outcomes,
    }


def stock(documents, wanted):
    """A sample of the same rows by `add_child` and `save_revision().publish()`, with Wagtail's own search.

    The gate is satisfied lawfully: each revision's approval is recorded before it is published.
    """
    source = open_rows(Path(documents))
    step = max(source.total // int(wanted), 1)
    library = ColumnPage.objects.get(planned_column__code=LIBRARY, department=None)
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    reviewer, signer, _secrecy = people()
    seconds, written = 0.0, 0
    with override_settings(WAGTAILSEARCH_BACKENDS=STOCK_SEARCH):
        for row in source:
            if isinstance(row, Row) and source.position % step == 0:
                began = time.monotonic()
                if publish_alone(row, library, locale, reviewer, signer):
                    seconds += time.monotonic() - began
                    written += 1
    return {
        "stock_documents": written,
        "stock_documents_per_second": round(written / seconds, 1) if seconds else 0,
    }


def publish_alone(row, library, locale, reviewer, signer):
    """Whether the row could be written; what breaks a rule is left out and not timed."""
    try:
        with transaction.atomic():
            draft = draft_from(row)
            draft.place = Place(None, LIBRARY, True)
            page = page_from(draft, library, locale, [])
            page.validity_changed_on = page.first_published_at.date() if page.validity_cause else None
            ColumnPage.objects.get(pk=library.pk).add_child(instance=page)
            revision = page.save_revision()
            Approval.objects.create(
                page_id=page.pk,
                revision=revision,
                fingerprint=fingerprint_of_revision(revision),
                reviewed_by=reviewer,
                signed_by=signer,
            )
            revision.publish(user=signer, skip_permission_checks=True)
    except (RowRefused, ValidationError):
        return False
    return True


if __name__ == "__main__":
    phases = {"build": build, "import": import_all, "stock": stock}
    print(json.dumps(phases[sys.argv[1]](*sys.argv[2:])))
