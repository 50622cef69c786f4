from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from cms.content.document_numbers import Genre, example_for, normalised, number_fits, number_key
from cms.content.models.content_page import ContentPage
from cms.content.models.index_serial import organisation_code, take_index_numbers
from cms.content.toc import table_of_contents
from cms.content.validity import CHANGED, DECLARED, Validity, validity_on
from cms.organisation.kinds import ContentKind


class Disclosure(models.TextChoices):
    """How a document is disclosed (公开方式). Only what is disclosed actively can be published at all."""

    ACTIVE = "active", _("Disclosed actively")
    ON_REQUEST = "on_request", _("Disclosed on request")
    NONE = "none", _("Not disclosed")


class OfficialDocumentPage(ContentPage):
    """An official document with every field of domain §7."""

    KINDS = (ContentKind.DOCUMENT,)
    is_creatable = True

    index_number = models.CharField(_("index number"), max_length=40, unique=True, null=True, editable=False)
    document_number = models.CharField(_("document number"), max_length=100, blank=True)
    number_key = models.CharField(max_length=300, unique=True, null=True, editable=False)
    genre = models.CharField(_("genre"), max_length=14, choices=Genre, default=Genre.NOTICE)
    issuers = models.TextField(
        _("issuing organisations"), blank=True, help_text=_("One a line, the leading one first. Empty: the department.")
    )
    written_date = models.DateField(_("written on"), null=True, blank=True)
    effective_date = models.DateField(_("in force from"), null=True, blank=True)
    expiry_date = models.DateField(_("in force until"), null=True, blank=True)
    validity = models.CharField(_("validity"), max_length=16, choices=DECLARED, default=Validity.IN_FORCE)
    validity_cause = models.CharField(
        _("cause of the change"), max_length=300, blank=True, help_text=_("By which document, or why.")
    )
    validity_cause_page = models.ForeignKey(
        "content.ContentPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document that caused it"),
    )
    validity_changed_on = models.DateField(_("changed on"), null=True, blank=True)
    theme = models.CharField(_("theme"), max_length=80, blank=True)
    disclosure = models.CharField(_("disclosure"), max_length=10, choices=Disclosure, default=Disclosure.ACTIVE)
    disclosure_reason = models.CharField(_("reason for not disclosing"), max_length=300, blank=True)
    office = models.CharField(_("responsible office"), max_length=80, blank=True)
    secrecy_review = models.CharField(
        _("secrecy review"), max_length=200, blank=True, help_text=_("Who reviewed it, when, with what result.")
    )

    derived_fields = (*ContentPage.derived_fields, "index_number", "number_key")
    serve_related = (*ContentPage.serve_related, "validity_cause_page")
    exclude_fields_in_copy = [*ContentPage.exclude_fields_in_copy, "index_number", "number_key", "document_number"]
    fact_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("genre"), FieldPanel("document_number")]),
                FieldPanel("issuers"),
                FieldRowPanel([FieldPanel("written_date"), FieldPanel("effective_date"), FieldPanel("expiry_date")]),
                FieldRowPanel([FieldPanel("theme"), FieldPanel("office")]),
            ],
            heading=_("Facts of the document"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("validity"),
                FieldPanel("validity_cause"),
                PageChooserPanel("validity_cause_page", "content.ContentPage"),
                FieldPanel("validity_changed_on"),
            ],
            heading=_("Validity"),
        ),
        MultiFieldPanel(
            [FieldPanel("disclosure"), FieldPanel("disclosure_reason"), FieldPanel("secrecy_review")],
            heading=_("Disclosure"),
        ),
    ]
    content_panels = [*ContentPage.content_panels[:1], *fact_panels, *ContentPage.content_panels[1:]]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("document_number"),
        index.SearchField("index_number"),
        index.SearchField("issuers"),
    ]

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")

    @cached_property
    def issuer_names(self):
        """The issuing organisations, the leading one first."""
        names = [line.strip() for line in self.issuers.splitlines() if line.strip()]
        if names:
            return names
        if self.is_reprint:
            return [self.issuer_name] if self.issuer_name else []
        return [self.department.name] if self.department else []

    @property
    def validity_state(self):
        """The validity today: what was declared and what the calendar makes of it."""
        return validity_on(timezone.localdate(), self.validity, self.effective_date, self.expiry_date)

    @property
    def validity_label(self):
        """The validity today, in words."""
        return Validity(self.validity_state).label

    @property
    def toc(self):
        """The table of contents of a long text: chapters and articles with their anchors."""
        return table_of_contents(self.body)

    def clean(self):
        """Rules of an official document, each with its message beside the field."""
        self.document_number = normalised(self.document_number)
        super().clean()
        errors = {}
        today = timezone.localdate()
        published = timezone.localdate(self.first_published_at) if self.first_published_at else today
        if not self.is_reprint and not number_fits(self.document_number, self.genre):
            errors["document_number"] = _("A number of this genre looks like %(example)s.") % {
                "example": example_for(self.genre)
            }
        elif self._number_is_taken():
            errors["document_number"] = _("Another document of this issuer already carries this number.")
        if self.written_date and self.written_date > published:
            errors["written_date"] = _("A document cannot be written after it is published.")
        if self.expiry_date and self.effective_date and self.expiry_date < self.effective_date:
            errors["expiry_date"] = _("The last day in force lies before the first.")
        if self.validity in CHANGED and not (self.validity_cause.strip() or self.validity_cause_page_id):
            errors["validity_cause"] = _("Say by which document, or why, the validity changed.")
        if self.validity in CHANGED and not self.validity_changed_on:
            errors["validity_changed_on"] = _("Say when the validity changed.")
        if self.disclosure == Disclosure.NONE and not self.disclosure_reason.strip():
            errors["disclosure_reason"] = _("Give the reason for not disclosing.")
        if errors:
            raise ValidationError(errors)

    def publication_obstacles(self):
        """What is not disclosed actively cannot be published at all (domain §7)."""
        if self.disclosure != Disclosure.ACTIVE:
            return [_("A document that is not disclosed actively cannot be published.")]
        return super().publication_obstacles()

    def save(self, *args, **kwargs):
        """Give the index number once, and keep what makes the document number unique."""
        if kwargs.get("update_fields") is None:
            if not self.pk or not self.index_number:
                self.take_place()
                self.index_number = self.index_number or self._new_index_number()
            self.number_key = self._number_key()
        return super().save(*args, **kwargs)

    def _number_key(self):
        names = self.issuer_names
        return number_key(self.document_number, names[0]) if names else None

    def _number_is_taken(self):
        key = self._number_key()
        return key and OfficialDocumentPage.objects.filter(number_key=key).exclude(pk=self.pk).exists()

    def _new_index_number(self):
        day = self.written_date or timezone.localdate()
        return take_index_numbers(organisation_code(self.department), day.year, 1)[0]

    def get_context(self, request, *args, **kwargs):
        """The document with its table of contents."""
        return {**super().get_context(request, *args, **kwargs), "toc": self.toc}
