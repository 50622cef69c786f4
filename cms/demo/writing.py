"""Writes the entries of text files as drafts, with the relations between them."""

from collections import defaultdict

from django.core.exceptions import ValidationError

from cms.content.models import LifeEvent, PageRelation, Topic
from cms.content.models.page_parts import RelationType
from cms.demo.items import TABLES, column_code, page_from


class DemoError(Exception):
    """An entry of the text files that breaks a rule of its kind; the text names it."""


class Writer:
    """Adds pages below their columns. `columns` maps (owner, planned column code) to a column page.

    The owner of an entry is its department's slug, or "portal". Relations name their target by owner and slug and are
    added when every page stands.
    """

    def __init__(self, columns, files):
        self.columns = columns
        self.files = files
        self.pages = {}
        self.relations = defaultdict(list)
        self.gazettes = {}
        self.topics = {topic.code: topic for topic in Topic.objects.all()}

    def write(self, owner, texts):
        """The entries of one file; one whose column the site does not carry is left out."""
        for table in TABLES:
            for order, item in enumerate(texts.get(table, ()), 1):
                column = self.columns.get((owner, column_code(table, item, owner == "portal")))
                if column is not None:
                    self._add(owner, table, {"order": order, **item}, column)

    def _add(self, owner, table, item, column):
        page = column.add_child(instance=page_from(table, item, self.files))
        topics = [self.topics[code] for code in item.get("topics", ()) if code in self.topics]
        if topics:
            page.topics.set(topics)
        if item.get("life_events"):
            page.life_events.set(LifeEvent.objects.get_or_create(name=name)[0] for name in item["life_events"])
        self.pages[owner, item["slug"]] = page
        if table == "gazette":
            self.gazettes[page] = item["contents"]
        if table == "interpretation":
            self.relations[page].append((RelationType.INTERPRETS, owner, item["of"]))
        for relation in item.get("relations", ()):
            target_owner = relation.get("department") or owner
            self.relations[page].append((relation["type"], target_owner, relation["target_slug"]))

    def finish(self):
        """Relations and contents, then one revision a page; returns the pages in the order of writing."""
        for page, relations in self.relations.items():
            page.relations = [
                PageRelation(type=kind, target=self.pages[owner, slug], sort_order=order)
                for order, (kind, owner, slug) in enumerate(relations)
                if (owner, slug) in self.pages
            ]
        for page, contents in self.gazettes.items():
            for entry, line in zip(page.contents, contents, strict=True):
                target = self.pages.get((line.get("department", "portal"), line["target_slug"]))
                entry.value["page"] = target.pk if target else None
        for page in self.pages.values():
            page.save(clean=False, log_action=None)
            try:
                page.save_revision(log_action=False)
            except ValidationError as error:
                raise DemoError(f"{page.url_path}: {error}") from error
        return list(self.pages.values())
