from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.words import WordList, WordListQuerySet


class PinnedAnswerQuerySet(WordListQuerySet):
    """Answers by where and for what they stand."""

    def in_force(self, day):
        """Those whose last day is not past."""
        return self.filter(Q(until=None) | Q(until__gte=day))


class PinnedAnswer(WordList):
    """A page that stands above all results of some words, on the site of a department or on all."""

    page = models.ForeignKey("content.ContentPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: no end."))

    objects = PinnedAnswerQuerySet.as_manager()

    class Meta(WordList.Meta):
        abstract = False
        verbose_name = _("pinned answer")
        verbose_name_plural = _("pinned answers")

    def clean(self):
        """A day that is past pins nothing."""
        super().clean()
        if self.until and self.until < timezone.localdate():
            raise ValidationError({"until": _("This day is past.")})
