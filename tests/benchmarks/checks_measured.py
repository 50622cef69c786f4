"""What `bench_checks` measures."""

import gzip
import json
import sys
import tempfile
import time
from collections import Counter

from django.core.management import call_command
from wagtail.blocks import StreamValue

from cms.approval.checks import rules  # noqa: F401
from cms.approval.checks.material import FileText, Material
from cms.approval.checks.registry import check_of
from cms.approval.checks.terms import watch_for
from cms.content.models import Attachment, OfficialDocumentPage
from cms.extraction.limits import Limits
from cms.extraction.reading import read_file
from cms.importing.cleaner import clean
from tests.checks.measuring import FINDERS, personal_rates, rates, typo_rates
from tests.checks.test_secrets import ANYWHERE, AT_THE_HEAD, NO_MARKINGS
from tests.extraction.papers import docx_of, pdf_of, xlsx_of

BLOCKING = ("secrets", "identity", "cards")
OTHERS = ("mobiles", "plates", "addresses", "mistaken", "forbidden", "dates")
SENTENCES = 5000
STREAM_BLOCK = OfficialDocumentPage._meta.get_field("body").stream_block
FORMATS = {
    "docx": docx_of,
    "xlsx": lambda *lines: xlsx_of(*([line] for line in lines)),
    "pdf": lambda *lines: pdf_of(lines),
}


def main(documents):
    """Print what is held up, then the figures as one JSON object."""
    call_command("migrate", verbosity=0)
    result = {
        "personal": {kind: personal_rates(kind, SENTENCES, seed=7) for kind in FINDERS},
        "secret_forms": secret_forms(),
    }
    if documents.is_file():
        result["mistaken"] = typo_rates(documents.parent / "typos_official_docs.jsonl", watch_for(None))
        result |= of_documents(documents)
    print(json.dumps(result, ensure_ascii=False))


def of_documents(documents):
    """Hits and documents with hits by check, and the documents that would be held up."""
    hits, with_hits, held_up, number = Counter(), Counter(), [], 0
    began = time.monotonic()
    with gzip.open(documents, "rt") as lines:
        for number, line in enumerate(lines, start=1):
            row = json.loads(line)
            material = _material(row["title"], clean(row["body"]).blocks)
            found = {code: _passages(code, material) for code in (*BLOCKING, *OTHERS)}
            for code, passages in found.items():
                hits[code] += len(passages)
                with_hits[code] += bool(passages)
            why = {code: found[code] for code in BLOCKING if found[code]}
            if why:
                held_up.append(number)
                print(f"held up: line {number} “{row['title']}” {why}", file=sys.stderr)
    return {
        "documents": number,
        "held_up": len(held_up),
        "held_up_lines": held_up,
        "hits": dict(hits),
        "documents_with_hits": dict(with_hits),
        "mistaken_per_document": round(hits["mistaken"] / max(number, 1), 4),
        "seconds": round(time.monotonic() - began, 1),
    }


def secret_forms():
    """Of every form of a marking, in the text and at the head of files; and of words that mark nothing."""
    marks, right, missed, wrong = [*ANYWHERE, *AT_THE_HEAD], 0, [], []
    for place in ("text", *FORMATS):
        for mark in marks:
            found = _marked(place, mark, "关于印发工作方案的通知", "正文。")
            right += bool(found)
            missed += [] if found else [f"{place}: {mark}"]
        wrong += [f"{place}: {words}" for words in NO_MARKINGS if _marked(place, words, "各单位：", words)]
    return {"forms": len(marks), "places": 1 + len(FORMATS), **rates(right, len(wrong), len(missed)), "missed": missed}


def _marked(place, *lines):
    if place == "text":
        html = "".join(f"<p>{line}</p>" for line in lines)
        return _passages("secrets", _material("标题", [{"type": "text", "value": {"text": html, "align": "start"}}]))
    with tempfile.NamedTemporaryFile() as file:
        file.write(FORMATS[place](*lines))
        file.seek(0)
        outcome = read_file(file, Limits())
    text = FileText(Attachment(title="附件", original_name="附件"), outcome.parts, outcome.problem)
    return _passages("secrets", _material("标题", [], [text]))


def _material(title, blocks, files=()):
    """A page that is stored nowhere."""
    material = Material(OfficialDocumentPage(title=title, body=StreamValue(STREAM_BLOCK, blocks, is_lazy=True)))
    material.files = list(files)
    return material


def _passages(code, material):
    return [hit.passage for hit in check_of(code).find(material)]
