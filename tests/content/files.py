"""Small files of many kinds, made in memory."""

import io
import zipfile

from django.core.files.base import ContentFile
from PIL import Image

from cms.content.models import Attachment, Picture

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def zipped(*names):
    """A ZIP file with some empty members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return buffer.getvalue()


def png(width=8, height=6):
    """A small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def make_attachment(name="通知.pdf", content=PDF, **facts):
    """A stored file."""
    attachment = Attachment(title=facts.pop("title", name), file=ContentFile(content, name=name), **facts)
    attachment.save()
    return attachment


def make_picture(title="图", **facts):
    """A stored picture."""
    return Picture.objects.create(title=title, file=ContentFile(png(), name="a.png"), width=8, height=6, **facts)
