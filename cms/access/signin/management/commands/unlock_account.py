"""An emergency at the machine itself: nobody is left who could do it on the screen."""

from django.core.management.base import BaseCommand

from cms.access.signin.naming import account_named
from cms.access.signin.unlocking import unlock


class Command(BaseCommand):
    """manage.py unlock_account <name>"""

    help = "Let an account sign in again at once after wrong passwords or codes."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name with which the person signs in")

    def handle(self, *args, name, **options):
        account = account_named(name)
        if not account.is_active:
            self.stderr.write(f"{name} is closed: unlocking alone lets nobody in.")
        if unlock(account):
            self.stdout.write(f"{name} can sign in again at once. This is in the audit.")
        else:
            self.stdout.write(f"{name} was not locked. Nothing was changed.")
