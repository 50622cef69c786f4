"""What `bench_log` measures, in a process and with a database of its own."""

import json
import os
import resource
import sys
import time

import django

django.setup()


from django.core.management import call_command  # noqa: E402

from cms.anchoring.anchors import append_anchor  # noqa: E402
from cms.approval.log.verify import verify  # noqa: E402
from cms.approval.models import LogEntry  # noqa: E402
from cms.triggers.installing import lifted  # noqa: E402
from tests.approval.log.helpers import extend_chain, make_chain  # noqa: E402

ENTRIES = int(os.environ.get("BENCH_LOG_ENTRIES", "100000"))
CHAINS = 40
QUARTERS = 4
LIMIT_SECONDS = 60


def main():
    call_command("migrate", verbosity=0)
    began = time.monotonic()
    chains = [make_chain(1) for _number in range(CHAINS)]
    for _quarter in range(QUARTERS):
        for chain in chains:
            extend_chain(chain, ENTRIES // CHAINS // QUARTERS)
        append_anchor()
    print(f"Wrote {LogEntry.objects.count()} entries in {time.monotonic() - began:.0f} s", file=sys.stderr)
    seconds, report = timed()
    with lifted():
        middle = LogEntry.objects.order_by("pk")[ENTRIES // 2]
        LogEntry.objects.filter(pk=middle.pk).update(title="改写")
    seconds_changed, changed = timed()
    result = {
        "entries": report.entries,
        "chains": report.chains,
        "anchors": report.anchors,
        "status": report.status,
        "seconds": seconds,
        "seconds_with_a_change": seconds_changed,
        "found": [finding.kind for finding in changed.findings],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "limit_seconds": LIMIT_SECONDS,
    }
    print(json.dumps(result))
    return int(max(seconds, seconds_changed) > LIMIT_SECONDS or report.status != "consistent, anchored")


def timed():
    """Seconds and report of one verification."""
    began = time.monotonic()
    report = verify()
    return round(time.monotonic() - began, 1), report


if __name__ == "__main__":
    sys.exit(main())
