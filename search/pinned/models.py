from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.folding import fold

MOST_WORDS = 20


class PinnedAnswerQuerySet(models.QuerySet):
    """Answers by where and for what they stand."""

    def on_site(self, department):
        """Those of a site, by its department's number (0: the portal), and those for all sites."""
        return self.filter(Q(department=None) | Q(department=department))

    def in_force(self, day):
        """Those whose last day is not past."""
        return self.filter(Q(until=None) | Q(until__gte=day))

    def answering(self, whole):
        """Those for exactly this, folded."""
        return self.filter(folded__contains=f"\n{whole}\n")


class PinnedAnswer(models.Model):
    """A page that stands above all results of some words, on the site of a department or on all."""

    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="pinned_answers",
        verbose_name=_("department"),
        help_text=_("On whose site it stands. Empty: on all sites."),
    )
    words = models.TextField(_("words"), help_text=_("What is searched for, one a line, at most 20."))
    page = models.ForeignKey("content.ContentPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: no end."))
    folded = models.TextField(editable=False)

    objects = PinnedAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pinned answer")
        verbose_name_plural = _("pinned answers")

    def __str__(self):
        return f"{'、'.join(self.words.split())[:60]} → {self.page}"

    def save(self, *args, **kwargs):
        """The words are kept folded beside."""
        words = [fold(line) for line in self.words.splitlines()]
        self.folded = "\n" + "\n".join(filter(None, words)) + "\n"
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse what could never be searched for."""
        lines = [line.strip() for line in self.words.splitlines() if line.strip()]
        if len(lines) > MOST_WORDS:
            raise ValidationError({"words": _("These are more than 20 lines.")})
        if empty := [line for line in lines if not fold(line)]:
            message = _("“%(line)s” has no letters or figures; nobody can search for it.")
            raise ValidationError({"words": message % {"line": empty[0]}})
        if self.until and self.until < timezone.localdate():
            raise ValidationError({"until": _("This day is past.")})
