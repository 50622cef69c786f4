"""Reading answers: every word in them, and whether they say no."""

import io
import re
import zipfile

REFUSALS = (403, 404, 405)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def words_of(response):
    """What the answer holds, undone from the escapes of JSON and out of the packing of a workbook."""
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK") and "sheet" in response.headers.get("Content-Type", ""):
        packed = zipfile.ZipFile(io.BytesIO(content))
        content = b"".join(packed.read(name) for name in packed.namelist())
    text = content.decode("utf-8", "replace")
    return text + ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def refused(response):
    """Whether there is no such thing, or the person was sent to the start page with Wagtail's sentence."""
    return response.status_code in REFUSALS or (len(response.places) > 1 and response.places[-1] == "/admin/")
