"""How far an import has come: rows, rate, remaining time."""

import time

from django.utils.translation import gettext as _

SECONDS_BETWEEN_LINES = 2


class Progress:
    """Writes a line every two seconds; on a terminal the line is written over.

    Called with the tally after each group; `rows` is the source, which knows its position and total. The rate is that
    of this run: what an earlier one had done counts as done, not as done just now.
    """

    def __init__(self, out, rows, tally):
        self.out = out
        self.rows = rows
        self.before = tally.rows
        self.started = self.shown = time.monotonic()
        self.terminal = getattr(out, "isatty", lambda: False)()

    def __call__(self, tally):
        now = time.monotonic()
        ended = self.rows.position >= self.rows.total
        if now - self.shown < SECONDS_BETWEEN_LINES and not ended:
            return
        self.shown = now
        rate = (tally.rows - self.before) / max(now - self.started, 0.001)
        line = _("%(done)d of %(total)d · %(rate).0f a second · about %(left)d s left") % {
            "done": self.rows.position,
            "total": self.rows.total,
            "rate": rate,
            "left": (self.rows.total - self.rows.position) / rate if rate else 0,
        }
        self.out.write(f"\r{line}" if self.terminal else line, ending="\n" if ended or not self.terminal else "")
