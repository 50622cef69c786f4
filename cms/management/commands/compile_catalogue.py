from django.core.management.base import BaseCommand

from cms.catalogue.store import catalogues, compile_catalogue


class Command(BaseCommand):
    help = "Compiles the catalogues of messages; needs no system gettext."
    requires_system_checks = []

    def handle(self, **options):
        for path in catalogues():
            if path.exists():
                compile_catalogue(path)
