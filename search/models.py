"""What is found: public pages with what a search is narrowed by, their passages, and what is suggested.

There is an entry exactly for what lists may show, so nothing else can be found, counted, suggested or quoted.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.content.validity import Validity
from cms.organisation.kinds import ContentKind
from search.attachments.models import AttachedFile, FileText
from search.elastic.models import EngineDebt
from search.pinned.models import PinnedAnswer
from search.synonyms.models import Synonyms
from search.terms.models import SearchedTerm, WithheldTerms

__all__ = [
    "AttachedFile",
    "EngineDebt",
    "Entry",
    "FileText",
    "Passage",
    "PinnedAnswer",
    "SearchedTerm",
    "Synonyms",
    "WithheldTerms",
]


class Entry(models.Model):
    """A public page as a search sees it: the facts that narrow a search and weigh in its order."""

    page = models.OneToOneField(
        "content.ContentPage", on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    language = models.CharField(_("language"), max_length=20)
    department = models.ForeignKey(
        "organisation.Department", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("department")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ContentKind)
    theme = models.CharField(_("theme"), max_length=80, blank=True)
    listed_at = models.DateTimeField(_("published at"))
    year = models.PositiveSmallIntegerField(_("year"))
    validity = models.CharField(_("validity"), max_length=16, choices=Validity, blank=True)
    effective_date = models.DateField(_("in force from"), null=True)
    expiry_date = models.DateField(_("in force until"), null=True)
    # How much a hit weighs: laws and what interprets them stand above what merely mentions them.
    standing = models.FloatField(_("standing"), default=1.0)

    class Meta:
        verbose_name = _("found page")
        verbose_name_plural = _("found pages")
        indexes = [
            models.Index(fields=["department", "-listed_at"], name="search_by_department"),
            models.Index(fields=["-listed_at"], name="search_by_date"),
        ]

    def __str__(self):
        return str(self.page_id)


class Passage(models.Model):
    """A passage of a found page. Its number is that of the page and its place there, so that either leads to the other.

    `folded` is the text as it is compared (search/folding.py); the engine's index holds the tokens of it.
    """

    PLACES = 4_096

    id = models.BigIntegerField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="passages")
    anchor = models.CharField(max_length=80, blank=True)
    label = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    folded = models.TextField()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")

    def __str__(self):
        return self.label or self.text[:40]

    @classmethod
    def number(cls, page_id, place):
        """The number of the passage at a place of a page; the head's place is 0."""
        return page_id * cls.PLACES + place


class Suggestion(models.Model):
    """A title or number of a found page, at one of its words: what may be typed to have it suggested.

    `place` counts the words at which typing may begin, `size` is the length of the first word there, `backwards` that
    word from its end; `folded`, `pinyin` and `initials` are the text from there on (search/suggesting/).
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="suggestions")
    text = models.CharField(max_length=255)
    place = models.PositiveSmallIntegerField()
    size = models.PositiveSmallIntegerField()
    folded = models.CharField(max_length=40)
    pinyin = models.CharField(max_length=80)
    initials = models.CharField(max_length=20)
    backwards = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        indexes = [
            models.Index(
                fields=["initials", "place"],
                name="suggested_by_initials",
                opclasses=["varchar_pattern_ops", "int2_ops"],
            ),
            *(
                models.Index(fields=[column], name=f"suggested_by_{column}", opclasses=["varchar_pattern_ops"])
                for column in ("folded", "pinyin", "backwards")
            ),
        ]

    def __str__(self):
        return self.text
