import errno
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from cms.approval.batches.course import ApprovalError
from cms.approval.models import Batch
from cms.importing.lock import ImportRunning, single_import
from cms.importing.mapping import MappingError, read_mapping
from cms.importing.places import NoLibraryError
from cms.importing.progress import Progress
from cms.importing.readers import ImportSourceError, open_rows
from cms.importing.rejects import write_rejects
from cms.importing.run import BatchTaken, ImportRun, earlier_batch, last_line, source_key, tally_of

DISK_FULL = ("disk is full", "No space left", "could not extend file")
SAID = (ImportSourceError, ImportRunning, MappingError, NoLibraryError, BatchTaken, ApprovalError)


class Command(BaseCommand):
    help = (
        "Imports official documents from FILE (JSONL, JSONL.gz, CSV, a folder of HTML or DOCX) as drafts of one batch, "
        "which two people then review and sign off in the admin. Started again after a stop, it goes on where it was."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--departments", type=Path, help="issuer to department: JSON object or CSV of two columns")
        parser.add_argument("--columns", type=Path, help="of a CSV source: our field to its column, JSON or CSV")
        parser.add_argument("--rejects", type=Path, help="where to write rejected rows (default: below REJECTS_ROOT)")
        parser.add_argument("--user", help="the account that answers for the import as its preparer")

    def handle(self, *args, file, departments=None, columns=None, rejects=None, user=None, **options):
        file = Path(file)
        rejects = Path(rejects) if rejects else settings.REJECTS_ROOT / f"{file.resolve().name}.rejects.jsonl"
        try:
            with single_import():
                batch, tally = self._import(file, departments, columns, user)
                rejected = write_rejects(batch, rejects)
        except SAID as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError(_("Stopped. Start again to go on where it was."), returncode=130) from error
        except OSError as error:
            raise CommandError(self._system_error(error)) from error
        except DatabaseError as error:
            raise CommandError(self._database_error(error)) from error
        self._report(batch, tally, rejected, rejects)
        return str(batch.pk)

    def _import(self, file, departments, columns, user):
        mapping = read_mapping(Path(departments)) if departments else {}
        names = read_mapping(Path(columns)) if columns else None
        preparer = self._preparer(user)
        rows = open_rows(file, names)
        batch = earlier_batch(source_key(file))
        if batch and batch.status != Batch.Status.FILLING:
            self.stderr.write(
                _("This source was imported already, as batch %(number)d: %(status)s. Nothing was added.")
                % {"number": batch.pk, "status": batch.get_status_display()}
            )
            return batch, tally_of(batch)
        if batch:
            self.stderr.write(_("Going on with batch %(number)d where it was stopped.") % {"number": batch.pk})
            rows = open_rows(file, names, after=last_line(batch))
        run = ImportRun(file, preparer, mapping, batch)
        return run.batch, run.fill(rows, Progress(self.stderr, rows, run.tally))

    def _preparer(self, username):
        if not username:
            return None
        found = get_user_model().objects.filter(username=username, is_active=True).first()
        if found is None:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": username})
        return found

    def _system_error(self, error):
        if error.errno == errno.ENOSPC:
            return self._disk_full()
        return _("A file cannot be read or written: %(error)s") % {"error": error}

    def _database_error(self, error):
        if any(sign in str(error) for sign in DISK_FULL):
            return self._disk_full()
        return _(
            "The database refused to write (%(error)s). Nothing of the last group was kept; start again to go on."
        ) % {"error": error}

    def _disk_full(self):
        return _("The disk is full. Nothing of the last group was kept; make room and start again to go on.")

    def _report(self, batch, tally, rejected, rejects):
        outcomes = tally.outcomes
        self.stderr.write(
            _("Batch %(number)d: %(drafts)d drafts, %(duplicates)d duplicates, %(rejected)d rejected.")
            % {
                "number": batch.pk,
                "drafts": outcomes["draft"],
                "duplicates": outcomes["duplicate"],
                "rejected": outcomes["rejected"],
            }
        )
        if rejected:
            self.stderr.write(_("Rejected rows with line, field and reason: %(path)s") % {"path": rejects})
        self.stderr.write(_("Two other people review and sign off the batch in the admin, under Batches."))
