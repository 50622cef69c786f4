"""The repeated parts of a service guide (办事指南, domain §7)."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.choosers import AttachmentChooserBlock

ORIGINALS = {
    "original": _("Original"),
    "copy": _("Copy"),
    "original_checked": _("Copy, original shown"),
    "either": _("Original or copy"),
}
FORMS = {"paper": _("Paper"), "electronic": _("Electronic"), "either": _("Paper or electronic")}


class MaterialValue(blocks.StructValue):
    """A material as templates read it."""

    @property
    def original_label(self):
        """Whether the original or a copy is wanted, in words."""
        return ORIGINALS.get(self["original"], "")

    @property
    def form_label(self):
        """On paper or electronically, in words."""
        return FORMS.get(self["form"], "")


class MaterialBlock(blocks.StructBlock):
    """One thing that an applicant hands in (申请材料)."""

    name = blocks.CharBlock(label=_("Name"), max_length=200)
    copies = blocks.IntegerBlock(label=_("Number of copies"), default=1, min_value=0, max_value=99)
    original = blocks.ChoiceBlock(
        label=_("Original or copy"), choices=list(ORIGINALS.items()), default="original", search_index=False
    )
    form = blocks.ChoiceBlock(label=_("Form"), choices=list(FORMS.items()), default="either", search_index=False)
    required = blocks.BooleanBlock(label=_("Mandatory"), default=True, required=False)
    note = blocks.CharBlock(label=_("Note"), max_length=300, required=False, default="")
    blank_form = AttachmentChooserBlock(label=_("Blank form"), required=False)
    sample_form = AttachmentChooserBlock(label=_("Sample"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Material")
        label_format = "{name}"
        value_class = MaterialValue


class GuideStepBlock(blocks.StructBlock):
    """One step of the procedure (办理流程): who does what within which time, and what comes of it."""

    name = blocks.CharBlock(label=_("Step"), max_length=80)
    who = blocks.CharBlock(label=_("Who"), max_length=120, required=False, default="")
    time = blocks.CharBlock(label=_("Time"), max_length=80, required=False, default="")
    result = blocks.CharBlock(label=_("Result"), max_length=200, required=False, default="")

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{name}"


class QuestionBlock(blocks.StructBlock):
    """A question that is often asked (常见问题), with its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.TextBlock(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"
