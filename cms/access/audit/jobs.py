"""What the audit does by itself. Its head is anchored together with those of the publication log."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.access.audit.digests import write_digests
from cms.access.audit.sealing import seal
from cms.jobs.registry import periodic


@periodic(every=timedelta(hours=1), name="audit.seal", label=_("Seal the history of changes"))
def seal_history():
    """Bind Wagtail's own history into the chain."""
    seal()


@periodic(every=timedelta(days=1), name="audit.digests", label=_("Tell departments what others did there"))
def tell_departments():
    """Administrators hear by mail what others did in their department the day before."""
    write_digests()
