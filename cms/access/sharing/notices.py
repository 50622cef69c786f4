"""Who granted something learns by mail that it is over."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from cms.access.sharing.addresses import rights_url
from cms.access.sharing.holders import holder_of
from cms.jobs.outbox import put


def tell_end(row):
    """Put the mail into the outbox, once for each end; an account without an address is told by the history alone."""
    granter = row.granted_by
    if not granter.email or not granter.is_active:
        return
    profile = UserProfile.objects.filter(user=granter).first()
    with translation.override((profile and profile.preferred_language) or settings.LANGUAGE_CODE):
        title = str(row.content_object)
        context = {
            "user": granter,
            "title": title,
            "right": row.action.label,
            "holder": str(holder_of(row)),
            "until": row.until,
            "address": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + rights_url(row.content_object),
        }
        subject = _("A right on “%(title)s” has ended") % {"title": title}
        body = render_to_string("sharing/mail/ended.txt", context).strip() + "\n"
    put(f"sharing:{row._meta.label_lower}:{row.pk}:{row.until}", granter.email, subject, body)
