"""How far an import has come: rows, rate, remaining time."""

import time

from django.utils.translation import gettext as _

SECONDS_BETWEEN_LINES = 2


class Progress:
    """Writes a line every two seconds; on a terminal the line is written over.

    Called with the tally after each group; `rows` is the source, which knows its position and total.
    """

    def __init__(self, out, rows):
        self.out = out
        self.rows = rows
        self.started = self.shown = time.monotonic()

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def __call__(self, tally):
        now = time.monotonic()
        if now - self.shown < SECONDS_BETWEEN_LINES and self.rows.position < self.rows.total:
            return
        self.shown = now
        seconds = max(now - self.started, 0.001)
        rate = tally.rows / seconds
        left = (self.rows.total - self.rows.position) / rate if rate else 0
        line = _("%(done)d of %(total)d · %(rate).0f a second · about %(left)d s left") % {
            "done": self.rows.position,
            "total": self.rows.total,
            "rate": rate,
            "left": left,
        }
        terminal = getattr(self.out, "isatty", lambda: False)()
        self.out.write(f"\r{line}" if terminal else line, ending="" if terminal else "\n")
