import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.access.audit.verification import verify
from cms.anchoring.anchors import AnchorError
from cms.anchoring.keys import LogKeyError

SHOWN = 200


class Command(BaseCommand):
    help = "Compares the audit with itself, with the signed anchors outside the database and with the history it seals."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Print the result as one JSON object.")

    def handle(self, *args, **options):
        try:
            report = verify()
        except (AnchorError, LogKeyError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self._print_json(report)
        else:
            self.stdout.write(f"status: {report.status}")
            for sentence in report.findings[:SHOWN]:
                self.stdout.write(sentence)
            self.stdout.write(_("%(entries)d entries were read.") % {"entries": report.entries})
        if report.findings:
            text = _("The audit is not as it was written: %(number)d findings.")
            raise CommandError(text % {"number": len(report.findings)})

    def _print_json(self, report):
        self.stdout.write(json.dumps(asdict(report) | {"status": report.status}, ensure_ascii=False))
