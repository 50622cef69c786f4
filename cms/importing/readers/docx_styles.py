"""How a Word paragraph and a run look: directly, or by the chain of their styles."""

from dataclasses import dataclass, replace

from docx.oxml.ns import qn

_ALIGN = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left", "both": "left"}
_HEADING_NAMES = {f"{word} {level}": level for word in ("heading", "标题") for level in range(1, 10)}
_TITLES = ("title", "标题")
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True)
class Look:
    """What matters of a paragraph: heading level (0 for none), alignment, number (list, level), title, bold, italic."""

    level: int = 0
    align: str = ""
    number: tuple = ()
    title: bool = False
    bold: bool = False
    italic: bool = False


def is_on(element):
    """Whether a switch like <w:b/> is set."""
    return element is not None and element.get(qn("w:val"), "1").lower() not in _OFF


class Styles:
    def __init__(self, document):
        self._elements, self._looks, self._default = {}, {}, None
        for style in document.styles.element.iter(qn("w:style")):
            key = style.get(qn("w:styleId"))
            self._elements[key] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on"):
                self._default = key

    def look(self, paragraph):
        properties = paragraph.find(qn("w:pPr"))
        chosen = None if properties is None else properties.find(qn("w:pStyle"))
        key = self._default if chosen is None else chosen.get(qn("w:val"))
        look = self._of_style(key, ())
        return look if properties is None else _with_paragraph(look, properties)

    def run_marks(self, run, look):
        """Inline tags for a run, from the inside out; None for hidden text."""
        properties = run.find(qn("w:rPr"))
        bold, italic, raised = look.bold, look.italic, ""
        if properties is not None:
            if is_on(properties.find(qn("w:vanish"))):
                return None
            style = properties.find(qn("w:rStyle"))
            if style is not None:
                own = self._of_style(style.get(qn("w:val")), ())
                bold, italic = bold or own.bold, italic or own.italic
            bold = _switch(properties, "w:b", bold)
            italic = _switch(properties, "w:i", italic)
            vertical = properties.find(qn("w:vertAlign"))
            raised = "" if vertical is None else vertical.get(qn("w:val"), "")
        marks = [name for name, value in (("sup", "superscript"), ("sub", "subscript")) if raised == value]
        if not look.level:
            marks += [name for name, wanted in (("i", italic), ("b", bold)) if wanted]
        return marks

    def _of_style(self, key, seen):
        if key in self._looks:
            return self._looks[key]
        style = self._elements.get(key)
        if style is None or key in seen or len(seen) > 20:
            return Look()
        based = style.find(qn("w:basedOn"))
        look = self._of_style(based.get(qn("w:val")), (*seen, key)) if based is not None else Look()
        properties = style.find(qn("w:pPr"))
        if properties is not None:
            look = _with_paragraph(look, properties)
        runs = style.find(qn("w:rPr"))
        if runs is not None:
            look = replace(look, bold=_switch(runs, "w:b", look.bold), italic=_switch(runs, "w:i", look.italic))
        name = style.find(qn("w:name"))
        name = "" if name is None else name.get(qn("w:val"), "").lower()
        if name in _HEADING_NAMES:
            look = replace(look, level=min(6, _HEADING_NAMES[name] + 1))
        if name in _TITLES:
            look = replace(look, title=True)
        self._looks[key] = look
        return look


def _with_paragraph(look, properties):
    align = properties.find(qn("w:jc"))
    if align is not None:
        look = replace(look, align=_ALIGN.get(align.get(qn("w:val")), ""))
    outline = properties.find(qn("w:outlineLvl"))
    if outline is not None:
        raw = outline.get(qn("w:val"), "")
        look = replace(look, level=min(6, int(raw) + 2) if raw in "012345678" and raw else 0)
    number = properties.find(qn("w:numPr"))
    if number is not None:
        look = replace(look, number=_number(number, look.number))
    return look


def _number(element, inherited):
    key, level = element.find(qn("w:numId")), element.find(qn("w:ilvl"))
    key = inherited[0] if key is None and inherited else "0" if key is None else key.get(qn("w:val"), "0")
    raw = "" if level is None else level.get(qn("w:val"), "")
    level = int(raw) if len(raw) == 1 and raw.isdigit() else inherited[1] if inherited else 0
    return () if key == "0" else (key, level)


def _switch(properties, name, inherited):
    element = properties.find(qn(name))
    return inherited if element is None else is_on(element)
