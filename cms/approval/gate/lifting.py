"""A restriction is lifted only from pages that were approved for everybody; setting one needs no approval."""

from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from cms.approval.gate.admission import NotApproved
from cms.approval.gate.fingerprint import fingerprint
from cms.approval.gate.passages import close, open_for_deletion
from cms.approval.gate.privacy import read_once
from cms.approval.models import Approval

CHUNK = 200


def before_change(sender, instance, **kwargs):
    """Connected to `pre_save`: a restriction that moves elsewhere, or becomes none, is lifted where it stood."""
    stored = PageViewRestriction.objects.filter(pk=instance.pk).first() if instance.pk else None
    if stored is None:
        return
    if stored.page_id != instance.page_id or instance.restriction_type == PageViewRestriction.NONE:
        require_approved_for_everybody(stored)


def before_deletion(sender, instance, origin=None, **kwargs):
    """Connected to `pre_delete`; what goes with its page makes nothing public."""
    if not issubclass(getattr(origin, "model", type(origin)), Page):
        require_approved_for_everybody(instance)
    open_for_deletion(instance)


def after_deletion(sender, instance, **kwargs):
    """Connected to `post_delete`."""
    close(instance)


def require_approved_for_everybody(restriction):
    """Raises NotApproved where a public page at or below the restricted one was approved for fewer."""
    below = Page.objects.filter(path__startswith=restriction.page.path, live=True).order_by("path")
    numbers = list(below.values_list("pk", flat=True))
    with read_once(without=restriction.pk):
        for start in range(0, len(numbers), CHUNK):
            _require(Page.objects.filter(pk__in=numbers[start : start + CHUNK]).specific())


def _require(pages):
    wanted = {page.pk: fingerprint(page) for page in pages if not page.alias_of_id}
    found = Approval.objects.in_force().filter(page__in=wanted, fingerprint__in=wanted.values())
    missing = set(wanted.items()) - set(found.values_list("page", "fingerprint"))
    if missing:
        title = Page.objects.values_list("title", flat=True).get(pk=min(missing)[0])
        raise NotApproved(
            _(
                "“%(title)s” was approved for those who may see it now. "
                "Withdraw it, lift the restriction, and have it approved anew."
            )
            % {"title": title}
        )
