"""The random sample that each role opens before it decides about a whole batch, and what else stands against a step."""

import math
import random

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.approval.inspection import drafts_of
from cms.approval.models import Approval, Batch, SampleItem
from cms.approval.models.procedure import LEAST_PERSONS
from cms.approval.procedures import has_attachments, rule_for
from cms.approval.steps import Step
from cms.content.models import ContentPage, OfficialDocumentPage
from cms.content.placement import department_at
from cms.organisation.kinds import ContentKind

SHARE = 0.05
LEAST = 20
# The opening of a site is proposed page by page, with its own checklist; nothing of it comes from elsewhere.
SAMPLED = (Batch.Kind.IMPORT, Batch.Kind.DEMO)


def sample_size(number):
    """How many of so many items are opened: 5 %, at least 20, never more than there are."""
    return min(number, max(LEAST, math.ceil(number * SHARE)))


def waiting_step(batch):
    """The step that the batch waits for, or None."""
    before_signing = Step.SECRECY if batch.needs_secrecy else Step.SIGN_OFF
    steps = {
        Batch.Status.PREPARED: Step.REVIEW,
        Batch.Status.REVIEWED: before_signing,
        Batch.Status.CLEARED: Step.SIGN_OFF,
    }
    return steps.get(batch.status)


@transaction.atomic
def draw_sample(batch, step):
    """The items drawn for the step; drawn once, when they are first asked for, so that nobody can draw again."""
    drawn = SampleItem.objects.filter(item__batch=batch, step=step)
    if batch.kind not in SAMPLED or drawn.exists():
        return drawn
    Batch.objects.select_for_update().get(pk=batch.pk)
    if not drawn.exists():
        numbers = list(drafts_of(batch).values_list("pk", flat=True))
        chosen = random.SystemRandom().sample(numbers, sample_size(len(numbers)))
        SampleItem.objects.bulk_create(SampleItem(item_id=number, step=step) for number in sorted(chosen))
    return drawn.all()


def mark_opened(batch, items, user):
    """The user opened the items; those drawn for the step that waits count."""
    step = waiting_step(batch)
    if step:
        drawn = SampleItem.objects.filter(item__in=items, item__batch=batch, step=step)
        drawn.update(opened_by=user.person_id, opened_at=timezone.now())


def open_sample(batch, user):
    """Note that the user read every item that was drawn for the step that waits."""
    step = waiting_step(batch)
    if step:
        draw_sample(batch, step).update(opened_by=user.person_id, opened_at=timezone.now())


def left_to_open(batch, user):
    """How many of the drawn items the user has not opened; what another opened does not count."""
    step = waiting_step(batch)
    drawn = draw_sample(batch, step) if step else SampleItem.objects.none()
    return drawn.exclude(opened_by=user.person_id, opened_at__isnull=False).count()


def objection_to_sample(batch, user):
    """Why the step that waits cannot be taken yet, in a sentence; '' when this person opened the whole sample."""
    left = left_to_open(batch, user)
    return _("Open the sample first: %(left)d of its items are still to be read.") % {"left": left} if left else ""


def wrote_items(batch, user):
    """Whether the person changed a page of the batch since it was last approved; one statement."""
    approved = Approval.objects.filter(page=OuterRef(OuterRef("page_id")), revision__gte=OuterRef("pk"))
    theirs = Revision.objects.filter(
        ~Exists(approved),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("page_id"), CharField()),
        user__person=user.person_id,
    )
    return drafts_of(batch).filter(Exists(theirs)).exists()


def batch_needs_secrecy(batch):
    """Whether the batch brings official documents or attachments, which nobody publishes without a secrecy review."""
    if batch.kind not in SAMPLED:
        return False
    drafts = drafts_of(batch).exclude(revision=None)
    document = ContentType.objects.get_for_model(OfficialDocumentPage)
    if drafts.filter(revision__content_type=document).exists():
        return True
    return any(has_attachments(item.revision.as_object()) for item in drafts.select_related("revision").iterator())


def sole_department(batch):
    """The department whose site holds all pages of the batch; None where they stand on several sites or the portal."""
    drafts = drafts_of(batch).filter(page__isnull=False)
    site = Substr("page__path", 1, 2 * Page.steplen)
    owners = {department_at(path) for path in drafts.annotate(site=site).values_list("site", flat=True).distinct()}
    return owners.pop() if len(owners) == 1 else None


def persons_for(batch):
    """How many persons decide about the batch at least: the most that a rule asks for a kind of content in it."""
    if batch.kind not in SAMPLED:
        return LEAST_PERSONS
    pages = drafts_of(batch).values("page")
    kinds = set(ContentPage.objects.filter(pk__in=pages).order_by().values_list("kind", flat=True).distinct())
    if OfficialDocumentPage.objects.filter(pk__in=pages).exists():
        kinds.add(ContentKind.DOCUMENT.value)
    rules = [rule_for(kind, sole_department(batch)) for kind in kinds]
    return max([LEAST_PERSONS, *(rule.min_persons for rule in rules if rule)])
