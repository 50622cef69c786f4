"""The form of a picture, as Wagtail makes it, with a sentence for a file that begins like a picture and is none."""

from django.core.exceptions import ValidationError
from PIL import UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class ReadableImageField(WagtailImageField):
    """A file that Pillow reads."""

    def to_python(self, data):
        try:
            return super().to_python(data)
        except UnidentifiedImageError as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class PictureForm(BaseImageForm):
    """Wagtail's form, which the settings name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is None:
            return
        facts = {name: getattr(field, name) for name in ("label", "required", "help_text", "widget", "max_length")}
        self.fields["file"] = ReadableImageField(**facts)
