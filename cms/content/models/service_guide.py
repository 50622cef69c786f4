from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.search import index

from cms.content.blocks.service_guide import GuideStepBlock, MaterialBlock, QuestionBlock
from cms.content.fields import StreamField
from cms.content.models.content_page import ContentPage
from cms.content.panels import content_panels, guide_panels
from cms.organisation.kinds import ContentKind

# 国办发〔2018〕45号: the basic code names the matter, the implementation code who handles it.
BASIC_CODE = RegexValidator(r"^[0-9A-Z]{9,12}$", _("A basic code has 9 to 12 digits or capital letters."))
IMPLEMENTATION_CODE = RegexValidator(
    r"^[0-9A-Z]{28,33}$", _("An implementation code has 28 to 33 digits or capital letters.")
)


class ServiceGuidePage(ContentPage):
    """How to get something done (办事指南), with every field of domain §7."""

    class ItemType(models.TextChoices):
        """Kinds of matters (事项类型) of the national list."""

        LICENCE = "licence", _("Administrative licence")
        CONFIRMATION = "confirmation", _("Administrative confirmation")
        PAYMENT = "payment", _("Administrative payment")
        REWARD = "reward", _("Administrative reward")
        ADJUDICATION = "adjudication", _("Administrative adjudication")
        LEVY = "levy", _("Administrative levy")
        INSPECTION = "inspection", _("Administrative inspection")
        OTHER = "other", _("Other administrative power")
        PUBLIC_SERVICE = "public_service", _("Public service")

    class LimitUnit(models.TextChoices):
        WORKING_DAY = "working_day", _("working days")
        DAY = "day", _("days")
        MONTH = "month", _("months")
        IMMEDIATE = "immediate", _("at once")

    KINDS = (ContentKind.GUIDE,)
    is_creatable = True
    page_description = _("A service: conditions, materials, steps, time limits, fees, contacts.")

    basic_code = models.CharField(_("basic code"), max_length=12, blank=True, validators=[BASIC_CODE])
    implementation_code = models.CharField(
        _("implementation code"), max_length=33, blank=True, validators=[IMPLEMENTATION_CODE]
    )
    item_type = models.CharField(_("type of matter"), max_length=16, choices=ItemType, default=ItemType.PUBLIC_SERVICE)
    office = models.CharField(_("office in charge"), max_length=120)
    for_person = models.BooleanField(_("for persons"), default=False)
    for_enterprise = models.BooleanField(_("for enterprises"), default=False)
    served = models.CharField(_("who may apply"), max_length=300, blank=True)
    life_events = ParentalManyToManyField(
        "content.LifeEvent", blank=True, related_name="guides", verbose_name=_("life events")
    )
    basis = StreamField(
        [("basis", blocks.CharBlock(max_length=300, label=_("Provision")))], blank=True, verbose_name=_("legal basis")
    )
    conditions = models.TextField(_("conditions"), blank=True, help_text=_("One a line."))
    materials = StreamField([("material", MaterialBlock())], blank=True, verbose_name=_("materials to hand in"))
    steps = StreamField([("step", GuideStepBlock())], blank=True, verbose_name=_("procedure"))
    statutory_limit = models.PositiveSmallIntegerField(_("statutory time limit"), null=True, blank=True)
    statutory_limit_unit = models.CharField(_("unit"), max_length=12, choices=LimitUnit, default=LimitUnit.WORKING_DAY)
    promised_limit = models.PositiveSmallIntegerField(_("promised time limit"), null=True, blank=True)
    promised_limit_unit = models.CharField(_("unit"), max_length=12, choices=LimitUnit, default=LimitUnit.WORKING_DAY)
    charged = models.BooleanField(_("a fee is charged"), default=False)
    fee_standard = models.CharField(_("standard of the fee"), max_length=300, blank=True)
    fee_basis = models.CharField(_("basis of the fee"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)
    phone = models.CharField(_("telephone for questions"), max_length=120, blank=True)
    complaint_phone = models.CharField(_("telephone for complaints"), max_length=120, blank=True)
    result = models.CharField(_("result"), max_length=300, blank=True)
    questions = StreamField([("question", QuestionBlock())], blank=True, verbose_name=_("frequent questions"))
    online_submission = models.CharField(_("how to apply online"), max_length=300, blank=True)
    online_submission_url = models.URLField(_("address of online submission"), max_length=500, blank=True)
    result_lookup = models.CharField(_("how to look up the result"), max_length=300, blank=True)
    result_lookup_url = models.URLField(_("address of the result"), max_length=500, blank=True)
    consultation = models.CharField(_("how to ask"), max_length=300, blank=True)
    consultation_url = models.URLField(_("address of consultation"), max_length=500, blank=True)

    content_panels = content_panels(*guide_panels())
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("office"),
        index.SearchField("served"),
        index.SearchField("conditions"),
        index.SearchField("materials"),
        index.SearchField("questions"),
        index.SearchField("basic_code"),
        index.SearchField("implementation_code"),
    ]

    class Meta:
        verbose_name = _("service guide")
        verbose_name_plural = _("service guides")

    @property
    def audience_labels(self):
        """Whom the service is for, in words."""
        return [
            label
            for wanted, label in ((self.for_person, _("Persons")), (self.for_enterprise, _("Enterprises")))
            if wanted
        ]

    @property
    def condition_lines(self):
        """The conditions, one a line."""
        return [line.strip() for line in self.conditions.splitlines() if line.strip()]

    @property
    def statutory_limit_text(self):
        """The statutory time limit in words, '' where none is named."""
        return self._limit_text(self.statutory_limit, self.statutory_limit_unit)

    @property
    def promised_limit_text(self):
        """The promised time limit in words, '' where none is named."""
        return self._limit_text(self.promised_limit, self.promised_limit_unit)

    def _limit_text(self, number, unit):
        label = self.LimitUnit(unit).label
        if unit == self.LimitUnit.IMMEDIATE:
            return label
        return _("%(number)d %(unit)s") % {"number": number, "unit": label} if number is not None else ""

    def problems(self):
        """Rules of a guide: for whom it is, what is promised, what is charged."""
        problems = super().problems()
        if not (self.for_person or self.for_enterprise):
            problems["for_person"] = _("Say whether the service is for persons, for enterprises or for both.")
        if self._promises_too_much():
            problems["promised_limit"] = _("The promised time limit is longer than the statutory one.")
        if self.charged and not self.fee_standard.strip():
            problems["fee_standard"] = _("Say what is charged.")
        if self.charged and not self.fee_basis.strip():
            problems["fee_basis"] = _("Say on what basis the fee is charged.")
        return problems

    def _promises_too_much(self):
        both = self.statutory_limit is not None and self.promised_limit is not None
        immediate = self.LimitUnit.IMMEDIATE in (self.statutory_limit_unit, self.promised_limit_unit)
        same_unit = self.statutory_limit_unit == self.promised_limit_unit
        return both and same_unit and not immediate and self.promised_limit > self.statutory_limit
