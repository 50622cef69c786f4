from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from home.portal import HOSTNAME, NAME, build_portal


class Command(BaseCommand):
    """Makes the portal, or brings its address up to date; safe to run again."""

    help = "Make the portal's site, home page (a draft), groups and procedure."

    def add_arguments(self, parser):
        parser.add_argument("--hostname", default=HOSTNAME, help="the portal's host name")
        parser.add_argument("--port", type=int, default=80, help="the port that its addresses carry")
        parser.add_argument("--name", default=NAME, help="the portal's name")

    def handle(self, *args, **options):
        if not 0 < options["port"] < 65536:
            raise CommandError(_("A port lies between 1 and 65535."))
        try:
            home = build_portal(options["port"], options["hostname"], options["name"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        state = _("public") if home.live else _("a draft, to be approved")
        self.stdout.write(f"{home.title}: {home.get_site().root_url} ({state})")
