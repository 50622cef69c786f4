from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.approval.batches.course import approve_batch
from cms.approval.batches.inspection import inspect, objection_to_hits
from cms.approval.batches.sampling import waiting_step
from cms.approval.models import Batch
from cms.demo.load import follow_port, is_loaded, load_demo
from cms.demo.people import PASSWORD, accounts, make_people
from cms.demo.writing import DemoError
from cms.organisation.loading import LoadError


class Command(BaseCommand):
    help = "Loads the demonstration once: portal, departments' sites, texts and accounts. Run again, it keeps all."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="the port that every address carries")
        parser.add_argument("--documents", type=Path, help="also import this file, and review and sign it off")

    def handle(self, *args, port, documents=None, **options):
        if is_loaded():
            self.stdout.write(_("The demonstration stands already; nothing was changed."))
            follow_port(port)
        else:
            try:
                load_demo(port, self.stdout.write)
            except (LoadError, DemoError) as error:
                raise CommandError(str(error)) from error
        if documents:
            self._import(documents)
        self._print_addresses(port)

    def _import(self, documents):
        """Import through the command that everyone uses, then review and sign off by the two accounts for it.

        A run that was stopped between these goes on where it was.
        """
        number = call_command("import_documents", documents, user="menhu", stdout=StringIO(), stderr=self.stderr)
        batch = Batch.objects.get(pk=int(number))
        users = make_people()
        if waiting_step(batch) or batch.status == Batch.Status.SIGNING:
            self._sign_off(batch, users)

    def _sign_off(self, batch, users):
        """All steps, unless the checks found what a person has to decide: that is said, and the batch waits for it."""
        inspect(batch)
        if objection := objection_to_hits(batch):
            self.stdout.write(objection)
            self.stdout.write(
                _("Decide them as menhu-shenhe under “Batches” in the admin, then run this again. The rest stands.")
            )
            return
        reviewer, signer = users["menhu-shenhe"], users["menhu-qianfa"]
        count = approve_batch(batch, reviewer, signer, users["menhu-baomi"], self._progress())
        self.stdout.write(_("%(count)d pages of the batch are public.") % {"count": count})

    def _progress(self):
        done = 0

        def show(count):
            nonlocal done
            done += count
            if done % 1000 < count:
                self.stdout.write(_("Published: %(count)d") % {"count": done})

        return show

    def _print_addresses(self, port):
        suffix = "" if port == 80 else f":{port}"
        self.stdout.write("")
        self.stdout.write(_("Portal:      http://localhost%(port)s/") % {"port": suffix})
        self.stdout.write(_("Departments: http://jiaoyu.localhost%(port)s/ and so on") % {"port": suffix})
        self.stdout.write(_("Admin:       http://localhost%(port)s/admin/") % {"port": suffix})
        self.stdout.write(_("Password of every account: %(password)s") % {"password": PASSWORD})
        for account in accounts():
            place = account.department or _("province")
            self.stdout.write(f"  {account.username:<16} {account.role.label} · {place}")
