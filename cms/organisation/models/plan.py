from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cms.organisation.kinds import ContentKind
from cms.organisation.models.department import Department, DepartmentKind


class Block(models.TextChoices):
    """The six blocks of the plan (板块, plan §2)."""

    OPEN_GOVERNMENT = "open_government", _("Open government")
    PROVINCE = "province", _("About the province")
    ONLINE_SERVICES = "online_services", _("Online services")
    CONVENIENCE = "convenience", _("Services for daily life")
    TOPICS = "topics", _("Topics")
    LINKS = "links", _("Links")


def validate_content_kinds(value):
    """Refuse a list that names a kind of content that does not exist."""
    values = value if isinstance(value, list) else [value]
    unknown = sorted({str(kind) for kind in values} - set(ContentKind.values))
    if unknown:
        raise ValidationError(_("Unknown kinds of content: %(kinds)s"), params={"kinds": ", ".join(unknown)})


class PlannedColumnQuerySet(models.QuerySet):
    """The column plan, by day and by department."""

    def valid_on(self, day):
        """The columns of the plan as it stands on the day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def mandatory_for(self, department):
        """The columns that the department must keep (必设栏目): mandatory for all, or for one of its kinds."""
        kinds = PlannedColumn.mandatory_for.through.objects.filter(
            plannedcolumn=OuterRef("pk"), departmentkind__departments=department
        )
        return self.filter(Q(mandatory_for_all=True) | Exists(kinds))


class PlannedColumn(models.Model):
    """One column of the unified plan (栏目规划): what sites should carry, and how fresh it must be."""

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z][A-Z0-9]*$", _("A code has capital letters and digits only."))],
        error_messages={"unique": _("The plan already has a column with this code.")},
    )
    block = models.CharField(_("block"), max_length=20, choices=Block)
    name = models.CharField(_("name"), max_length=60)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)
    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    description = models.TextField(_("description"), blank=True)
    keywords = models.CharField(_("keywords"), max_length=200, blank=True)
    mandatory_for_all = models.BooleanField(_("mandatory for all departments"), default=False)
    mandatory_for = models.ManyToManyField(
        DepartmentKind, blank=True, related_name="mandatory_columns", verbose_name=_("mandatory for kinds")
    )
    update_days = models.PositiveIntegerField(
        _("update within (days)"), null=True, blank=True, help_text=_("Empty: on change only.")
    )
    update_rule = models.CharField(_("rule of updating"), max_length=200, blank=True)
    content_kinds = models.JSONField(
        _("kinds of content"), default=list, blank=True, validators=[validate_content_kinds]
    )
    duty_office = models.CharField(_("duty office"), max_length=80, blank=True)
    grade = models.CharField(_("grade of the source"), max_length=1, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = PlannedColumnQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("planned column")
        verbose_name_plural = _("column plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="planned_column_ends_after_it_begins",
            )
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def clean(self):
        """A column of the plan ends after it begins."""
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day lies before the first.")})

    def is_mandatory_for(self, department: Department):
        """Whether the department must keep this column."""
        return type(self).objects.filter(pk=self.pk).mandatory_for(department).exists()
