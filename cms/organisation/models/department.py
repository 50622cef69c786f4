from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.organisation.validators import validate_credit_code, validate_host_label, validate_site_code


class DepartmentKind(models.Model):
    """What a department is or does; the column plan makes columns mandatory by it."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("kind of department")
        verbose_name_plural = _("kinds of department")

    def __str__(self):
        return self.name


class DepartmentQuerySet(models.QuerySet):
    """Departments by what became of them."""

    def hosted(self):
        """Departments whose site stands on this installation."""
        return self.filter(status=Department.Status.HOSTED)

    def self_hosted(self):
        """Departments with a site elsewhere (自建网)."""
        return self.filter(status=Department.Status.SELF_HOSTED)

    def in_office(self):
        """Departments that exist: neither merged nor closed."""
        return self.filter(status__in=Department.IN_OFFICE)

    def issuing_as(self, names):
        """Departments that one of the issuers' names denotes, by legal or by short name."""
        return self.filter(Q(name__in=names) | Q(short_name__in=names))


class Department(ClusterableModel):
    """An organisation that publishes and answers for it (谁上网谁负责)."""

    class Status(models.TextChoices):
        HOSTED = "hosted", _("Site hosted here")
        SELF_HOSTED = "self_hosted", _("Site hosted elsewhere")
        MERGED = "merged", _("Merged into another")
        CLOSED = "closed", _("Closed")

    IN_OFFICE = (Status.HOSTED, Status.SELF_HOSTED)

    name = models.CharField(_("legal name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, unique=True)
    english_name = models.CharField(_("English name"), max_length=200, blank=True)
    slug = models.SlugField(
        _("slug"),
        max_length=40,
        unique=True,
        validators=[validate_host_label],
        help_text=_("Also the first part of the site's host name."),
    )
    kinds = ParentalManyToManyField(
        DepartmentKind, blank=True, related_name="departments", verbose_name=_("kinds of department")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="managed",
        verbose_name=_("managed by"),
    )
    credit_code = models.CharField(
        _("unified social credit code"), max_length=18, blank=True, validators=[validate_credit_code]
    )
    site_code = models.CharField(
        _("site identification code"), max_length=10, blank=True, validators=[validate_site_code]
    )
    function = models.TextField(_("function"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.HOSTED)
    website = models.URLField(
        _("address of the site elsewhere"), blank=True, help_text=_("Only for a site that is hosted elsewhere.")
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_("Who answers for its matters after a merger or closure."),
    )
    office_head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("head of the office"),
        help_text=_("Hears of approvals that are overdue."),
    )

    TAKEN = {
        "credit_code": _("Another department has this unified social credit code."),
        "site_code": _("Another department has this site identification code."),
    }

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [
            models.UniqueConstraint(fields=["credit_code"], condition=~Q(credit_code=""), name="unique_credit_code"),
            models.UniqueConstraint(fields=["site_code"], condition=~Q(site_code=""), name="unique_site_code"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="department_not_managed_by_itself"),
            models.CheckConstraint(condition=~Q(successor=F("pk")), name="department_not_succeeded_by_itself"),
        ]

    def __str__(self):
        return self.short_name

    @property
    def is_hosted(self):
        """Whether its site stands on this installation."""
        return self.status == self.Status.HOSTED

    @property
    def is_in_office(self):
        """Whether it exists: neither merged nor closed."""
        return self.status in self.IN_OFFICE

    def clean(self):
        """A message beside each field that breaks a rule of the organisation."""
        errors = {}
        if self._is_ancestor_of_itself("parent"):
            errors["parent"] = _("A department cannot be managed by itself or by one that it manages.")
        if self._is_ancestor_of_itself("successor"):
            errors["successor"] = _("A department cannot succeed itself, nor one that it succeeded.")
        elif self.status == self.Status.MERGED and not self.successor_id:
            errors["successor"] = _("Say which department it was merged into.")
        elif self.successor_id and self.is_in_office:
            errors["successor"] = _("Only a merged or closed department has a successor.")
        if self.status == self.Status.SELF_HOSTED and not self.website:
            errors["website"] = _("Give the address of the site that is hosted elsewhere.")
        for field, message in self.TAKEN.items():
            value = getattr(self, field)
            if value and type(self).objects.filter(**{field: value}).exclude(pk=self.pk).exists():
                errors[field] = message
        if errors:
            raise ValidationError(errors)

    def _is_ancestor_of_itself(self, relation):
        seen = {self.pk} - {None}
        other = getattr(self, relation)
        while other is not None:
            if other is self or other.pk in seen:
                return True
            seen.add(other.pk)
            other = getattr(other, relation)
        return False


class ComplaintLine(Orderable):
    """A telephone line for complaints; the portal's 投诉电话 lists those of all departments."""

    department = ParentalKey(Department, on_delete=models.CASCADE, related_name="complaint_lines")
    name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(_("telephone"), max_length=60)
    hours = models.CharField(_("hours"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("complaint line")
        verbose_name_plural = _("complaint lines")

    def __str__(self):
        return f"{self.name} {self.phone}"


class LiaisonOfficer(Orderable):
    """A member of the liaison group (联络组, plan §5): whom the supervising office writes to."""

    department = ParentalKey(Department, on_delete=models.CASCADE, related_name="liaison_officers")
    name = models.CharField(_("name"), max_length=40)
    office = models.CharField(_("office"), max_length=80)
    phone = models.CharField(_("telephone"), max_length=60)

    class Meta(Orderable.Meta):
        verbose_name = _("liaison officer")
        verbose_name_plural = _("liaison officers")

    def __str__(self):
        return f"{self.name} ({self.office})"
