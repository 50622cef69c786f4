"""The installation of `fuzz`: builds it, crawls it, and sends rounds of hostile requests."""

import json
import logging
import os
import random
import shutil
import time
import traceback
from itertools import count
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.signals import got_request_exception  # noqa: E402
from django.db import connections  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from wagtail.models import Site  # noqa: E402

from cms.delivery.roots import forget_roots  # noqa: E402
from cms.wsgi import application  # noqa: E402
from tests.benchmarks.admin_installation import build  # noqa: E402
from tests.benchmarks.fuzz_client import Browser  # noqa: E402
from tests.benchmarks.fuzz_rounds import Round, known_streams  # noqa: E402
from tests.benchmarks.fuzz_sights import Sights, crawl  # noqa: E402

REQUESTS_A_ROUND = 250
PLACES = 12
SECONDS = float(os.environ.get("FUZZ_SECONDS") or 600)
SEED = os.environ.get("FUZZ_SEED") or "7"
ONLY = os.environ.get("FUZZ_ROUND")
ACCOUNT = os.environ.get("FUZZ_ACCOUNT") or "jiaoyu-caibian"


class Installation:
    """The database and the files as they were built, to be put back before each round."""

    def __init__(self, folder):
        self.live = Path(settings.DATABASES["default"]["NAME"])
        self.kept = folder / "kept.sqlite3"
        self.media, self.kept_media = Path(settings.MEDIA_ROOT), folder / "kept-media"

    def keep(self):
        """As it stands now is how it always begins."""
        self._close()
        shutil.copy(self.live, self.kept)
        self.media.mkdir(exist_ok=True)
        shutil.copytree(self.media, self.kept_media, dirs_exist_ok=True)

    def put_back(self):
        """As it was kept."""
        self._close()
        for suffix in ("-wal", "-shm"):
            self.live.with_name(self.live.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.kept, self.live)
        shutil.rmtree(self.media)
        shutil.copytree(self.kept_media, self.media)
        forget_roots()

    def _close(self):
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()


class Errors:
    """What went wrong: every error is counted, each kind is printed once."""

    def __init__(self):
        self.number, self.seen, self.raised = 0, {}, None
        got_request_exception.connect(self._remember, weak=False)

    def _remember(self, sender, request, **kwargs):
        self.raised = traceback.format_exc()

    def judge(self, sent, answer, where):
        raised, self.raised = self.raised, None
        if answer.status < 500 and answer.raised is None:
            return
        self.number += 1
        lines = (answer.raised or raised or f"answered {answer.status}").strip().splitlines()
        places = [line.strip() for line in lines if line.strip().startswith("File ")]
        kind = (lines[-1].split(":")[0], places[-1] if places else sent.path)
        self.seen[kind] = self.seen.get(kind, 0) + 1
        if self.seen[kind] > 1:
            return
        print(f"SERVER ERROR {answer.status} {sent.method} {sent.path[:400]}")
        print(f"  {lines[-1][:600]}")
        for place in places[-PLACES:]:
            print(f"    {place}")
        ours = [place for place in places if f"{settings.BASE_DIR}/" in place and "site-packages" not in place]
        print(f"  ours: {ours[-1] if ours else 'none'}")
        print(f"  sent: {sent.content_type or '-'} {sent.body[:1500]!r}")
        print(f"  repeat: FUZZ_SEED={SEED} FUZZ_ACCOUNT={ACCOUNT} FUZZ_ROUND={where}", flush=True)


def prepare(folder):
    """The demonstration, built where it is not there yet, and who signs in to it."""
    installation = Installation(folder)
    if not installation.kept.exists():
        build()
        installation.keep()
    installation.put_back()
    return installation, Browser(application, get_user_model().objects.get(username=ACCOUNT))


def main():
    setup_test_environment()
    logging.disable(logging.CRITICAL)
    began = time.monotonic()
    installation, browser = prepare(Path(os.environ["FUZZ_FOLDER"]))
    errors, sights = Errors(), Sights(browser.user)
    browser.sign_in()
    print(f"crawling as {ACCOUNT}", flush=True)
    crawl(browser, sights, random.Random(f"{SEED}:crawl"), lambda *each: errors.judge(*each, "crawl"))
    streams, hosts = known_streams(), list(Site.objects.order_by("pk").values_list("hostname", flat=True))
    print(f"{len(sights.addresses)} addresses and {len(sights.forms)} forms seen", flush=True)
    began = time.monotonic()
    for number in [int(ONLY)] if ONLY and ONLY != "crawl" else count(1):
        if (time.monotonic() - began > SECONDS and not ONLY) or ONLY == "crawl":
            break
        installation.put_back()
        browser.sign_in()
        round_ = Round(random.Random(f"{SEED}:{number}"), sights, streams, hosts)
        for _request in range(REQUESTS_A_ROUND):
            sent = round_.next()
            answer = browser.send(sent)
            errors.judge(sent, answer, number)
            round_.learn(sent, answer)
    result = {
        "seconds": round(time.monotonic() - began),
        "requests": browser.requests,
        "addresses": len(browser.reached),
        "server_errors": errors.number,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
