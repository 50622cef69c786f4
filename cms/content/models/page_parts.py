from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from cms.content.relation_types import RelationType


class PageAttachment(Orderable):
    """A file that belongs to a page: one kept here, or the address of one that another site keeps."""

    page = ParentalKey("content.ContentPage", on_delete=models.CASCADE, related_name="attachments")
    attachment = models.ForeignKey(
        "content.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    external_url = models.URLField(_("address elsewhere"), max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)

    panels = [FieldPanel("attachment"), FieldPanel("external_url"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def clean(self):
        """Either a file or an address."""
        if bool(self.attachment_id) == bool(self.external_url):
            raise ValidationError({"attachment": _("Give either a file or an address elsewhere.")})


class PageRelation(Orderable):
    """A relation from one page to another, entered once and shown on both."""

    page = ParentalKey("content.ContentPage", on_delete=models.CASCADE, related_name="relations")
    type = models.CharField(_("relation"), max_length=12, choices=RelationType, default=RelationType.RELATED)
    target = models.ForeignKey(
        "content.ContentPage", on_delete=models.CASCADE, related_name="incoming_relations", verbose_name=_("page")
    )

    panels = [FieldPanel("type"), PageChooserPanel("target", "content.ContentPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    def clean(self):
        """A page does not relate to itself."""
        if self.target_id and self.target_id == self.page_id:
            raise ValidationError({"target": _("A page cannot relate to itself.")})
