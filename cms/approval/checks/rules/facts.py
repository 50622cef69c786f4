"""Facts that a page of its kind ought to have (domain §7) and that the editor lets it go without."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.approval.checks.hits import Hit, Where
from cms.approval.checks.registry import check
from cms.content.document_numbers import Genre
from cms.content.models import InterpretationPage, OfficialDocumentPage, ServiceGuidePage
from cms.content.relation_types import RelationType

# Documents of these genres are numbered; a report or minutes need not be.
NUMBERED = {Genre.ORDER, Genre.NOTICE, Genre.OPINION, Genre.REPLY, Genre.LETTER, Genre.CIRCULAR}
DOCUMENT = ("written_date", "theme", "office")
# The key elements of a guide; four missing fail the site (domain §4 V6b).
GUIDE = ("basis", "conditions", "materials", "steps", "result", "place", "hours", "phone", "complaint_phone")


@check("facts", _("Missing facts"))
def find_missing_facts(material):
    """What the page lacks, each as a hit of its own."""
    page = material.page
    if not material.is_content:
        return
    for name in _missing(page):
        label = str(page._meta.get_field(name).verbose_name)
        yield Hit(gettext_noop("“%(field)s” is empty."), {"field": label}, where=Where.FACT, detail=label)
    if isinstance(page, OfficialDocumentPage) and not page.secrecy_review.strip():
        label = str(page._meta.get_field("secrecy_review").verbose_name)
        yield Hit(gettext_noop("Nobody has noted the secrecy review of this document."), where=Where.FACT, detail=label)
    if isinstance(page, InterpretationPage) and not page.related_to(RelationType.INTERPRETS):
        yield Hit(gettext_noop("The interpretation names no document that it interprets."), where=Where.PAGE)
    if _says_nothing(material):
        yield Hit(gettext_noop("The page has neither text nor attachment."), where=Where.PAGE)


def _missing(page):
    if isinstance(page, OfficialDocumentPage):
        numbered = page.genre in NUMBERED and not page.document_number.strip() and not page.is_reprint
        yield from ["document_number"] if numbered else []
        yield from (name for name in DOCUMENT if not getattr(page, name))
        if not page.issuer_names:
            yield "issuers"
    elif isinstance(page, ServiceGuidePage):
        yield from (name for name in GUIDE if not getattr(page, name))
        if page.statutory_limit is None and page.statutory_limit_unit != page.LimitUnit.IMMEDIATE:
            yield "statutory_limit"


def _says_nothing(material):
    """Only kinds of page that consist of their text; a guide or a leader says what it says in its fields."""
    if set(type(material.page).stream_names()) != {"body"} or material.page.shows_relations is False:
        return False
    return not (material.walker.segments or material.attachments or material.walker.pictures) and not any(
        row.external_url for row in material.page.attachments.all()
    )
