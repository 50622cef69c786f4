from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.search import index

from cms.content.blocks import BodyBlock
from cms.content.fields import StreamField
from cms.content.forms import ContentPageForm
from cms.content.labels import Labels, column_labels, publication_time
from cms.content.models.listing_count import key_of, moved, shift, stored_page
from cms.content.models.site_page import SitePage
from cms.content.panels import content_panels
from cms.content.placement import is_restricted, place_at
from cms.content.querysets import ContentPageManager
from cms.content.surroundings import surroundings
from cms.content.toc import table_of_contents
from cms.organisation.kinds import ContentKind

PLACEMENT_FIELDS = ("column", "planned_column", "department", "listed_at")
LISTING_FACTS = frozenset(["live", "kind", "is_reprint", "first_published_at", "path"])


class ContentPage(SitePage):
    """What departments publish. It stands once, on its department's site, and is listed elsewhere by reference.

    `column`, `planned_column` and `department` follow from the place in the tree; `listed_at` is the shown date of
    a public page, which is that of its first publication, and is empty for any other. All four are kept here so
    that a list over all departments is one indexed query, and are written by `save` and by nothing else.
    """

    KINDS = ()

    kind = models.CharField(_("kind"), max_length=20, choices=ContentKind)
    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="content_pages",
        verbose_name=_("department"),
    )
    planned_column = models.ForeignKey(
        "organisation.PlannedColumn",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="content_pages",
        verbose_name=_("planned column"),
    )
    column = models.ForeignKey(
        "content.ColumnPage",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="content_pages",
        verbose_name=_("column"),
    )
    listed_at = models.DateTimeField(_("published at"), null=True, editable=False)
    is_reprint = models.BooleanField(
        _("reprint"), default=False, help_text=_("A text issued by someone else. It is marked with its source.")
    )
    issuer_name = models.CharField(
        _("issuer"), max_length=200, blank=True, help_text=_("Who issued the text; of a reprint, someone else.")
    )
    source_name = models.CharField(
        _("source"), max_length=120, blank=True, help_text=_("Empty: the department itself.")
    )
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    keywords = models.CharField(
        _("keywords"), max_length=255, blank=True, help_text=_("Separated by commas or blanks.")
    )
    summary = models.TextField(_("summary"), blank=True, max_length=1000)
    lead_image = models.ForeignKey(
        "content.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead picture"),
    )
    lead_image_alt = models.CharField(_("alternative text"), max_length=200, blank=True)
    topics = ParentalManyToManyField(
        "content.Topic",
        blank=True,
        related_name="pages",
        verbose_name=_("subjects"),
    )
    body = StreamField(BodyBlock(required=False), blank=True, verbose_name=_("text"))

    objects = ContentPageManager()

    serve_related = (*SitePage.serve_related, "department", "column", "planned_column", "lead_image")
    subpage_types = []
    derived_fields = PLACEMENT_FIELDS
    exclude_fields_in_copy = [*PLACEMENT_FIELDS]
    base_form_class = ContentPageForm
    is_creatable = False
    needs_column = True
    has_toc = False
    shows_relations = True

    content_panels = content_panels()

    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("keywords"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("department"),
        index.FilterField("planned_column"),
        index.FilterField("listed_at"),
    ]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
        indexes = [
            models.Index(
                fields=["planned_column", "-listed_at", "-page_ptr"],
                condition=Q(listed_at__isnull=False),
                name="content_by_planned_column",
            ),
            models.Index(
                fields=["planned_column", "department", "-listed_at", "-page_ptr"],
                condition=Q(listed_at__isnull=False),
                name="content_by_plan_and_department",
            ),
            models.Index(
                fields=["column", "-listed_at", "-page_ptr"],
                condition=Q(listed_at__isnull=False),
                name="content_by_column",
            ),
            models.Index(
                fields=["department", "-listed_at", "-page_ptr"],
                condition=Q(listed_at__isnull=False),
                name="content_by_department",
            ),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.kind and self.KINDS:
            self.kind = self.KINDS[0]

    @classmethod
    def can_create_at(cls, parent):
        """Only in a column that the plan allows to hold this kind of content."""
        return super().can_create_at(parent) and cls._fits(parent, cls.KINDS)

    def can_move_to(self, parent):
        """Only to a column that the plan allows to hold this kind of content."""
        return super().can_move_to(parent) and self._fits(parent, [self.kind])

    @classmethod
    def _fits(cls, parent, kinds):
        parent = parent.specific
        if cls.needs_column and not getattr(parent, "holds_content", False):
            return False
        planned = getattr(parent, "planned_column", None)
        return planned is None or not planned.content_kinds or bool(set(planned.content_kinds) & set(kinds))

    def allowed_kinds(self):
        """The kinds of this type that the column plan allows where the page stands."""
        planned = self.planned_column
        if planned is None or not planned.content_kinds:
            return list(self.KINDS)
        return [kind for kind in self.KINDS if kind.value in planned.content_kinds]

    def related_to(self, kind):
        """Numbers of the pages to which this one has a relation of the kind; in the editor, as entered there."""
        entered = getattr(self, "entered_relations", None)
        if entered is None:
            entered = [(relation.type, relation.target_id) for relation in self.relations.all()]
        return {target for type_, target in entered if type_ == kind}

    def clean(self):
        """Refuse what breaks a rule, each with its message beside the field."""
        super().clean()
        problems = self.problems()
        if problems:
            raise ValidationError(problems)

    def problems(self):
        """Rules of every kind of content: messages by the field that they stand beside."""
        problems = {}
        if self.lead_image_id and not self.lead_image_alt.strip():
            problems["lead_image_alt"] = _("Describe the picture for readers who cannot see it.")
        if self.is_reprint and not self.issuer_name.strip():
            problems["issuer_name"] = _("Say who issued the text that is reprinted.")
        if self.is_reprint and not (self.source_name.strip() or self.source_url):
            problems["source_name"] = _("Name the source that the text is reprinted from, or give its address.")
        return problems

    def save(self, *args, **kwargs):
        """Keep place, shown date and counters true with everything that is saved.

        The date of the first publication never changes, whatever a revision or a form says.
        """
        changed = kwargs.get("update_fields")
        if changed is not None and LISTING_FACTS.isdisjoint(changed):
            return super().save(*args, **kwargs)
        if changed is not None:
            kwargs["update_fields"] = {*changed, *PLACEMENT_FIELDS}
        with transaction.atomic():
            stored = stored_page(self.pk)
            if stored and stored.last_published_at:
                self.first_published_at = stored.first_published_at
            self.take_place()
            if changed is None:
                self.complete()
            result = super().save(*args, **kwargs)
            shift(moved(key_of(stored), key_of(self)))
        return result

    def complete(self):
        """What else a type writes by itself before the page is stored; the place is known by now."""

    def take_place(self):
        """Read column, planned column and department from the tree, and whether the page is to be listed."""
        self.stand_at(place_at(self.path))
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        self.listed_at = self.date_to_list()

    def stand_at(self, place):
        """Take the column, planned column and department of a place."""
        self.column_id, self.planned_column_id = place.column, place.planned_column
        self.department_id = place.department

    def date_to_list(self):
        """The shown date: that of the first publication; None unless the page is public."""
        if not self.live or is_restricted(self.path):
            return None
        return self.first_published_at or timezone.now()

    @classmethod
    def stream_names(cls):
        """The names of the page's streams of blocks."""
        return cls.get_streamfield_names()

    def get_context(self, request, *args, **kwargs):
        """The page with what stands around it and in it: see cms.content.surroundings."""
        context = super().get_context(request, *args, **kwargs)
        context.update(surroundings(self, request))
        context["toc"] = table_of_contents(self.body) if self.has_toc else []
        return context

    @cached_property
    def keyword_list(self):
        """The keywords as a list, split at commas, blanks and the Chinese comma."""
        text = self.keywords
        for mark in ",，、;；":
            text = text.replace(mark, " ")
        return text.split()

    @property
    def content_source(self):
        """Who is named as the source: the one given, else the department."""
        if self.source_name:
            return self.source_name
        return self.department.name if self.department else self.issuer_name

    def label_set(self):
        """A content page owes the labels of its column and its own (domain §5)."""
        column, planned = self.column, self.planned_column
        return Labels(
            column=column_labels(
                column.title if column else self.title,
                column.description if column else "",
                column.keywords if column else "",
                str(planned.get_block_display()) if planned else "",
            ),
            article={
                "ArticleTitle": self.title,
                "PubDate": publication_time(self.listed_at or timezone.now()),
                "ContentSource": self.content_source,
                "Keywords": " ".join(self.keyword_list) or self.title,
                "Description": self.summary[:200],
                "Url": self.public_url or "",
            },
        )
