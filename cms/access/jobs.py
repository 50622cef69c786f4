"""What the access concern does by itself."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.models import AccountImport
from cms.jobs.registry import periodic

UNCONFIRMED, FINISHED = timedelta(days=1), timedelta(days=30)


@periodic(every=timedelta(days=1), name="access.prune_imports", label=_("Forget old imports of accounts"))
def prune_imports():
    """Files of accounts that nobody confirmed are forgotten after a day, what came of the others after a month."""
    now = timezone.now()
    AccountImport.objects.filter(confirmed_at=None, at__lt=now - UNCONFIRMED).delete()
    AccountImport.objects.filter(finished_at__lt=now - FINISHED).delete()
