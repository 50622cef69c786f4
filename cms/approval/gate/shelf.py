"""Which files and pictures public pages show, written down in the transaction that publishes them.

`files.py` and the triggers ask these rows whether a file may be exchanged, deleted or read by everybody.
"""

import json

from wagtail.fields import StreamField

from cms.approval.gate.files import named_in
from cms.approval.gate.fingerprint import BOOKKEEPING
from cms.approval.models.shown_file import ShownFile

# A save of these alone neither publishes nor shows another file.
QUIET = BOOKKEEPING.union(["go_live_at", "expire_at", "title", "slug", "seo_title", "search_description"]) - {"live"}


def after_save(sender, instance, raw=False, update_fields=None, **kwargs):
    """Called after every save of every page, while its passage is open: its rows become what it shows now."""
    quiet = QUIET.union(getattr(sender, "derived_fields", ()))
    if raw or not instance.live or instance.depth == 1:
        return
    if update_fields is not None and quiet.issuperset(update_fields):
        return
    model = instance.specific_class
    page = instance if model in (None, type(instance)) else model.objects.get(pk=instance.pk)
    wanted = _pairs(type(page), page.serializable_data())
    stored = {(kind, number): pk for pk, kind, number in _rows(page.pk)}
    gone = [pk for pair, pk in stored.items() if pair not in wanted]
    if gone:
        ShownFile.objects.filter(pk__in=gone).delete()
    new = wanted - stored.keys()
    if new:
        ShownFile.objects.bulk_create(_shown(page.pk, new))


def write_many(contents):
    """The same for pages published together: pairs of page type and serialised content, by the page's number."""
    ShownFile.objects.filter(page_id__in=list(contents)).delete()
    rows = [row for number, (model, content) in contents.items() for row in _shown(number, _pairs(model, content))]
    if rows:
        ShownFile.objects.bulk_create(rows)


def after_deletion(sender, instance, **kwargs):
    """Connected to `post_delete` of pages."""
    ShownFile.objects.filter(page_id=instance.pk).delete()


def _rows(number):
    return ShownFile.objects.filter(page_id=number).values_list("pk", "kind", "file_id")


def _shown(page_id, pairs):
    return [ShownFile(page_id=page_id, kind=kind, file_id=number) for kind, number in sorted(pairs)]


def _pairs(model, content):
    """Kind and number of each file and picture in the content."""
    streams = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, StreamField):
            value = content.get(field.name)
            streams[field.name] = json.loads(value) if isinstance(value, str) and value else value
    named = named_in(model, content, streams)
    return {(kind._meta.model_name, int(number)) for kind, numbers in named.items() for number in numbers}
