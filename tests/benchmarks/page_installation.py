"""One installation of a given size for `bench_pages`: builds it, then measures a page for each line it reads."""

import datetime
import json
import sys
import tempfile
import time
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import Client

from cms.approval.batches.course import approve_batch
from cms.content.models import ContentPage, OfficialDocumentPage
from cms.demo.load import load_demo
from cms.importing.readers import open_rows
from cms.importing.run import ImportRun
from cms.organisation.models import Department, User
from home.models import PortalColumnPage

PAGE_SIZE = 20
TEXTS_OF = ("jiaoyu", "renshe")
PEOPLE = ("menhu-shenhe", "menhu-qianfa", "menhu-baomi")


def main(size):
    call_command("migrate", verbosity=0)
    load_demo(80, lambda _text: None, TEXTS_OF)
    fill(size)
    addresses = addresses_of_kinds()
    measure = Meter(addresses)
    print(json.dumps(list(addresses)), flush=True)
    for line in sys.stdin:
        print(json.dumps(measure(line.strip())), flush=True)


def fill(size):
    """Documents of all departments, imported and signed off, until the installation has `size` content pages.

    The column over all departments ends with a full page, so that first and last page show equally many rows.
    """

    present = ContentPage.objects.filter(live=True).count()
    own = OfficialDocumentPage.objects.filter(live=True, planned_column__code="ZCWJ", is_reprint=False).count()
    wanted = max(size - present, PAGE_SIZE)
    wanted += -(wanted + own) % PAGE_SIZE
    departments = list(Department.objects.hosted().values_list("slug", "name"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for number in range(wanted):
                slug, name = departments[number % len(departments)]
                out.write(json.dumps(row(number, slug, name), ensure_ascii=False) + "\n")
        run = ImportRun(path)
        run.fill(open_rows(path))
    users = User.objects.in_bulk(PEOPLE, field_name="username")
    approve_batch(run.batch, *(users[name] for name in PEOPLE))


def row(number, slug, name):
    day = datetime.date(2026, 5, 31) - datetime.timedelta(days=number * 7919 % 3650)
    return {
        "id": f"bench-{number}",
        "title": f"关于做好第{number}号基准事项工作的通知",
        "issuer": name,
        "doc_number": f"基准示〔{day.year}〕{number + 1}号",
        "date": day.isoformat(),
        "site_hint": [slug],
        "body": "".join(f"<p>第{article}条　本事项第{number}号的第{article}款要求。</p>" for article in range(1, 13)),
    }


def addresses_of_kinds():
    """(host, path) of one page of each kind."""
    column = PortalColumnPage.objects.get(slug="bumen-wenjian")
    total = sum(tally.total for tally in column.listing_source().tallies())
    last = -(-total // PAGE_SIZE)
    document = OfficialDocumentPage.objects.filter(slug="bench-0").first()
    path = document.public_url.split("localhost", 1)[1]
    host = document.public_url.split("//")[1].split("/")[0]
    return {
        "portal home": ("localhost", "/"),
        "section": ("localhost", "/zhengwu-gongkai/"),
        "column, first page": ("localhost", "/zhengwu-gongkai/bumen-wenjian/"),
        "column, last page": ("localhost", f"/zhengwu-gongkai/bumen-wenjian/?page={last}"),
        "topic": ("localhost", "/zhuanti/touzi-guangdong/"),
        "department home": ("jiaoyu.localhost", "/"),
        "document": (host, path),
    }


class Meter:
    """Answers a page through the whole application and counts statements, CPU and bytes."""

    def __init__(self, addresses):
        self.addresses = addresses
        self.client = Client()
        for kind in addresses:
            for _time in range(3):
                self(kind)

    def __call__(self, kind):
        """One page: asked once so that what the process keeps is fresh, then counted, then timed."""
        host, path = self.addresses[kind]
        self.client.get(path, headers={"host": host})
        statements = []

        def counted(execute, *args):
            statements.append(args[0])
            return execute(*args)

        with connection.execute_wrapper(counted):
            response = self.client.get(path, headers={"host": host})
        if response.status_code != 200:
            raise SystemExit(f"{host}{path} answered {response.status_code}")
        started = time.process_time()
        response = self.client.get(path, headers={"host": host})
        spent = time.process_time() - started
        return {"sql": len(statements), "cpu_ms": spent * 1000, "bytes": len(response.content)}
