from django.core.management.base import BaseCommand

from cms.content.models import ContentPage, SiteHomePage
from cms.content.relocation import relocate


class Command(BaseCommand):
    """Repairs what lists are read from, after rows were written past the application."""

    help = "Write column, department and shown date of every page anew out of the tree, and count every list anew."

    def handle(self, *args, **options):
        for home in SiteHomePage.objects.order_by("path"):
            relocate(home.path)
        pages = ContentPage.objects.listed().count()
        self.stdout.write(f"{pages} public pages are listed.")
