from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TermQuerySet(models.QuerySet):
    """Terms by whose texts they apply to."""

    def applying_to(self, department):
        """The terms in use that the province keeps and those of the department (its number, or None)."""
        return self.filter(Q(department=None) | Q(department=department), is_active=True)


class Term(models.Model):
    """An expression that an office watches over: one often written wrongly, one not to be used, one set in its words.

    A term without a department applies to everybody's texts and is kept by the supervising office.
    """

    class Kind(models.TextChoices):
        MISTAKEN = "mistaken", _("Commonly mistaken word")
        FORBIDDEN = "forbidden", _("Forbidden expression")
        FIXED = "fixed", _("Fixed expression")
        ALLOWED = "allowed", _("Allowed here")

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind,
        help_text=_(
            "A fixed expression is written as it ought to be; what sounds or looks like it with one character changed "
            "is reported. What is allowed here is never reported."
        ),
    )
    text = models.CharField(_("expression"), max_length=60)
    replacement = models.CharField(_("write instead"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Empty: for the texts of all departments; only the supervising office keeps those."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "text"]
        verbose_name = _("watched expression")
        verbose_name_plural = _("watched expressions")
        constraints = [
            models.UniqueConstraint(fields=["text", "department"], name="one_term_per_text_and_department"),
            models.UniqueConstraint(fields=["text"], condition=Q(department=None), name="one_provincial_term_per_text"),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        """A term says something, what is mistaken says what is right, and a fixed expression has three characters."""
        self.text = self.text.strip()
        self.replacement = self.replacement.strip()
        if self.kind == self.Kind.MISTAKEN and not self.replacement:
            raise ValidationError({"replacement": _("Say what to write instead.")})
        if self.replacement and self.replacement == self.text:
            raise ValidationError({"replacement": _("This is the same expression.")})
        if self.kind == self.Kind.FIXED and len(self.text) < 3:
            raise ValidationError({"text": _("A fixed expression has at least three characters.")})
        if self.kind != self.Kind.FIXED and len(self.text) < 2:
            raise ValidationError({"text": _("An expression has at least two characters.")})


class CheckSetting(models.Model):
    """What the supervising office decided about one check: whether it is made, and whether its hits hold a text up."""

    check_code = models.CharField(_("check"), max_length=40, unique=True)
    is_active = models.BooleanField(_("in use"), default=True)
    is_blocking = models.BooleanField(
        _("a hit needs a decision before submission"), default=False, help_text=_("No hit can hold a text up for good.")
    )

    class Meta:
        ordering = ["check_code"]
        verbose_name = _("setting of a check")
        verbose_name_plural = _("settings of checks")

    def __str__(self):
        return self.check_code
