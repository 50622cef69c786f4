"""An emergency at the machine itself: nobody is left who could do it on the screen."""

from django.core.management.base import BaseCommand

from cms.access.signin.factors import remove_factor
from cms.access.signin.naming import account_named


class Command(BaseCommand):
    """manage.py reset_second_factor <name>"""

    help = "Take the second factor and the recovery codes off an account, and end its sessions."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name with which the person signs in")

    def handle(self, *args, name, **options):
        account = account_named(name)
        if remove_factor(account):
            self.stdout.write(f"{name} has no second factor any more. This is in the audit.")
        else:
            self.stdout.write(f"{name} had no second factor. Nothing was changed.")
