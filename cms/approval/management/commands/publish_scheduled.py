from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.approval.release.scheduling import publish_due


class Command(BaseCommand):
    """Takes the place of Wagtail's command of this name, which one refusal would end."""

    help = "Publishes what was approved for this moment, and takes off what has expired."

    def handle(self, **options):
        published, refused, expired = publish_due()
        self.stdout.write(
            _("%(published)d published, %(refused)d refused, %(expired)d expired.")
            % {"published": published, "refused": refused, "expired": expired}
        )
