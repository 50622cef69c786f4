"""The text of attachments, each file read once: what was read is kept by the file's hash."""

import hashlib
import logging

from cms.approval.models.readings import StoredText
from cms.extraction.limits import TOO_LARGE, TOO_SLOW
from cms.extraction.reading import read_file

logger = logging.getLogger(__name__)
MISSING = "missing"
# Says how the machine was at the time, not how the file is.
PASSING = {TOO_SLOW, TOO_LARGE, MISSING}
# Changes with what the reader can tell, so that what an earlier one did not see is read again.
READER = "2"
SILENT = ("video/", "audio/", "image/")


def read_attachment(attachment, limits):
    """The parts of an attachment's text, and why not all could be read, '' where all was."""
    if attachment.media_type.startswith(SILENT):
        return [], ""
    if (attachment.file_size or 0) > limits.file_bytes:
        return [], TOO_LARGE
    key = hashlib.sha256(f"{READER} {attachment.sha256}".encode()).hexdigest() if attachment.sha256 else ""
    kept = StoredText.objects.filter(sha256=key).first() if key else None
    if kept is not None:
        return kept.parts, kept.problem
    try:
        with attachment.file.open("rb") as file:
            reading = read_file(file, limits)
    except OSError:
        logger.warning("The file of attachment %s is missing or cannot be opened", attachment.pk)
        return [], MISSING
    if key and reading.problem not in PASSING:
        StoredText.objects.get_or_create(sha256=key, defaults={"parts": reading.parts, "problem": reading.problem})
    return reading.parts, reading.problem
