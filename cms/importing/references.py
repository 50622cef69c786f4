"""What imported pages refer to, as rows of Wagtail's reference index.

Wagtail reads every block of every text for them. A text that was just cleaned refers to nothing kept here, so that the
foreign keys of a page, of its attachments and of its relations are all there is.
"""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

from cms.content.models import OfficialDocumentPage
from cms.importing.inserting import insert


def index_references(pages):
    """Record the references of new pages of one type."""
    rows = []
    for page in pages:
        rows += _rows(type(page), page.pk, page)
        for attachment in page.attachments.all() if hasattr(page, "attachments") else ():
            path = f"attachments.{attachment.pk}.{{}}"
            rows += _rows(type(page), page.pk, attachment, "attachments.item.{}", path)
    insert(ReferenceIndex, rows)


def index_relations(relations):
    """Record the references that new relations add to their documents."""
    rows = []
    for relation in relations:
        path = f"relations.{relation.pk}.{{}}"
        rows += _rows(OfficialDocumentPage, relation.page_id, relation, "relations.item.{}", path)
    insert(ReferenceIndex, rows)


def _rows(model, number, holder, model_path="{}", content_path="{}"):
    for name, attname, target_model in _foreign_keys(type(holder)):
        target = getattr(holder, attname)
        if target is not None:
            path = content_path.format(name)
            yield ReferenceIndex(
                content_type=ContentType.objects.get_for_model(model),
                base_content_type=ContentType.objects.get_for_model(Page),
                object_id=str(number),
                to_content_type=ContentType.objects.get_for_model(target_model),
                to_object_id=str(target),
                model_path=model_path.format(name),
                content_path=path,
                content_path_hash=_hash(path) if "." not in path else ReferenceIndex._get_content_path_hash(path),
            )


@cache
def _foreign_keys(model):
    """The foreign keys that Wagtail's index records: name, attribute, and the model that numbers what they point to."""
    return [
        (field.name, field.attname, (field.related_model._meta.get_parent_list() or [field.related_model])[-1])
        for field in model._meta.get_fields()
        if field.is_relation
        and field.many_to_one
        and field.concrete
        and not isinstance(field, ParentalKey)
        and not getattr(field, "wagtail_reference_index_ignore", False)
        and not getattr(field.related_model, "wagtail_reference_index_ignore", False)
    ]


@cache
def _hash(path):
    """Of paths that name a field of the page itself there are few."""
    return ReferenceIndex._get_content_path_hash(path)
