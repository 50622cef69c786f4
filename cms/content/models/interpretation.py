from django.utils.translation import gettext_lazy as _

from cms.content.models.content_page import ContentPage
from cms.content.panels import RelationPanel, content_panels
from cms.content.relation_types import RelationType
from cms.content.surroundings import OUT
from cms.organisation.kinds import ContentKind


class InterpretationPage(ContentPage):
    """An explanation of official documents (政策解读); it names at least one of them (domain §4, D5)."""

    KINDS = (ContentKind.INTERPRETATION,)
    is_creatable = True
    page_description = _("Explains an official document and is linked with it in both directions.")

    content_panels = content_panels(relations=RelationPanel(required_type=RelationType.INTERPRETS))

    class Meta:
        verbose_name = _("interpretation")
        verbose_name_plural = _("interpretations")

    def get_context(self, request, *args, **kwargs):
        """What it explains stands above the text, in `explained`, and is not named again among the relations."""
        context = super().get_context(request, *args, **kwargs)
        own = (RelationType.INTERPRETS, OUT)
        groups = context["relations"]
        context["explained"] = [c for g in groups if (g["type"], g["direction"]) == own for c in g["cards"]]
        context["relations"] = [g for g in groups if (g["type"], g["direction"]) != own]
        return context

    def publication_obstacles(self):
        """An interpretation that explains nothing in particular is not published."""
        obstacles = super().publication_obstacles()
        if not self.related_to(RelationType.INTERPRETS):
            obstacles.append(_("An interpretation has to name the document that it interprets."))
        return obstacles
