"""Lists of words that an office keeps, one a line: as they were typed, and folded beside for finding them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from search.folding import fold

MOST_WORDS = 20


class WordListQuerySet(models.QuerySet):
    """Lists of words by where they count and what they hold."""

    def on_site(self, department):
        """Those of a site, by its department's number (0: the portal), and those for all sites."""
        return self.filter(Q(department=None) | Q(department=department))

    def naming(self, words):
        """Those that hold one of the folded words."""
        named = Q(pk__in=())
        for word in words:
            named |= Q(folded__contains=f"\n{word}\n")
        return self.filter(named)


class WordList(models.Model):
    """Words for the site of a department, or for all sites."""

    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("On whose site this counts. Empty: on all sites."),
    )
    words = models.TextField(_("words"), help_text=_("One a line, at most 20."))
    folded = models.TextField(editable=False)

    objects = WordListQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self):
        return "、".join(self.lines)[:80]

    def save(self, *args, **kwargs):
        """The words are kept folded beside, so that the database finds them."""
        self.folded = "\n" + "\n".join(self.folded_words) + "\n"
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse what could never be searched for."""
        if len(self.lines) > MOST_WORDS:
            raise ValidationError({"words": _("These are more than 20 lines.")})
        if empty := [line for line in self.lines if not fold(line)]:
            message = _("“%(line)s” has no letters or figures; nobody can search for it.")
            raise ValidationError({"words": message % {"line": empty[0]}})

    @property
    def lines(self):
        """The words as they were typed."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    @property
    def folded_words(self):
        """The words folded, each once."""
        return list(dict.fromkeys(filter(None, map(fold, self.lines))))
