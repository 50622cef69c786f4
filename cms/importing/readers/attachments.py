"""Files that come with a document: carried as bytes, or named inside the folder and read when they are kept."""

import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

MAX_ATTACHMENT_BYTES = 100 * 1024 * 1024
PAGES = (".html", ".htm", ".xhtml", ".shtml", ".jsp", ".php", ".asp", ".aspx")


def attachment_bytes(attachment):
    """The bytes of an attachment that came with its row; None for one that is only an address, or is gone."""
    if "content" in attachment:
        return attachment["content"]
    if "path" not in attachment:
        return None
    try:
        descriptor = os.open(attachment["path"], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_ATTACHMENT_BYTES:
                return None
            return stream.read(MAX_ATTACHMENT_BYTES)
    except OSError:
        return None


def local_file(root, folder, address):
    """The file inside `root` that a relative address in a page of `folder` names; None for anything else.

    The way is resolved first, so that neither '..' nor a symbolic link leads out of the folder.
    """
    try:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        name = unquote(parts.path, errors="strict").replace("\\", "/")
        base = root if name.startswith("/") else folder
        found = (base / name.lstrip("/")).resolve(strict=True)
        inside = found.relative_to(root)
        status = found.stat()
    except (OSError, ValueError, RuntimeError):
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_ATTACHMENT_BYTES:
        return None
    if any(part.startswith(".") for part in inside.parts):
        return None
    return found


def is_page(path):
    return Path(path).suffix.lower() in PAGES
