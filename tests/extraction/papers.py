"""Files as offices attach them, made in memory."""

import io
import zipfile

import docx
import openpyxl
from docx.oxml import OxmlElement


def docx_of(*lines, header="", footer="", table=(), textbox=""):
    """A Word document."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    if textbox:
        run = document.add_paragraph("正文")._p.add_r()
        for name in ("w:pict", "w:txbxContent", "w:p", "w:r", "w:t"):
            child = OxmlElement(name)
            run.append(child)
            run = child
        run.text = textbox
    return _saved(document)


def xlsx_of(*rows, header="", footer=""):
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.oddHeader.right.text = header
    book.active.oddFooter.center.text = footer
    return _saved(book)


def sheets_of(sheets, hidden=()):
    """A workbook of several sheets, by their names; each is a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    return _saved(book)


def _saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_of(*pages):
    """A PDF of Chinese text; each page is a list of lines."""
    numbers = [5 + 2 * place for place in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    ]
    for number, lines in zip(numbers, pages, strict=True):
        shown = " T* ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines)
        stream = f"BT /F1 14 Tf 20 TL 72 760 Td {shown} ET".encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _assembled(objects)


def pdf_page_of(stream, filters="", pages=1):
    """A PDF of a page drawn by these commands, however often."""
    kids = "4 0 R " * pages
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(stream)} {filters} >>\nstream\n".encode() + stream + b"\nendstream",
        ]
    )


def _assembled(objects):
    out, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, trailer)


def zip_of(files):
    """An archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def ofd_of(*pages, template=()):
    """An OFD; each page is a list of lines."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    files = {
        "OFD.xml": _ofd_xml("OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"),
        "Doc_0/Document.xml": _ofd_xml("Document", f"<ofd:Pages>{listed}</ofd:Pages>"),
    }
    for number, lines in enumerate(pages):
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = _ofd_page(lines)
    if template:
        files["Doc_0/Tpls/Tpl_0/Content.xml"] = _ofd_page(template)
    return zip_of(files)


def _ofd_page(lines):
    objects = (
        f'<ofd:TextObject ID="{number}" Boundary="20 {10 * number} 170 8"><ofd:TextCode X="0" Y="6">{line}'
        "</ofd:TextCode></ofd:TextObject>"
        for number, line in enumerate(lines, start=1)
    )
    return _ofd_xml("Page", f"<ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content>")


def _ofd_xml(root, inside):
    return f'<ofd:{root} xmlns:ofd="http://www.ofdspec.org/2016">{inside}</ofd:{root}>'


def docx_bomb(megabytes=400):
    """A Word document whose text is an enormous run of blanks."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as member,
    ):
        for _turn in range(megabytes):
            member.write(b" " * (1 << 20))
    return buffer.getvalue()
