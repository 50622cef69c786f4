"""One Word document: its text as HTML, its title and number, and the files inside it."""

import re
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from cms.importing.readers.dates import signature_date
from cms.importing.readers.docx_html import DocxText
from cms.importing.readers.docx_package import open_document
from cms.importing.readers.fields import FieldError

_NUMBER = re.compile(r"[^\s〔（(\[［]{1,20}[〔（(\[［]\s*\d{4}\s*[〕）)\]］]\s*(?:第\s*)?\d{1,5}\s*号")
_INSIDE = {"image": "image", "oleObject": "file", "package": "file", "video": "file", "audio": "file"}
_TITLE_LENGTH = 200
_HEAD = 12


def read_docx(root, path, content):
    """The fields of one Word document. Raises FieldError where it cannot be read.

    A Word file does not know when it was published: the date under its signature stands for it.
    """
    document = open_document(content)
    try:
        text = DocxText(document)
        body = text.html()
        attachments = _attachments(document)
    except (KeyError, AttributeError, IndexError, RecursionError):
        raise FieldError("", _("The Word document is damaged. Open it, save it again and try once more.")) from None
    if not body:
        raise FieldError("body", _("The document holds no text. If it is a picture, type the text or attach the file."))
    name = path.relative_to(root).as_posix()
    title, number = _title(text.paragraphs)
    written = signature_date(text for _look, text in text.paragraphs)
    return {
        "id": name,
        "title": title or (document.core_properties.title or "").strip() or path.stem,
        "doc_number": number,
        "date": written and written.isoformat(),
        "written_date": written and written.isoformat(),
        "keywords": (document.core_properties.keywords or "").strip(),
        "body": body,
        "attachments": attachments,
    }


def _title(paragraphs):
    """The title and the document's number, from the paragraphs at its head.

    A paragraph in the style Title, or else the first centred lines; a line that is only a number is the number.
    """
    head = [(look, text.strip()) for look, text in paragraphs[:_HEAD] if text.strip()]
    number = next((text for _look, text in head if _NUMBER.fullmatch(text)), "")
    titles = [text for look, text in head if look.title]
    if not titles:
        for look, text in head:
            if _NUMBER.fullmatch(text):
                if titles:
                    break
                continue
            if look.align != "center" and not (look.level and not titles):
                break
            titles.append(text)
            if look.level:
                break
    title = "".join(titles)
    return (title if len(title) <= _TITLE_LENGTH else titles[0][:_TITLE_LENGTH] if titles else ""), number


def _attachments(document):
    """Pictures and files kept inside the document, with their bytes; those of others only by address."""
    found, seen = [], set()
    for relation in document.part.rels.values():
        kind = _INSIDE.get(relation.reltype.rpartition("/")[2])
        if kind is None:
            continue
        if relation.is_external:
            if relation.target_ref.startswith(("http://", "https://")):
                found.append({"title": "", "url": relation.target_ref, "kind": kind})
            continue
        name = str(relation.target_part.partname)
        if name not in seen and relation.target_part.blob:
            seen.add(name)
            found.append(
                {"title": PurePosixPath(name).name, "url": "", "content": relation.target_part.blob, "kind": kind}
            )
    return found
