"""The guard before a DOCX: bounds on what it unpacks to, no document type declaration, no external entity."""

import io
import zipfile
import zlib
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
import docx
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from docx.opc.exceptions import OpcError
from lxml import etree

from cms.importing.readers.fields import FieldError

MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_XML_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 5000
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    OpcError,
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    SAXException,
    UnicodeDecodeError,
    NotImplementedError,
    AttributeError,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
)


def open_document(content):
    """A python-docx document. Raises FieldError with the reason where the bytes are none that may be opened."""
    if content.startswith(_COMPOUND_FILE):
        raise FieldError(
            "", _("The file is an old Word document or is protected by a password. Save it as .docx without one.")
        )
    if not content.startswith(b"PK"):
        raise FieldError("", _("The file is not a Word document, whatever its name says."))
    try:
        _guard(content)
        return docx.Document(io.BytesIO(content))
    except DefusedXmlException:
        raise FieldError("", _("The file declares XML entities and is refused. Save it again with Word.")) from None
    except FieldError:
        raise
    except _BROKEN:
        raise FieldError("", _("The Word document is damaged. Open it, save it again and try once more.")) from None


def _guard(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            raise FieldError(
                "",
                _("The Word document unpacks to more than %(limit)d MB and is refused. Make its pictures smaller.")
                % {"limit": MAX_UNPACKED_BYTES // 1024**2},
            )
        for member in members:
            if member.flag_bits & 1:
                raise FieldError("", _("The Word document is encrypted. Save it without a password."))
            if member.filename.lower().endswith((".xml", ".rels")):
                _guard_xml(archive, member)


def _guard_xml(archive, member):
    if member.file_size > MAX_XML_BYTES:
        raise FieldError(
            "",
            _("The Word document's text is larger than %(limit)d MB. Split the document.")
            % {"limit": MAX_XML_BYTES // 1024**2},
        )
    with archive.open(member) as stream:
        defusedxml.sax.parse(stream, ContentHandler(), forbid_dtd=True)
