"""Collects paragraphs, headings and tables as raw StreamField blocks, and their text beside them."""


class BlockWriter:
    """Consecutive paragraphs of one alignment become one text block of about `limit` characters."""

    def __init__(self, limit):
        self.blocks = []
        self.lines = []
        self._limit = limit
        self._parts = []
        self._size = 0
        self._align = None

    def paragraph(self, inner, text, align):
        self.markup(f"<p>{inner}</p>", text, align)

    def markup(self, markup, text, align):
        """Block-level markup: a paragraph or a list."""
        size = len(markup)
        if self._parts and (align != self._align or self._size + size > self._limit):
            self._close()
        self._align = align
        self._size += size
        self._parts.append(markup)
        self.lines.append(text)

    def heading(self, text, level):
        self._close()
        self.blocks.append({"type": "heading", "value": {"text": text, "level": level}})
        self.lines.append(text)

    def table(self, value, lines):
        self._close()
        self.blocks.append({"type": "table", "value": value})
        self.lines.extend(lines)

    def finish(self):
        self._close()
        return self.blocks, "\n".join(self.lines)

    def _close(self):
        if self._parts:
            value = {"text": "".join(self._parts), "align": self._align}
            self.blocks.append({"type": "text", "value": value})
            self._parts, self._size = [], 0
