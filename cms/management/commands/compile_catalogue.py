from django.core.management.base import BaseCommand

from cms.catalogue.store import compile_catalogue, compiled_sources


class Command(BaseCommand):
    help = "Compiles the catalogues of messages; needs no system gettext."
    requires_system_checks = []

    def handle(self, **options):
        for path in compiled_sources():
            compile_catalogue(path)
