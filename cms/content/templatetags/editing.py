"""What the editor's pages need beside Wagtail's own tags."""

from django import template
from django.apps import apps

from cms.organisation.kinds import ContentKind

register = template.Library()


@register.simple_tag
def in_plan_order(page_types):
    """Types of pages to choose from: columns and the like by name, then content in the order of the column plan."""
    return sorted(page_types, key=_place)


def _place(page_type):
    name, app_label, model_name, _description = page_type
    kinds = getattr(apps.get_model(app_label, model_name), "KINDS", ())
    return (1, ContentKind.values.index(kinds[0]), "") if kinds else (0, 0, str(name))
