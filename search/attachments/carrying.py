"""Which files a page shows: its table of attachments, files in blocks, and files that its text links to."""

from dataclasses import dataclass

from cms.content.models import Attachment
from cms.content.needs import needs_of
from search.models import AttachedFile

# Where the table of attachments stands on the page (templates/partials/attachments.html).
TABLE = "attachments"


@dataclass(frozen=True)
class CarriedFile:
    """A file that a page shows, with its name there, where it stands, and its parts as far as it was read:
    [kind, number, text] each.
    """

    attachment: int
    title: str
    anchor: str
    parts: list


def files_of(pages):
    """The files of pages, by page number, in one statement and that for the tables of attachments.

    These are read with the page, or prefetched; what is said of a file that is there no more is left out.
    """
    carried = {page.pk: list(_carried_by(page)) for page in pages}
    numbers = {each[0] for files in carried.values() for each in files}
    if not numbers:
        return {}
    rows = Attachment.objects.filter(pk__in=numbers).values_list(
        "pk", "title", "sha256", "search_text__sha256", "search_text__parts"
    )
    there = {number: (title, parts if now == then else []) for number, title, now, then, parts in rows}
    return {
        page: [
            CarriedFile(number, title or there[number][0], anchor, there[number][1])
            for number, title, anchor in files
            if number in there
        ]
        for page, files in carried.items()
    }


def keep_files(files):
    """Note the files of entries, by page number; nothing is noted of them yet."""
    AttachedFile.objects.bulk_create(
        AttachedFile(entry_id=page, attachment_id=file.attachment) for page, shown in files.items() for file in shown
    )


def _carried_by(page):
    """Number, name and place of each file of a page, each file once."""
    rows = [(row.attachment_id, row.title, TABLE) for row in page.attachments.all() if row.attachment_id]
    needs = needs_of([getattr(page, name) for name in page.get_streamfield_names()])
    linked = {number for kind, number in needs.links if kind == "document"}
    others = [(number, "", "") for number in sorted(needs.files | linked)]
    return {row[0]: row for row in [*others, *rows]}.values()
