from django.utils.translation import gettext_lazy as _

from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels
from cms.organisation.kinds import ContentKind


class PlainPage(ContentPage):
    """A page of text that is none of the other kinds; it may stand outside every column."""

    KINDS = (ContentKind.PLAIN,)
    is_creatable = True
    needs_column = False
    page_description = _("Text that belongs to no other kind.")

    content_panels = content_panels()

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
