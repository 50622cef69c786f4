from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)
from wagtail.search import index


class ContactCard(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, index.Indexed, models.Model
):
    """Where to turn in one matter (联系方式): kept once by its department, shown by its pages by reference.

    It has drafts and an approval of its own; what changes here changes on every page that shows it, and on none
    before it was approved.
    """

    live = models.BooleanField(_("live"), default=False, editable=False)
    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.PROTECT,
        related_name="contact_cards",
        verbose_name=_("department"),
    )
    name = models.CharField(_("office or window"), max_length=120)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phones = models.CharField(
        _("telephones"), max_length=200, blank=True, help_text=_("Several are separated by a semicolon.")
    )
    hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("For example what to bring, or how to get there.")
    )

    revisions = GenericRelation(
        Revision, content_type_field="content_type", object_id_field="object_id", related_query_name="contactcard"
    )
    workflow_states = GenericRelation(
        WorkflowState,
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="contactcard",
        for_concrete_model=False,
    )

    # Editors look for a card by what it says.
    search_fields = [index.AutocompleteField(name) for name in ("name", "address", "phones")]

    class Meta:
        ordering = ["department", "name", "pk"]
        verbose_name = _("contact card")
        verbose_name_plural = _("contact cards")

    def __str__(self):
        return self.name

    @property
    def phone_list(self):
        """The telephones one by one, split at semicolons, the Chinese ones too."""
        return [phone.strip() for phone in self.phones.replace("；", ";").split(";") if phone.strip()]

    @property
    def is_shown(self):
        """Whether the public reads the card now."""
        return self.live and not (self.expire_at and self.expire_at <= timezone.now())

    def get_preview_template(self, request, mode_name):
        return "content/contact_card_preview.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "card": self}
