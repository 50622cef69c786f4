"""What the checks of one revision read: its text line by line, its parts, and the text of its files."""

import datetime
import time
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

from cms.approval.checks.blocks import Segment, Walker
from cms.approval.checks.hits import Where
from cms.approval.checks.parameters import Parameters
from cms.approval.checks.shelves import read_attachment
from cms.content.models import Attachment, ContentPage
from cms.content.running_text import ARTICLE, article_anchor

# Written by the system, for machines, or said about the text and not by it.
UNREAD_FIELDS = {"slug", "url_path", "path", "draft_title", "seo_title", "number_key", "secrecy_review"}


class OutOfTime(Exception):
    """A check took longer over one text than it may; what it found until then counts."""


@dataclass(frozen=True)
class FileText:
    """An attachment with what it says: lines by part, and why not all of it could be read."""

    attachment: Attachment
    parts: list
    problem: str

    @property
    def name(self):
        """What the editors know it by."""
        return self.attachment.title or self.attachment.filename


class Material:
    """A page as one of its revisions holds it. Everything is read when a check first asks for it, and once."""

    def __init__(self, page, revision=None, today=None):
        self.page = page
        self.revision = revision
        self.today = today or timezone.localdate()
        self.parameters = Parameters(self.today)

    @property
    def is_content(self):
        """Whether it is a page that people read, and no home page or column."""
        return isinstance(self.page, ContentPage)

    @cached_property
    def walker(self):
        """What the streams hold."""
        walker = Walker()
        for name in type(self.page).get_streamfield_names():
            value = getattr(self.page, name)
            walker.take(value.stream_block, value.get_prep_value())
        return walker

    @cached_property
    def fields(self):
        """The page's own fields of text: their names as editors read them, and what they say."""
        found = []
        for field in self.page._meta.concrete_fields:
            if _is_text(field):
                found.append((field.name, str(field.verbose_name), getattr(self.page, field.attname) or ""))
        return found

    @cached_property
    def lines(self):
        """The title, the body and the facts of the page, line by line."""
        title = [Segment(Where.TITLE, self.page.title, "title")]
        facts = [
            Segment(Where.FACT, line.strip(), "fact", label)
            for name, label, text in self.fields
            if name != "title"
            for line in text.splitlines()
            if line.strip()
        ]
        return [*title, *self.walker.segments, *facts, *self.rows]

    @cached_property
    def rows(self):
        """What the rows that belong to the page say: the titles of its attachments and the like."""
        found = []
        for relation in get_all_child_relations(self.page):
            if relation.get_accessor_name() == COMMENTS_RELATION_NAME:
                continue
            for row in getattr(self.page, relation.get_accessor_name()).all():
                for field in row._meta.concrete_fields:
                    if _is_text(field):
                        lines = (getattr(row, field.attname) or "").splitlines()
                        label = str(field.verbose_name)
                        found += [Segment(Where.FACT, line.strip(), "row", label) for line in lines if line.strip()]
        return found

    @property
    def paragraphs(self):
        """The running text alone."""
        return [segment.text for segment in self.walker.segments if segment.where == Where.TEXT]

    @cached_property
    def text(self):
        """The whole body as one text."""
        return "\n".join(segment.text for segment in self.walker.segments)

    @cached_property
    def attachments(self):
        """The files that the page hands out: its table of attachments, those in the text, those of its facts."""
        numbers = set(self.walker.files)
        if self.is_content:
            numbers |= {row.attachment_id for row in self.page.attachments.all()}
        for field in self.page._meta.concrete_fields:
            if field.is_relation and field.related_model is Attachment:
                numbers.add(getattr(self.page, field.attname))
        found = Attachment.objects.in_bulk(numbers - {None})
        return [found[number] for number in sorted(found)]

    @cached_property
    def files(self):
        """The text of those files."""
        limits = self.parameters.limits
        return [FileText(attachment, *read_attachment(attachment, limits)) for attachment in self.attachments]

    def in_time(self, lines):
        """The lines one by one, for as long as one check may take.

        Raises OutOfTime where that is not enough. Reading the files has its own bounds and does not count.
        """
        until = time.monotonic() + self.parameters["check-seconds"]
        for line in lines:
            if time.monotonic() > until:
                raise OutOfTime
            yield line

    def file_lines(self):
        """Every line of every file, its names first: the file, and the line in its role."""
        for file in self.files:
            for name in dict.fromkeys([file.name, file.attachment.filename]):
                yield file, Segment(Where.ATTACHMENT, name, "name", file.name)
            for kind, label, lines in file.parts:
                detail = file.name if not label else f"{file.name} · {label}"
                for line in lines:
                    yield file, Segment(Where.ATTACHMENT, line, kind, detail)

    @cached_property
    def everything(self):
        """The page's lines and those of its files."""
        return [*self.lines, *(segment for _file, segment in self.file_lines())]

    @cached_property
    def anchors(self):
        """The places within the page that a link can lead to."""
        sources = (part["value"].get("text") or "" for part in self._texts())
        articles = {article_anchor(name) for source in sources for name in ARTICLE.findall(source)}
        return self.walker.anchors | articles

    def _texts(self):
        body = getattr(self.page, "body", None)
        return [part for part in body.get_prep_value() if part["type"] == "text"] if body else []

    @property
    def is_new(self):
        """Whether the page was never public and is no text of the past taken over from elsewhere."""
        written = getattr(self.page, "written_date", None)
        recent = written is None or self.today - written < datetime.timedelta(days=self.parameters["check-recent-days"])
        return self.page.first_published_at is None and recent


def _is_text(field):
    """Whether a field holds words of the editors."""
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.URLField)
    return is_text and field.editable and not field.choices and field.name not in UNREAD_FIELDS


def material_of(revision, today=None):
    """The material of a revision."""
    return Material(revision.as_object(), revision, today)
