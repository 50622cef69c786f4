import time
from difflib import get_close_matches

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from cms.organisation.models import Department
from sites.factory import FactoryError, build_department_site


class Command(BaseCommand):
    help = (
        "Makes departments' sites, as drafts to be opened in the admin. Safe to run again: after a change of the plan "
        "it adds what is missing and touches nothing else."
    )

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", metavar="slug", help="Slugs of departments.")
        parser.add_argument("--all", action="store_true", help="Every department whose site stands here.")

    def handle(self, *, slugs, **options):
        if bool(slugs) == options["all"]:
            raise CommandError(_("Name the slugs of departments, or say --all."))
        departments = list(Department.objects.hosted()) if options["all"] else self.named(slugs)
        if not departments:
            raise CommandError(_("There is no department to make a site for. Run load_organisation first."))
        began, failures, made, completed = time.monotonic(), [], 0, 0
        for number, department in enumerate(departments, start=1):
            place = f"[{number}/{len(departments)}] {department.slug}"
            try:
                result = build_department_site(department)
            except FactoryError as error:
                failures.append(f"{department.slug}: {error}")
            except DatabaseError as error:
                reason = _("the database refused (%(error)s); nothing of this site was kept.") % {"error": error}
                failures.append(f"{department.slug}: {reason}")
            else:
                made += result.is_new
                completed += result.changed and not result.is_new
                self.stdout.write(f"{place}: {self.outcome(result)}")
        self.stdout.write(
            _("%(made)d sites made, %(completed)d completed, %(failed)d failed, in %(seconds).1f seconds.")
            % {
                "made": made,
                "completed": completed,
                "failed": len(failures),
                "seconds": time.monotonic() - began,
            }
        )
        if failures:
            raise CommandError("\n".join(failures))

    def named(self, slugs):
        """The departments of the slugs, each once.

        Raises CommandError for an unknown slug, with those that it may have meant.
        """
        known = {department.slug: department for department in Department.objects.select_related("successor")}
        for slug in slugs:
            if slug not in known:
                near = get_close_matches(slug, known, n=3, cutoff=0.4)
                hint = _("Did you mean: %(slugs)s?") % {"slugs": ", ".join(near)} if near else ""
                raise CommandError(f"{_('There is no department “%(slug)s”.') % {'slug': slug}} {hint}".strip())
        return [known[slug] for slug in dict.fromkeys(slugs)]

    def outcome(self, result):
        address = result.site.root_url
        if result.is_new:
            return _("made at %(address)s with %(number)d columns") % {
                "address": address,
                "number": len(result.columns),
            }
        if result.columns:
            return _("added: %(columns)s") % {"columns": "、".join(result.columns)}
        return _("complete, nothing to add")
