"""The numbers that checks compare with: thresholds of the supervising office, with what the product begins with."""

from django.db.models import Max

from cms.extraction.limits import MEGABYTE, Limits
from cms.organisation.models import Threshold

PREFIX = "check-"
DEFAULTS = {
    "check-file-megabytes": 100,
    "check-file-unpacked-megabytes": 300,
    "check-file-seconds": 30,
    "check-file-memory-megabytes": 1024,
    "check-file-depth": 2,
    "check-file-letters": 3_000_000,
    "check-hits-shown": 10,
    "check-hits-decided": 300,
    "check-seconds": 20,
    "check-head-lines": 12,
    "check-recent-days": 90,
    "check-duplicate-percent": 80,
    "check-duplicate-letters": 80,
    "check-link-days": 7,
    "check-link-seconds": 10,
    "check-link-number": 50,
    "check-link-pause-milliseconds": 1000,
}


class Parameters:
    """The values in force on a day, read in one statement when first asked for."""

    def __init__(self, day):
        self.day = day
        self._values = None

    def __getitem__(self, code):
        if self._values is None:
            self._values = DEFAULTS | self._kept()
        return self._values[code]

    def _kept(self):
        """What the supervising office keeps: of each code the value that came into force last."""
        kept = Threshold.objects.filter(code__in=DEFAULTS, effective_from__lte=self.day)
        latest = kept.order_by().values("code").annotate(latest=Max("effective_from"))
        days = {row["code"]: row["latest"] for row in latest}
        return {row.code: int(row.value) for row in (kept if days else ()) if row.effective_from == days[row.code]}

    @property
    def limits(self):
        """What reading a file may cost."""
        return Limits(
            file_bytes=self["check-file-megabytes"] * MEGABYTE,
            unpacked_bytes=self["check-file-unpacked-megabytes"] * MEGABYTE,
            seconds=self["check-file-seconds"],
            memory_bytes=self["check-file-memory-megabytes"] * MEGABYTE,
            depth=self["check-file-depth"],
            letters=self["check-file-letters"],
        )
