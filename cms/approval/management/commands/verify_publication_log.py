import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.anchoring.anchors import AnchorError, anchor_path
from cms.anchoring.keys import LogKeyError
from cms.approval.log.reading import site_names
from cms.approval.log.verify import verify

SHOWN = 200


class Command(BaseCommand):
    help = (
        "Compares the publication log with itself, with the signed anchors outside the database and with what is "
        "public, and says where something was changed, removed, inserted or reordered."
    )

    def add_arguments(self, parser):
        parser.add_argument("--anchors", help="The anchor file, where it is not the one of the settings.")
        parser.add_argument("--content", action="store_true", help="Read every public page and compare it as well.")
        parser.add_argument("--json", action="store_true", help="Print the result as one JSON object.")

    def handle(self, *, anchors, **options):
        path = Path(anchors) if anchors else anchor_path()
        if anchors and not path.is_file():
            raise CommandError(_("There is no anchor file %(path)s.") % {"path": path})
        try:
            report = verify(path, with_content=options["content"])
        except (AnchorError, LogKeyError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self._print_json(report)
        else:
            self._print(report)
        if report.findings:
            raise CommandError(
                _("The publication log is not as it was written: %(number)d findings.")
                % {"number": len(report.findings)}
            )

    def _print_json(self, report):
        facts = asdict(report) | {"status": report.status}
        self.stdout.write(json.dumps(facts, ensure_ascii=False))

    def _print(self, report):
        self.stdout.write(f"status: {report.status}")
        names = site_names()
        for finding in report.findings[:SHOWN]:
            site = names.get(finding.chain, finding.chain)
            self.stdout.write(f"[{finding.kind}] {site}{' · ' if site else ''}{finding.text}")
        if len(report.findings) > SHOWN:
            self.stdout.write(_("… and %(number)d more.") % {"number": len(report.findings) - SHOWN})
        counted = _("%(chains)d chains, %(entries)d entries were read.")
        self.stdout.write(counted % {"chains": report.chains, "entries": report.entries})
        if report.anchored:
            text = _("Compared with %(number)d signed anchors, the last of %(time)s.")
            self.stdout.write(text % {"number": report.anchors, "time": report.last_anchor})
        else:
            self.stdout.write(_("There is no anchor file to compare with: consistent is all that can be said."))
