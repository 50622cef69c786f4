from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from search.words import WordList


class Synonyms(WordList):
    """Words that mean the same to who searches: what holds one of them is found by each, as on every engine."""

    class Meta(WordList.Meta):
        abstract = False
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")

    def clean(self):
        """One word alone means nothing else."""
        super().clean()
        if len(self.folded_words) < 2:
            raise ValidationError({"words": _("Name at least two different words.")})
