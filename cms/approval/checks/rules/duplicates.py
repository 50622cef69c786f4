"""A text that is published already, anywhere on the installation (domain §8.2: reference, never copy)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.hits import Hit, Where
from cms.approval.checks.plain_text import essence
from cms.approval.checks.registry import check
from cms.approval.checks.sketches import SKETCH_SIZE, alike, refresh, sketch_of
from cms.content.models import ContentPage, PageRelation
from cms.content.relation_types import RelationType

SHOWN = 5


@check("duplicates", _("Duplicates"))
def find_duplicates(material):
    """Each public page that says the same, or nearly; versions of one text and translations are none."""
    if not material.is_content or len(essence(material.text)) < material.parameters["check-duplicate-letters"]:
        return
    page = material.page
    same_title = ContentPage.objects.filter(title=page.title, live=True).exclude(pk=page.pk)[:SHOWN]
    refresh(same_title)
    least = max(1, SKETCH_SIZE * material.parameters["check-duplicate-percent"] // 100)
    likeness = alike(sketch_of(material.text), least, page.pk)
    found = ContentPage.objects.filter(pk__in=likeness, live=True).exclude(translation_key=page.translation_key)
    versions = _versions(page)
    for other in found.select_related("department").order_by("pk")[:SHOWN]:
        if other.pk not in versions:
            facts = {"title": other.title, "percent": min(100, likeness[other.pk] * 100 // SKETCH_SIZE)}
            yield Hit(
                gettext_noop(
                    "“%(title)s” is public and says the same (about %(percent)d %%). Refer to it, or replace it."
                ),
                facts,
                where=Where.PAGE,
                detail=str(other.department or ""),
                passage=other.public_url or other.title,
            )


def _versions(page):
    """Numbers of the pages of which this one is another version, entered on either of the two."""
    incoming = PageRelation.objects.filter(target=page.pk, type=RelationType.VERSION_OF)
    return page.related_to(RelationType.VERSION_OF) | set(incoming.values_list("page", flat=True))
