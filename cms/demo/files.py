"""Pictures and attachments of the demonstration, kept once however often they are used."""

from functools import cached_property

from django.core.files import File
from django.core.files.images import ImageFile

from cms.access.grants import make_collection
from cms.content.models import Attachment, Picture
from cms.demo.reading import PICTURES, read_toml


class Files:
    """Makes a picture or an attachment when it is first asked for by file name."""

    def __init__(self):
        self.pictures = {}
        self.attachments = {}

    @cached_property
    def titles(self):
        """Titles of the files, by name."""
        texts = read_toml("pictures/pictures")
        return {entry["file"]: entry["title"] for kind in ("picture", "attachment") for entry in texts.get(kind, ())}

    @cached_property
    def collection(self):
        """The portal's own collection holds them."""
        return make_collection("中国广东")

    def picture(self, name):
        """The picture of a file name; None for an empty name."""
        if name and name not in self.pictures:
            self.pictures[name] = self._made(Picture, ImageFile, name)
        return self.pictures.get(name)

    def attachment(self, name):
        """The attachment of a file name; None for an empty name."""
        if name and name not in self.attachments:
            self.attachments[name] = self._made(Attachment, File, name)
        return self.attachments.get(name)

    def _made(self, model, wrapper, name):
        title = self.titles.get(name, name)
        found = model.objects.filter(title=title, collection=self.collection).first()
        if found is None:
            with (PICTURES / name).open("rb") as stream:
                found = model(title=title, file=wrapper(stream, name=name), collection=self.collection)
                found.save()
        return found
