"""The gate: nothing is public unless exactly this content was approved (idea 3; plan §4).

Every path that makes a page public ends in a save of the page, and every save of a page crosses `require_approval`.
What is published in bulk crosses `admitted`, which asks the same of all at once. What was found approved gets a passage
(cms/approval/gate/passages.py) through the triggers of the database, which refuse everything else.
"""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.approval.gate import privacy
from cms.approval.gate.fingerprint import BOOKKEEPING, fingerprint, fingerprint_of
from cms.approval.gate.passages import approved, close, open_for_save
from cms.approval.gate.stand_ins import stays_off
from cms.approval.models import Approval
from cms.content.models import SiteHomePage
from cms.content.placement import department_at
from cms.organisation.models import Department

# A change of these alone says nothing new to a visitor; whether the page is public, or follows another, does.
FREE = BOOKKEEPING - {"live", "alias_of"}
# What says where and as what a page is read.
SAME_PLACE = ("path", "locale_id", "content_type_id", "translation_key")
OWN_PLACE = {*SAME_PLACE, "url_path", "locale", "content_type"}


class NotApproved(PermissionDenied):
    """A page was about to become public without approval (未经审批的信息不得上网发布)."""


def require_approval(page):
    """Refuse a public page whose content was not approved; returns the page's number and the approved fingerprint.

    Of an alias they are those of its source. Raises NotApproved, with a sentence for the person who tried.
    """
    if page.alias_of_id:
        return require_faithful_alias(page)
    obstacle = obstacle_of(page)
    if obstacle:
        raise NotApproved(obstacle)
    return _approved(page, page.title)


def obstacle_of(page):
    """Why the page may never become public, whoever approves it, in a sentence; '' for most pages."""
    obstacles = page.publication_obstacles() if hasattr(page, "publication_obstacles") else []
    return " ".join(str(obstacle) for obstacle in obstacles)


def _approved(page, title):
    """What was approved for everybody is approved for fewer as well."""
    now = timezone.now()
    if (page.go_live_at and page.go_live_at > now) or (page.expire_at and page.expire_at <= now):
        raise NotApproved(_("“%(title)s” was approved for another time.") % {"title": title})
    if _stands_below(page.path, _ended_homes()):
        raise NotApproved(_("The department was merged or closed; nothing more is published on its site."))
    with privacy.read_once():
        wanted = {fingerprint(page)}
        if privacy.any_restriction():
            with privacy.for_everybody():
                wanted.add(fingerprint(page))
    approvals = Approval.objects.in_force().filter(page=page.pk or 0, fingerprint__in=wanted)
    content = approvals.values_list("fingerprint", flat=True).first()
    if content is None:
        raise _not_approved(title)
    return page.pk, content


def require_faithful_alias(alias):
    """An alias is public only where it says, word for word, what its source says in public, for the same department.

    One that was taken off by itself stays off. Raises NotApproved.
    """
    if stays_off(alias):
        raise NotApproved(
            _("“%(title)s” was taken off. Make it a page of its own and have it approved to bring it back.")
            % {"title": alias.title}
        )
    source = Page.objects.filter(pk=alias.alias_of_id, live=True).specific().first()
    same_office = alias.depth == 2 or (source and department_at(source.path) == department_at(alias.path))
    if source is None or not same_office or _words(source) != _words(alias):
        raise _not_approved(alias.title)
    return _approved(source, alias.title)


def refuse_second_address(alias):
    """An alias is the stand-in of a translation. Anywhere else it would be a copy, and nothing is ever copied (idea 2).

    Raises NotApproved, for drafts as well: a draft alias would become public with its source.
    """
    source = alias.alias_of
    if source.locale_id == alias.locale_id or source.translation_key != alias.translation_key:
        raise NotApproved(
            _("“%(title)s” stands once. It is listed elsewhere by reference, never as a second page.")
            % {"title": source.title}
        )


def _ended_homes():
    """The places of the sites whose departments were merged or closed; their home pages alone say something still."""
    ended = SiteHomePage.objects.exclude(department=None).exclude(department__status__in=Department.IN_OFFICE)
    return list(ended.order_by().values_list("path", flat=True))


def _stands_below(path, homes):
    return any(path.startswith(home) and path != home for home in homes)


def _paths_of(numbers):
    return Page.objects.filter(pk__in=numbers).values_list("path", flat=True)


@contextmanager
def admitted(fingerprints):
    """The same demand for pages published in bulk: each has an approval of exactly its fingerprint.

    Fingerprints by the page's number; the pages are let through as long as this is open.

    Raises NotApproved, naming the first page without one.
    """
    approvals = Approval.objects.in_force().filter(page__in=fingerprints).values_list("page", "fingerprint")
    missing = set(fingerprints.items()) - set(approvals)
    if missing:
        raise _not_approved(Page.objects.values_list("title", flat=True).get(pk=min(missing)[0]))
    ended = _ended_homes()
    if ended and any(_stands_below(path, ended) for path in _paths_of(fingerprints)):
        raise NotApproved(_("The department was merged or closed; nothing more is published on its site."))
    with approved(fingerprints):
        yield


def guard_page(sender, instance, raw=False, update_fields=None, **kwargs):
    """Called before every save of every page, whatever code saves it."""
    if raw:
        _guard_fixture(sender, instance)
        return
    if instance.alias_of_id and instance.pk is None:
        refuse_second_address(instance)
    if not instance.live:
        return
    _require_its_place(instance, update_fields)
    free = FREE.union(getattr(sender, "derived_fields", ()))
    if update_fields is not None and (free.issuperset(update_fields) or _ends_earlier(instance, update_fields)):
        return
    passed = require_approval(_as_it_would_stand(instance, sender, update_fields))
    relations = set(update_fields or ()) - _column_names(sender)
    if relations - free:
        passed = require_approval(instance)
    open_for_save(instance, *passed)


def _require_its_place(page, update_fields):
    """What decides where and as what a page is read follows from the tree: a save alone cannot write it.

    Raises NotApproved.
    """
    if page._state.adding or (update_fields is not None and OWN_PLACE.isdisjoint(update_fields)):
        return
    places = (page.path, page._get_basepath(page.path, page.depth - 1))
    rows = list(Page.objects.filter(Q(pk=page.pk) | Q(path__in=places)).values("pk", "url_path", *SAME_PLACE))
    own = next((row for row in rows if row["pk"] == page.pk), None)
    above = next((row for row in rows if row["path"] == places[1]), None)
    if own is None or above is None:
        return
    moved = [name for name in SAME_PLACE if getattr(page, name) != own[name]]
    if moved or page.url_path != f"{above['url_path']}{page.slug}/":
        raise NotApproved(
            _("“%(title)s” is public where it was approved; it is moved by the application alone.")
            % {"title": page.title}
        )


def _ends_earlier(page, update_fields):
    """Whether the save only brings the last day of a public page forward, which is a withdrawal to come."""
    if set(update_fields) != {"expire_at"} or page.expire_at is None:
        return False
    stored = Page.objects.filter(pk=page.pk).values_list("expire_at", flat=True).first()
    return stored is None or page.expire_at <= stored


def close_passage(sender, instance, **kwargs):
    """Called after a page was saved as a plain `Page`; other pages close their own with their child rows."""
    close(instance)


def _guard_fixture(sender, instance):
    """A fixture brings drafts. The row of a subtype knows nothing of the page's own, so that is looked up."""
    live = instance.live if sender is Page else Page.objects.filter(pk=instance.pk, live=True).exists()
    if live:
        raise NotApproved(_("Pages are loaded as drafts and published by a batch, never as public pages."))


def _as_it_would_stand(instance, sender, update_fields):
    """The page with all its content as it would be stored, also where only a part of it is saved."""
    model = instance.specific_class or type(instance)
    if type(instance) is model and update_fields is None:
        return instance
    stored = model.objects.filter(pk=instance.pk).first()
    if stored is None:
        return instance
    for field in sender._meta.concrete_fields:
        if update_fields is None or not {field.name, field.attname}.isdisjoint(update_fields):
            setattr(stored, field.attname, getattr(instance, field.attname))
    return stored


def _column_names(model):
    return {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}


def guard_revision(sender, instance, update_fields=None, **kwargs):
    """What was submitted or approved is not rewritten: its content stays as it was when people read it."""
    if instance.pk is None or (update_fields is not None and "content" not in update_fields):
        return
    stored = Revision.objects.filter(pk=instance.pk).values_list("content", flat=True).first()
    if stored is None or stored == instance.content:
        return
    if instance.task_states.exists() or instance.approvals.exists():
        raise NotApproved(_("This text was submitted for approval and cannot be changed; save a new draft instead."))


def guard_move(sender, instance, parent_page_before, parent_page_after, **kwargs):
    """What was approved was approved for its place: it does not move where another office or procedure answers for it.

    Raises NotApproved.
    """
    if parent_page_before.pk == parent_page_after.pk or not _has_approved_pages(instance):
        return
    if (
        instance.depth == 2
        or privacy.privacy_at(parent_page_before.path) != privacy.privacy_at(parent_page_after.path)
        or department_at(parent_page_before.path) != department_at(parent_page_after.path)
        or parent_page_before.get_workflow() != parent_page_after.get_workflow()
    ):
        raise NotApproved(
            _("“%(title)s” was approved for its own site. Withdraw it or cancel its date before you move it.")
            % {"title": instance.title}
        )


def _has_approved_pages(page):
    """Whether the page or one below it is public, or was approved to become so."""
    below = Page.objects.filter(path__startswith=page.path)
    return below.filter(Q(live=True) | Q(Exists(Approval.objects.in_force().filter(page=OuterRef("pk"))))).exists()


def _words(page):
    """What a visitor reads on the page, whatever its address."""
    return fingerprint_of(type(page), page.serializable_data(), besides=("slug",))


def _not_approved(title):
    return NotApproved(_("“%(title)s” cannot be published: its content has not been approved.") % {"title": title})


def guarded_models(models):
    """The page models among `models`, with the base class itself."""
    return [model for model in models if issubclass(model, Page)]
