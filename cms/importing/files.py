"""Files that come along with a document: told by content, kept as attachments, removed again with a failed group."""

import mimetypes
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.models import Collection

from cms.content.media_types import inspect_file
from cms.content.models import Attachment, PageAttachment
from cms.importing.draft import RowRefused, is_address
from cms.importing.readers import attachment_bytes
from cms.organisation.models import RoleGroup
from cms.organisation.roles import Role

TITLE_LENGTH = 255


def check_files(draft):
    """Settle what becomes of each reference of a draft: kept here, listed by its address, or left out with a note.

    Raises RowRefused for a file whose name claims another type than its content has.
    """
    settled, left_out = [], []
    for entry in draft.references:
        content = attachment_bytes(entry)
        if content:
            facts = _facts(entry, content)
            if facts.is_allowed:
                settled.append({**entry, "name": facts.name})
                continue
        elif is_address(entry.get("url") or ""):
            settled.append(entry)
            continue
        left_out.append(entry.get("title") or entry.get("url") or "")
    draft.references = settled
    if left_out:
        draft.notes.append(
            _("Not taken over, because they are missing, empty or of a kind that is not published: %(names)s.")
            % {"names": "、".join(left_out)}
        )


def _facts(entry, content):
    """What the file is. Inside a document a program gave it its name, and where that lies the content decides."""
    own = "path" in entry
    name = PurePosixPath(entry["path"] if own else entry.get("title") or "file").name
    facts = inspect_file(BytesIO(content), name)
    if own and facts.lies:
        raise RowRefused(
            "attachments",
            _("The name of the file “%(name)s” ends in “.%(extension)s”, but its content is %(type)s. Rename it.")
            % {"name": name, "extension": facts.extension, "type": facts.media_type},
        )
    if facts.lies:
        true_name = PurePosixPath(name).with_suffix(mimetypes.guess_extension(facts.media_type) or ".bin")
        return inspect_file(BytesIO(content), str(true_name))
    return facts


class Keeper:
    """Keeps files of the pages of a group, in the collections of their departments."""

    def __init__(self):
        self.kept = []
        self.collections = {}

    def attachments(self, draft):
        """The attachments of a draft's page, files stored; to be called inside the group's transaction."""
        return [self._attachment(draft, entry, order) for order, entry in enumerate(draft.references)]

    def _attachment(self, draft, entry, order):
        title = entry.get("title") or ""
        if "name" not in entry:
            return PageAttachment(external_url=entry["url"], title=title[:300], sort_order=order)
        attachment = Attachment(
            title=(title or entry["name"])[:TITLE_LENGTH],
            original_name=entry["name"][:TITLE_LENGTH],
            file=ContentFile(attachment_bytes(entry), name=entry["name"]),
            collection=self._collection(draft.place.department),
        )
        try:
            attachment.save()
        finally:
            if attachment.file._committed:
                self.kept.append(attachment.file)
        return PageAttachment(attachment=attachment, title=title[:300], sort_order=order)

    def _collection(self, department):
        """Where the department's webmasters (the portal's editors, for the portal) keep their files."""
        if department not in self.collections:
            role = Role.WEBMASTER if department else Role.PORTAL_EDITOR
            groups = RoleGroup.objects.filter(role=role, department=department).values("group")
            own = Collection.objects.filter(group_permissions__group__in=groups).order_by("path").first()
            self.collections[department] = own or Collection.get_first_root_node()
        return self.collections[department]

    @contextmanager
    def group(self):
        """Files stored within the block are removed again when it fails: no file without its row."""
        self.kept = []
        try:
            yield self
        except BaseException:
            for file in self.kept:
                file.storage.delete(file.name)
            raise
