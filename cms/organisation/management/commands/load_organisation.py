from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.organisation.loading import FILES, load_organisation
from cms.organisation.reading import MOST_PROBLEMS, LoadError


class Command(BaseCommand):
    help = (
        "Loads kinds, departments, the column plan and thresholds that come with the product. With --plan or "
        "--departments only the files named are loaded. Safe to run again; what the files do not name stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("--plan", type=Path, metavar="FILE", help="A column plan of your own (JSON).")
        parser.add_argument("--departments", type=Path, metavar="FILE", help="Departments of your own (JSON).")

    def handle(self, *, plan, departments, **options):
        named = {name: path for name, path in (("departments", departments), ("plan", plan)) if path is not None}
        try:
            counts = load_organisation(named or FILES)
        except LoadError as error:
            raise CommandError(self.refusal(error.problems)) from error
        for name, count in counts.items():
            line = _("%(name)s: %(new)d new, %(known)d brought up to date.")
            self.stdout.write(line % {"name": self.names()[name], "new": count["new"], "known": count["known"]})

    def refusal(self, problems):
        """The problems, and what to do."""
        lines = problems[:MOST_PROBLEMS]
        if len(problems) > len(lines):
            lines.append(_("… and %(number)d more.") % {"number": len(problems) - len(lines)})
        return "\n".join([*lines, _("Nothing was loaded. Put this right and run the command again.")])

    def names(self):
        return {
            "kinds": _("Kinds of department"),
            "departments": _("Departments"),
            "plan": _("Column plan"),
            "thresholds": _("Thresholds"),
        }
