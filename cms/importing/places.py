"""Where imported documents go: their department's own column, its library of reprints, or the portal's."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from cms.approval.models import BatchItem
from cms.content.document_numbers import example_for, number_fits
from cms.content.models import ColumnPage, SiteHomePage
from cms.importing.draft import RowRefused
from cms.importing.mapping import MappingError
from cms.importing.writer import write_drafts
from cms.organisation.models import Department, PlannedColumn

OWN_DOCUMENTS = "ZCWJ"
LIBRARY = "FLFG"


class NoLibraryError(Exception):
    """The plan or the portal lacks a column that an import needs; the text says which."""


@dataclass(frozen=True)
class Place:
    """A column of the plan on the site of a department (None: the portal), and whether it takes reprints."""

    department: Department | None
    code: str
    is_reprint: bool


class Places:
    """Finds the place of a draft: `site_hint`, the first that is hosted; else the mapping; else the portal.

    `mapping` names departments by issuer or source. A text that the department issued, alone or with others, is its
    own document; any other is a reprint (转载) and stands in the library, never among the department's own. Where no
    issuer is stated, the source stands for it.
    """

    def __init__(self, mapping=None):
        self.mapping = mapping or {}
        self.homes = {
            home.department.slug: home
            for home in SiteHomePage.objects.filter(
                department__status=Department.Status.HOSTED, locale__language_code=settings.LANGUAGE_CODE
            ).select_related("department", "locale")
        }
        self.plan = {column.code: column for column in PlannedColumn.objects.filter(code__in=[OWN_DOCUMENTS, LIBRARY])}
        columns = ColumnPage.objects.filter(
            planned_column__code__in=self.plan, locale__language_code=settings.LANGUAGE_CODE
        )
        self.columns = {
            (column.department_id, column.planned_column.code): column
            for column in columns.order_by("live", "-path").select_related("planned_column")
        }
        self._check()

    def _check(self):
        if OWN_DOCUMENTS not in self.plan:
            raise NoLibraryError(_("The column plan has no column ZCWJ. Load it first: load_organisation."))
        if (None, LIBRARY) not in self.columns:
            raise NoLibraryError(
                _("The portal has no column for laws and regulations (FLFG). Create the portal first: load_demo.")
            )
        unknown = sorted(set(self.mapping.values()) - set(self.homes))
        if unknown:
            raise MappingError(
                _("The mapping names departments without a site here: %(names)s") % {"names": ", ".join(unknown)}
            )

    def place_of(self, draft):
        """The place of a draft.

        Raises RowRefused for a department's own document whose number has no shape that it could have.
        """
        named = draft.issuers or [draft.source_name]
        slugs = [*draft.hints, *(self.mapping.get(name, "") for name in ("、".join(named), *named, draft.source_name))]
        home = next((self.homes[slug] for slug in slugs if slug in self.homes), None)
        if home is None:
            return Place(None, LIBRARY, True)
        department = home.department
        if not {department.name, department.short_name} & set(named):
            return Place(department, LIBRARY, True)
        if not number_fits(draft.number, draft.genre):
            raise RowRefused(
                "doc_number",
                _("A number of this genre looks like %(example)s.") % {"example": example_for(draft.genre)},
            )
        return Place(department, OWN_DOCUMENTS, False)

    def column_of(self, place):
        """The column of a place, which `open_columns` has made where it was missing."""
        return self.columns[place.department.pk if place.department else None, place.code]

    def open_columns(self, places, batch):
        """Make the columns that are missing for the places, as drafts of the batch; returns their items."""
        missing = {
            (place.department.pk, place.code): place
            for place in places
            if place.department and (place.department.pk, place.code) not in self.columns
        }
        homes = [self.homes[place.department.slug] for place in missing.values()]
        columns = [self._column(place) for place in missing.values()]
        written = write_drafts(columns, [home.pk for home in homes], batch.prepared_by)
        self.columns |= dict(zip(missing, columns, strict=True))
        return [
            BatchItem(batch=batch, page_id=column.pk, revision=revision, fingerprint=fingerprint)
            for column, (revision, fingerprint) in zip(columns, written, strict=True)
        ]

    def _column(self, place):
        planned = self.plan[place.code]
        return ColumnPage(
            title=planned.name,
            draft_title=planned.name,
            slug=planned.slug,
            locale=self.homes[place.department.slug].locale,
            planned_column=planned,
            department=place.department,
            description=planned.description,
            keywords=planned.keywords,
            show_in_menus=True,
            live=False,
        )
