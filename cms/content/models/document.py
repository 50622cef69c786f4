from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cms.content.document_numbers import Genre, example_for, issuer_lines, normalised, number_fits, number_key
from cms.content.models.content_page import ContentPage
from cms.content.models.index_serial import organisation_code, take_index_numbers
from cms.content.models.page_parts import PageRelation
from cms.content.panels import content_panels, document_panels
from cms.content.relation_types import RelationType
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
    has_toc = True
    page_description = _("A document with number, issuer, dates and validity.")

    # Unique where they exist; a draft of a version, an alias and a translation have none.
    index_number = models.CharField(  # noqa: DJ001
        _("index number"), max_length=40, unique=True, null=True, editable=False
    )
    document_number = models.CharField(_("document number"), max_length=100, blank=True)
    number_key = models.CharField(max_length=300, unique=True, null=True, editable=False)  # noqa: DJ001
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
    content_panels = content_panels(*document_panels())
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("document_number"),
        index.AutocompleteField("document_number"),
        index.SearchField("index_number"),
        index.SearchField("issuers"),
    ]

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")

    @cached_property
    def issuer_names(self):
        """The issuing organisations, the leading one first."""
        names = issuer_lines(self.issuers)
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

    def problems(self):
        """Rules of an official document (domain §7)."""
        problems = super().problems()
        if self._carries_numbers and not self.is_reprint and not number_fits(self.document_number, self.genre):
            problems["document_number"] = _("A number of this genre looks like %(example)s.") % {
                "example": example_for(self.genre)
            }
        elif self._number_is_taken():
            problems["document_number"] = _("Another document of this issuer already carries this number.")
        published = timezone.localdate(self.first_published_at) if self.first_published_at else timezone.localdate()
        if self.written_date and self.written_date > published:
            problems["written_date"] = _("A document cannot be written after it is published.")
        if self.expiry_date and self.effective_date and self.expiry_date < self.effective_date:
            problems["expiry_date"] = _("The last day in force lies before the first.")
        return {**problems, **self._validity_problems(), **self._disclosure_problems()}

    def _validity_problems(self):
        problems = {}
        if self.validity in CHANGED and not (self.validity_cause.strip() or self.validity_cause_page_id):
            problems["validity_cause"] = _("Say by which document, or why, the validity changed.")
        if self.validity in CHANGED and not self.validity_changed_on:
            problems["validity_changed_on"] = _("Say when the validity changed.")
        if self.pk and self.validity_cause_page_id == self.pk:
            problems["validity_cause_page"] = _("A document does not change its own validity.")
        return problems

    def _disclosure_problems(self):
        if self.disclosure == Disclosure.NONE and not self.disclosure_reason.strip():
            return {"disclosure_reason": _("Give the reason for not disclosing.")}
        return {}

    def clean(self):
        """Write the number as everyone should before the rules are applied."""
        self.document_number = normalised(self.document_number)
        super().clean()

    def publication_obstacles(self):
        """What is not disclosed actively cannot be published at all (domain §7)."""
        obstacles = super().publication_obstacles()
        if self.disclosure != Disclosure.ACTIVE:
            obstacles.append(_("A document that is not disclosed actively cannot be published."))
        return obstacles

    def complete(self):
        """Give the index number once and for all, and keep what makes the document number unique."""
        super().complete()
        if not self._carries_numbers:
            self.index_number = self.number_key = None
            return
        stored = OfficialDocumentPage.objects.filter(pk=self.pk).values_list("index_number", flat=True).first()
        self.index_number = stored or self.index_number or self._new_index_number()
        self.number_key = None if self._holder_of_number() else self._number_key()

    @property
    def _carries_numbers(self):
        """An alias and a translation show a document that has its numbers already."""
        return not self.alias_of_id and self.language_code == settings.LANGUAGE_CODE

    def _number_key(self):
        names = self.issuer_names
        return number_key(self.document_number, names[0]) if names and self._carries_numbers else None

    def _holder_of_number(self):
        """The number of another page that carries the same 〔〕 number of the same issuer, or None."""
        key = self._number_key()
        others = OfficialDocumentPage.objects.filter(number_key=key).exclude(pk=self.pk) if key else None
        return others.values_list("pk", flat=True).first() if key else None

    def _number_is_taken(self):
        """Whether the number is another document's; versions of one text share theirs and are related (domain §7)."""
        holder = self._holder_of_number()
        if holder is None:
            return False
        version = RelationType.VERSION_OF
        if holder in self.related_to(version):
            return False
        return not PageRelation.objects.filter(page=holder, target=self.pk, type=version).exists()

    def _new_index_number(self):
        day = self.written_date or timezone.localdate()
        return take_index_numbers(organisation_code(self.department), day.year, 1)[0]
