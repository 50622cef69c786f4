"""Panels of the editor that several types share, or that are too long for the type itself."""

from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from cms.content.relation_types import RelationType


class RelationFormSet(BaseChildFormSet):
    """The relations of a page, one of which may have to be of a certain type."""

    required_type = ""

    def clean(self, *args, **kwargs):
        """Refuse a page without a relation of the required type. For a draft Wagtail asks for no rows at all."""
        super().clean(*args, **kwargs)
        if self.required_type and self.min_num and not self._has_required_type():
            raise ValidationError(
                _("Add a relation “%(type)s” and choose the page."),
                params={"type": RelationType(self.required_type).label},
            )

    def _has_required_type(self):
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms and form.is_valid()]
        return any(data.get("type") == self.required_type and data.get("target") for data in kept)


class RelationPanel(InlinePanel):
    """Relations to other pages; with `required_type`, at least one has to be of this type."""

    def __init__(self, required_type="", **kwargs):
        super().__init__(
            **{
                "relation_name": "relations",
                "label": _("Relation"),
                "heading": _("Relations to other pages"),
                **kwargs,
            }
        )
        self.required_type = required_type

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "required_type": self.required_type}

    def get_form_options(self):
        options = super().get_form_options()
        if self.required_type:
            formset = type("RequiredRelationFormSet", (RelationFormSet,), {"required_type": self.required_type})
            options["formsets"][self.relation_name] |= {"formset": formset, "min_num": 1, "validate_min": False}
        return options


_RELATIONS = RelationPanel()


def content_panels(*facts, relations=_RELATIONS):
    """The panels of a kind of content: its title, the facts of its own, text, picture, source, links."""
    links = [
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
        *([relations] if relations else []),
        MultiFieldPanel(
            [FieldPanel("topics", widget=CheckboxSelectMultiple), FieldPanel("keywords")],
            heading=_("Subjects and keywords"),
        ),
    ]
    return [
        *Page.content_panels,
        *facts,
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("lead_image"), FieldPanel("lead_image_alt")], heading=_("Lead picture")),
        MultiFieldPanel(
            [
                FieldPanel("is_reprint"),
                FieldPanel("issuer_name"),
                FieldPanel("source_name"),
                FieldPanel("source_url"),
            ],
            heading=_("Source"),
        ),
        *links,
    ]


def document_panels():
    """The panels of an official document."""
    return [
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
                FieldRowPanel([FieldPanel("validity"), FieldPanel("validity_changed_on")]),
                FieldPanel("validity_cause"),
                PageChooserPanel("validity_cause_page", "content.ContentPage"),
            ],
            heading=_("Validity"),
        ),
        MultiFieldPanel(
            [FieldPanel("disclosure"), FieldPanel("disclosure_reason"), FieldPanel("secrecy_review")],
            heading=_("Disclosure"),
        ),
    ]


def guide_panels():
    """The panels of a service guide, in the order in which a reader asks."""
    return [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("item_type"), FieldPanel("office")]),
                FieldRowPanel([FieldPanel("basic_code"), FieldPanel("implementation_code")]),
                FieldRowPanel([FieldPanel("for_person"), FieldPanel("for_enterprise")]),
                FieldPanel("served"),
                FieldPanel("life_events", widget=CheckboxSelectMultiple),
            ],
            heading=_("Matter"),
        ),
        MultiFieldPanel(
            [FieldPanel("basis"), FieldPanel("conditions"), FieldPanel("materials"), FieldPanel("steps")],
            heading=_("How it is done"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("statutory_limit"), FieldPanel("statutory_limit_unit")]),
                FieldRowPanel([FieldPanel("promised_limit"), FieldPanel("promised_limit_unit")]),
                FieldPanel("charged"),
                FieldRowPanel([FieldPanel("fee_standard"), FieldPanel("fee_basis")]),
                FieldPanel("result"),
            ],
            heading=_("Time limits, fees, result"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place"), FieldPanel("hours")]),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("complaint_phone")]),
            ],
            heading=_("Where to turn"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("online_submission"), FieldPanel("online_submission_url")]),
                FieldRowPanel([FieldPanel("result_lookup"), FieldPanel("result_lookup_url")]),
                FieldRowPanel([FieldPanel("consultation"), FieldPanel("consultation_url")]),
            ],
            heading=_("Online"),
        ),
        FieldPanel("questions"),
    ]
