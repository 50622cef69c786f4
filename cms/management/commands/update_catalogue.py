from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.catalogue.check import problems
from cms.catalogue.extract import extract
from cms.catalogue.store import catalogues, compile_catalogue, merge, read, write

FOLDERS = ("cms", "sites", "home", "search", "templates")


class Command(BaseCommand):
    help = "Brings the catalogues of messages to what the sources hold, and compiles them."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Change nothing; fail when a catalogue is incomplete.")
        parser.add_argument("--root", type=Path, default=settings.BASE_DIR, help="The folder that holds the sources.")

    def handle(self, *, check, root, **options):
        messages = extract(root, FOLDERS)
        if check:
            self.check_all(messages)
            return
        for path in catalogues():
            catalogue = read(path)
            added, dropped = merge(catalogue, messages)
            write(catalogue, path)
            compile_catalogue(path)
            todo = len(problems(catalogue, messages))
            self.stdout.write(f"{path}: {len(catalogue)} messages, {added} new, {dropped} dropped, {todo} to do")

    def check_all(self, messages):
        lines = []
        for path in catalogues():
            lines += [f"{path.parent.parent.name}: {line}" for line in problems(read(path), messages)]
        if lines:
            self.stderr.write("\n".join(lines))
            raise CommandError(f"{len(lines)} messages to put right: run “make messages”, then translate.")
        self.stdout.write(f"{len(messages)} messages, all translated.")
