"""The portal's tree out of its text file: sections, columns, directories, topics, and the bands of its home page."""

from wagtail.models import Page

from cms.content.models import ColumnPage, Topic
from cms.demo.bands import home_bands, topic_bands
from cms.demo.streams import entries, stream
from cms.organisation.models import Department, PlannedColumn
from home.groupings import Grouping
from home.models import (
    DepartmentsDirectoryPage,
    LinkDirectoryPage,
    PortalColumnPage,
    SectionPage,
    TopicPage,
)

LISTED_BY_RULE = ("own", "planned", "topic")


class PortalTree:
    """Builds what stands below the portal's home page, as drafts."""

    def __init__(self, home, texts, files):
        self.home = home
        self.texts = texts
        self.files = files
        self.plan = {column.code: column for column in PlannedColumn.objects.all()}
        self.topics = {topic.code: topic for topic in Topic.objects.all()}
        self.departments = {department.slug: department for department in Department.objects.all()}
        self.sections = {}
        self.pages = {}
        self.own_columns = {}

    def build(self):
        """Sections with their columns, and the columns that hold the portal's own pages."""
        for section in self.texts.get("section", ()):
            page = SectionPage(
                title=section["title"],
                slug=section["slug"],
                block=section["block"],
                summary=section.get("summary", ""),
                show_in_menus=True,
                live=False,
            )
            self.sections[section["slug"]] = self._add(self.home, page)
        for column in self.texts.get("column", ()):
            page = self._column(column)
            if page is not None:
                self.pages[column["slug"]] = self._add(self.sections[column["section"]], page)
                if column["source"] == "own" or column.get("reprints_only"):
                    self._remember_own(column, self.pages[column["slug"]])

    def _add(self, parent, page):
        fresh = Page.objects.get(pk=parent.pk).specific
        return fresh.add_child(instance=page)

    def _column(self, column):
        common = {"title": column["title"], "slug": column["slug"], "live": False}
        description = column.get("description", "")
        if column["source"] == "department_directory":
            return DepartmentsDirectoryPage(**common, summary=description)
        if column["source"] == "links":
            return LinkDirectoryPage(**common, summary=description, groups=self._link_groups())
        if column["source"] not in LISTED_BY_RULE:
            return None
        codes = column.get("planned_columns", ())
        group_by = column.get("group_by", "")
        is_library = bool(column.get("reprints_only"))
        page = PortalColumnPage(
            **common,
            description=description,
            planned_column=self.plan[codes[0]] if column["source"] == "own" or is_library else None,
            rule_kinds=list(column.get("kinds", ())),
            reprints=self._reprints(column),
            include_own_children=column["source"] == "own" or is_library,
            grouping=group_by if group_by in Grouping.values else "",
            show_in_menus=True,
        )
        page.rule_planned_columns = [self.plan[code] for code in codes if code in self.plan]
        page.rule_topics = [self.topics[code] for code in column.get("topics", ()) if code in self.topics]
        return page

    @staticmethod
    def _reprints(column):
        if column.get("reprints_only"):
            return PortalColumnPage.Reprints.ONLY
        return PortalColumnPage.Reprints.NONE if column.get("own_documents_only") else PortalColumnPage.Reprints.ALSO

    def _remember_own(self, column, page):
        for code in column.get("planned_columns", ()):
            self.own_columns.setdefault(("portal", code), page)

    def _link_groups(self):
        parts = []
        for group in self.texts.get("link_group", ()):
            links = [{"text": link["title"], "url": link["url"]} for link in group.get("links", ())]
            if group.get("kind") == "departments" or not links:
                parts.append(("departments", {"heading": group["title"]}))
            else:
                parts.append(("links", {"heading": group["title"], "links": entries(links)}))
        return stream(LinkDirectoryPage, "groups", parts)

    def build_topics(self, written):
        """Topic pages; `written` maps (owner, slug) to pages that bands may name."""
        section = next(section for section in self.sections.values() if section.block == "topics")
        for text in self.texts.get("topic_page", ()):
            codes = [code for code in text.get("topics", ()) if code in self.topics]
            page = TopicPage(
                title=text["title"],
                slug=text["slug"],
                sentence=text["sentence"],
                lead_image=self.files.picture(text.get("picture")),
                lead_image_alt=text.get("picture_alt", ""),
                topic=self.topics[codes[0]] if codes else None,
                bands=topic_bands(text.get("blocks", ()), written, self),
                live=False,
            )
            self.pages[text["slug"]] = self._add(section, page)

    def compose_home(self):
        """The bands of the home page, each answering a visitor's question (look.md)."""
        home = type(self.home).objects.get(pk=self.home.pk)
        home.bands = home_bands(self.texts, self.pages, self.sections, self.plan)
        home.save(clean=False, log_action=None)
        self.home = home

    def all_pages(self):
        """Every page of the tree as it stands now, the home page first, with a revision that holds it."""
        pages = [self.home, *self.sections.values(), *self.pages.values()]
        fresh = [Page.objects.get(pk=page.pk).specific for page in pages]
        for page in fresh:
            page.save_revision(log_action=False)
        return fresh

    def library(self):
        """The column of laws and regulations, where imports without a department go."""
        return ColumnPage.objects.filter(planned_column__code="FLFG", department=None).first()
