"""What goes with something that is deleted: child rows of other pages, references to it, stand-ins of it.

To delete is not to publish, so the gate lets it through; only a stand-in of a page that goes would stay for itself.
"""

from django.db.models import CASCADE, SET_NULL
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page

from cms.approval.gate.passages import close, open_for_deletion
from cms.approval.gate.triggers.pages import clearable, page_models
from cms.content.relocation import relist


def before_deletion(sender, instance, **kwargs):
    """Connected to `pre_delete` of what `deletable` names; called in the transaction that deletes."""
    open_for_deletion(instance)
    if sender is Page:
        _take_off_stand_ins(instance)


def after_deletion(sender, instance, **kwargs):
    """Connected to `post_delete`."""
    close(instance)


def _take_off_stand_ins(page):
    stand_ins = list(Page.objects.filter(alias_of=page.pk, live=True))
    if stand_ins:
        Page.objects.filter(pk__in=[each.pk for each in stand_ins]).update(live=False, has_unpublished_changes=True)
        for each in stand_ins:
            relist(each.path)


def deletable():
    """Models whose rows, when they are deleted, take parts of pages with them or empty references on pages."""
    found = {Page}
    for model in page_models():
        found |= {field.remote_field.model for field in clearable(model._meta.local_concrete_fields)}
        found |= {field.related_model for field in get_all_child_m2m_relations(model)}
        for relation in get_all_child_relations(model):
            references = [field for field in relation.related_model._meta.concrete_fields if field.remote_field]
            found |= {
                field.remote_field.model
                for field in references
                if field != relation.field and field.remote_field.on_delete in (CASCADE, SET_NULL)
            }
    return {Page if issubclass(model, Page) else model for model in found}
