from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.fields import StreamField as WagtailStreamField


class ReadableJSONEncoder(DjangoJSONEncoder):
    """Keeps Chinese as Chinese; escaped it would take three times the room."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "ensure_ascii": False})


class StreamField(WagtailStreamField):
    """A StreamField whose block definitions stay out of migrations: a change of blocks changes no table."""

    @property
    def json_field(self):
        return models.JSONField(encoder=ReadableJSONEncoder)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
