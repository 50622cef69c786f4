from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class OfficeBlock(blocks.StructBlock):
    """An internal office of a department (内设机构)."""

    name = blocks.CharBlock(label=_("Name"), max_length=80)
    function = blocks.TextBlock(label=_("Function"), required=False, default="", rows=2)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=60, required=False, default="")

    class Meta:
        icon = "group"
        label = _("Office")
        label_format = "{name}"


class UnitBlock(blocks.StructBlock):
    """A unit directly subordinate to a department (直属单位)."""

    name = blocks.CharBlock(label=_("Name"), max_length=120)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=60, required=False, default="")
    url = blocks.URLBlock(label=_("Address of its site"), required=False)

    class Meta:
        icon = "group"
        label = _("Unit")
        label_format = "{name}"
