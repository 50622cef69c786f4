"""The text of a Word document as simple HTML, which the cleaner then takes like any other."""

from html import escape
from itertools import takewhile

from django.utils.translation import gettext as _
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from cms.importing.readers.docx_numbering import Numbering
from cms.importing.readers.docx_styles import Styles, is_on
from cms.importing.readers.fields import FieldError

MAX_TABLES_DEEP = 10
_THROUGH = {qn(name) for name in ("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo")}
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Signs of the Wingdings fonts that forms use, as characters of their own.
_SYMBOLS = {"F0A8": "□", "F06F": "□", "F0FE": "☑", "F052": "☑", "F0FC": "√", "F0FB": "×", "F06C": "●", "F0D8": "➢"}
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}


class DocxText:
    """Paragraphs as Word shows them: styles, numbering, text boxes, notes, accepted changes."""

    def __init__(self, document):
        self._part = document.part
        self._body = document.element.body
        self._styles = Styles(document)
        self._numbering = Numbering(document)
        self._boxes, self._notes, self._note_texts = [], [], {}
        self.paragraphs = []

    def html(self):
        out = []
        self._blocks(self._body, out, 0)
        for kind, key, label in self._notes:
            out.append(f"<p>{escape(label)} {self._note(kind, key)}</p>")
        return "\n".join(out)

    # Blocks

    def _blocks(self, container, out, depth):
        for child in container:
            if child.tag == qn("w:p"):
                self._paragraph(child, out, depth)
            elif child.tag == qn("w:tbl"):
                self._table(child, out, depth)
            elif child.tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None:
                    self._blocks(content, out, depth)
            elif child.tag in _THROUGH:
                self._blocks(child, out, depth)

    def _paragraph(self, element, out, depth):
        look = self._styles.look(element)
        inner = "".join(self._inline(element, look)).strip()
        label = self._numbering.next_label(*look.number) if look.number else ""
        if label and inner:
            inner = escape(label) + (" " if label[-1].isascii() else "") + inner
        boxes, self._boxes = self._boxes, []
        if inner:
            tag = f"h{look.level}" if look.level else "p"
            align = f' class="{look.align}"' if look.align else ""
            out.append(f"<{tag}{align}>{inner}</{tag}>")
            if not depth:
                self.paragraphs.append((look, "".join(_texts(element))))
        for box in boxes:
            self._check(depth + 1)
            self._blocks(box, out, depth + 1)

    def _table(self, element, out, depth):
        self._check(depth + 1)
        rows = []
        for row in _children(element, "w:tr"):
            properties = row.find(qn("w:trPr"))
            column = _whole(properties, "w:gridBefore", 0)
            cells = []
            for cell in _children(row, "w:tc"):
                details = cell.find(qn("w:tcPr"))
                width = max(1, _whole(details, "w:gridSpan", 1))
                merge = None if details is None else details.find(qn("w:vMerge"))
                going_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                cells.append((column, width, going_on, cell))
                column += width
            header = properties is not None and is_on(properties.find(qn("w:tblHeader")))
            rows.append((header, cells))
        out.append("<table>")
        for index, (header, cells) in enumerate(rows):
            out.append("<tr>")
            for column, width, going_on, cell in cells:
                if going_on and index:
                    continue
                tag = "th" if header else "td"
                spans = f' colspan="{width}"' if width > 1 else ""
                height = _height(rows, index, column)
                spans += f' rowspan="{height}"' if height > 1 else ""
                inner = []
                self._blocks(cell, inner, depth + 1)
                out.append(f"<{tag}{spans}>{''.join(inner)}</{tag}>")
            out.append("</tr>")
        out.append("</table>")

    def _check(self, depth):
        if depth > MAX_TABLES_DEEP:
            raise FieldError("body", _("Tables or text boxes are nested too deeply. Take them apart in Word."))

    # Text inside a paragraph

    def _inline(self, element, look):
        for child in element:
            tag = child.tag
            if tag == qn("w:r"):
                yield self._run(child, look)
            elif tag == qn("w:hyperlink"):
                inner = "".join(self._inline(child, look))
                address = self._address(child.get(qn("r:id")))
                yield f'<a href="{escape(address)}">{inner}</a>' if address and inner else inner
            elif tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self._inline(content, look)
            elif tag in _THROUGH:
                yield from self._inline(child, look)

    def _run(self, run, look):
        marks = self._styles.run_marks(run, look)
        if marks is None:
            return ""
        text = "".join(self._piece(child) for child in run)
        if not text.strip():
            return text
        for mark in marks:
            text = f"<{mark}>{text}</{mark}>"
        return text

    def _piece(self, child):
        tag = child.tag
        if tag == qn("w:t"):
            return escape(child.text or "", quote=False)
        if tag == qn("w:tab"):
            return " "
        if tag in (qn("w:br"), qn("w:cr")):
            return "" if child.get(qn("w:type")) in ("page", "column") else "<br>"
        if tag == qn("w:noBreakHyphen"):
            return "-"
        if tag == qn("w:sym"):
            return _SYMBOLS.get((child.get(qn("w:char")) or "").upper(), "")
        for name, kind in _NOTES.items():
            if tag == qn(name):
                label = f"[{len(self._notes) + 1}]"
                self._notes.append((kind, child.get(qn("w:id")), label))
                return f"<sup>{label}</sup>"
        if tag in (qn("w:drawing"), qn("w:pict"), qn("w:object"), _ALTERNATE):
            self._find_boxes(child)
        return ""

    def _find_boxes(self, element):
        """Text boxes follow their paragraph; of two forms of one box the first is read."""
        for box in element.iter(qn("w:txbxContent")):
            above = takewhile(lambda ancestor: ancestor is not element, box.iterancestors())
            if not any(ancestor.tag in (_FALLBACK, qn("w:txbxContent")) for ancestor in above):
                self._boxes.append(box)

    def _address(self, key):
        relation = self._part.rels.get(key) if key else None
        return relation.target_ref if relation is not None and relation.is_external else ""

    def _note(self, kind, key):
        if kind not in self._note_texts:
            self._note_texts[kind] = {
                note.get(qn("w:id")): "".join(_texts(note)).strip()
                for relation in self._part.rels.values()
                if not relation.is_external and relation.reltype.endswith(f"/{kind}")
                for note in parse_xml(relation.target_part.blob)
            }
        return escape(self._note_texts[kind].get(key, ""), quote=False)


def _children(element, name):
    """Rows or cells, those inside content controls and accepted changes included."""
    for child in element:
        if child.tag == qn(name):
            yield child
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _children(content, name)
        elif child.tag in _THROUGH:
            yield from _children(child, name)


def _texts(element):
    return (node.text or "" for node in element.iter(qn("w:t")))


def _whole(parent, name, default):
    child = None if parent is None else parent.find(qn(name))
    raw = None if child is None else child.get(qn("w:val"))
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 4 else default


def _height(rows, index, column):
    """How many rows a cell reaches: those below in which the same column goes on with it."""
    height = 1
    for _header, cells in rows[index + 1 :]:
        if not any(start == column and going_on for start, _width, going_on, _cell in cells):
            break
        height += 1
    return height
