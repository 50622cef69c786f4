"""Rows, sources and imports for tests. Every text is made up."""

import itertools
import json
from io import StringIO

from django.core.management import call_command

from cms.approval.batches.course import approve_batch
from cms.approval.models import Batch
from cms.content.models import OfficialDocumentPage
from tests.factories import decide_hits

_serial = itertools.count(1)


def row(**facts):
    """A row as sources have it: complete, and unlike any other."""
    number = next(_serial)
    return {
        "id": f"doc-{number}",
        "title": f"关于第{number}件事的通知",
        "issuer": "国务院",
        "doc_number": f"国发〔2020〕{number}号",
        "date": "2020-03-05",
        "body": f"<p>各单位：</p><p>这是第{number}件事的正文。</p>",
        **facts,
    }


def write_rows(path, *rows):
    """The rows as a JSONL file."""
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows), encoding="utf-8")
    return path


def run_import(source, **options):
    """Import a source by the command; the batch that it filled."""
    options = {"rejects": source.with_name("rejects.jsonl"), "stderr": StringIO(), **options}
    return Batch.objects.get(pk=call_command("import_documents", source, **options))


def import_rows(folder, *rows, name="rows.jsonl", **options):
    """Import rows given one by one."""
    return run_import(write_rows(folder / name, *rows), **options)


def sign_off(batch, world):
    """All steps, by three people; the first finds nothing in what the checks found."""
    decide_hits(batch, world.reviewer)
    return approve_batch(batch, world.reviewer, world.signer, world.secrecy)


def imported(batch, line=1):
    """The page that came of a line."""
    return OfficialDocumentPage.objects.get(batch_items__batch=batch, batch_items__source_line=str(line))


def outcomes(batch):
    """Outcome of each row, in the order of the source."""
    return list(batch.items.exclude(source_line="").order_by("pk").values_list("outcome", flat=True))


def rejects(folder):
    """The rejects file, line by line."""
    return [json.loads(line) for line in (folder / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]
