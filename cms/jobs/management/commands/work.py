import logging

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db.backend import DatabaseBackend

from cms.jobs.lock import AlreadyRunning, single_instance
from cms.jobs.worker import JobWorker, recover_interrupted


class Command(BaseCommand):
    help = "Runs the queued tasks and the periodic jobs. One process of it serves an installation."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Run what is due and what is queued, then end.")

    def handle(self, *, once, **options):
        if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
            raise CommandError(_("The tasks are not queued in the database: see the setting TASKS."))
        # Its messages about an empty queue, once a second, say nothing to an operator.
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        try:
            with single_instance() as check:
                self.work(once, check)
        except AlreadyRunning as error:
            raise CommandError(
                _("Background work is already running for this database. Stop that process first, or leave it.")
            ) from error
        except DatabaseError as error:
            raise CommandError(
                _("The database cannot be used (%(error)s). See that it answers, run “manage.py migrate”, start again.")
                % {"error": str(error).strip()}
            ) from error

    def work(self, once, check):
        recovered = recover_interrupted()
        if recovered:
            self.stdout.write(_("%(count)d interrupted tasks are queued again.") % {"count": recovered})
        worker = JobWorker()
        if once:
            worker.work_until_idle()
            return
        worker.configure_signals()
        self.stdout.write(_("Background work has started. Stop it with Ctrl-C."))
        worker.work_until_stopped(check)
        self.stdout.write(_("Background work has stopped."))
