"""Small files of every kind that is read, and Word documents from their XML."""

from functools import cache

from tests.extraction.papers import docx_of, ofd_of, pdf_of, sheets_of, zip_of

WORD = '<w:document xmlns:w="w" xmlns:mc="mc"><w:body>%s</w:body></w:document>'


@cache
def samples():
    """A valid file of each kind, by its extension; each says 梅花鹿."""
    return {
        "pdf": pdf_of(["梅花鹿保护区管理办法"], ["第二页"]),
        "docx": docx_of("梅花鹿保护区", "第二段", table=[["甲", "乙"], ["丙", "丁"]], textbox="框中"),
        "xlsx": sheets_of({"鹿群": [["梅花鹿", 12], ["水鹿", 3.5]], "说明": [["二〇二四年"]]}),
        "ofd": ofd_of(["梅花鹿保护区"], ["第二页"]),
    }


def word_of(body, **others):
    """A Word document of the elements in its body; others are further parts of the word folder."""
    parts = {f"word/{name}.xml": content for name, content in others.items()}
    return zip_of({"word/document.xml": WORD % body, **parts})


def paragraph(text, look=""):
    """A paragraph of one run."""
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def table(*rows):
    """A table of cells with one paragraph each."""
    cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
