"""Where imported documents go: their department's own column, its library of reprints, or the portal's."""

from dataclasses import dataclass

from wagtail.models import Page

from cms.approval.batches import add_to_batch
from cms.content.models import ColumnPage, SiteHomePage
from cms.importing.draft import RowRefused
from cms.organisation.models import Department, PlannedColumn

OWN_DOCUMENTS = "ZCWJ"
LIBRARY = "FLFG"


class NoLibraryError(Exception):
    """The portal has no library of laws and regulations yet."""


@dataclass(frozen=True)
class Place:
    """A column, and whether what is put there is a reprint."""

    column: ColumnPage
    department: Department | None
    is_reprint: bool


class Places:
    """Finds the place of a draft: `site_hint`, the first that is hosted; else the mapping; else the portal.

    `mapping` names departments by issuer. A text whose issuer is the department itself is its own document; any
    other is a reprint (转载) and stands in the library, never among the department's own.
    """

    def __init__(self, batch, mapping=None):
        self.batch = batch
        self.mapping = mapping or {}
        self.homes = {
            home.department.slug: home
            for home in SiteHomePage.objects.filter(
                department__status=Department.Status.HOSTED, locale__language_code="zh-hans"
            ).select_related("department")
        }
        self.plan = {column.code: column for column in PlannedColumn.objects.filter(code__in=[OWN_DOCUMENTS, LIBRARY])}
        self.columns = {
            (column.department_id, column.planned_column.code): column
            for column in ColumnPage.objects.filter(planned_column__code__in=[OWN_DOCUMENTS, LIBRARY]).select_related(
                "planned_column"
            )
        }
        if (None, LIBRARY) not in self.columns:
            raise NoLibraryError
        self._check_mapping()

    def _check_mapping(self):
        unknown = sorted(set(self.mapping.values()) - set(self.homes))
        if unknown:
            raise RowRefused("mapping", ", ".join(unknown))

    def place_of(self, draft):
        """The place of a draft; a department's library is made, as a draft of the same batch, when first needed."""
        slugs = [*draft.hints, self.mapping.get(draft.issuer, "")]
        home = next((self.homes[slug] for slug in slugs if slug in self.homes), None)
        if home is None:
            return Place(self.columns[None, LIBRARY], None, True)
        department = home.department
        if draft.issuer in (department.name, department.short_name):
            return Place(self._column(home, OWN_DOCUMENTS), department, False)
        return Place(self._column(home, LIBRARY), department, True)

    def _column(self, home, code):
        key = (home.department_id, code)
        if key not in self.columns:
            planned = self.plan[code]
            parent = Page.objects.get(pk=home.pk).specific
            column = ColumnPage(
                title=planned.name,
                slug=planned.slug,
                planned_column=planned,
                description=planned.description,
                live=False,
                show_in_menus=True,
            )
            self.columns[key] = parent.add_child(instance=column)
            column.save_revision()
            add_to_batch(self.batch, [column])
        return self.columns[key]
