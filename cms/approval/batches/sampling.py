"""The random sample that each role opens before it decides about a whole batch, and what else stands against a step."""

import math
import random

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.approval.batches.inspection import drafts_of
from cms.approval.models import Batch, SampleItem, SampleOpened
from cms.approval.models.procedure import LEAST_PERSONS
from cms.approval.procedure.people import written_since_publication
from cms.approval.procedure.rules import has_attachments, least_persons
from cms.approval.procedure.steps import Step
from cms.content.models import ContentPage, OfficialDocumentPage
from cms.content.placement import department_at
from cms.organisation.kinds import ContentKind
from cms.organisation.models import Threshold
from cms.workdays import local_day

# Of a hundred items, and at least; what the product begins with where no threshold was loaded (fixtures/organisation).
PERCENT = ("batch-sample-percent", 5)
LEAST = ("batch-sample-least", 20)
# The opening of a site is proposed page by page, with its own checklist; nothing of it comes from elsewhere.
SAMPLED = (Batch.Kind.IMPORT, Batch.Kind.DEMO)


def sample_size(number):
    """How many of so many items are opened: 5 %, at least 20, never more than there are."""
    today = local_day(timezone.now())
    percent, least = (Threshold.objects.number_on(code, today, first) for code, first in (PERCENT, LEAST))
    return min(number, max(math.ceil(least), math.ceil(number * percent / 100)))


def waiting_step(batch):
    """The step that the batch waits for, or None."""
    before_signing = Step.SECRECY if batch.needs_secrecy else Step.SIGN_OFF
    steps = {
        Batch.Status.PREPARED: Step.REVIEW,
        Batch.Status.REVIEWED: before_signing,
        Batch.Status.CLEARED: Step.SIGN_OFF,
    }
    return steps.get(batch.status)


def readable(batch):
    """The drafts of the batch that can be read and decided; a deleted page leaves its row and no text."""
    return drafts_of(batch).exclude(revision=None)


@transaction.atomic
def draw_sample(batch, step):
    """The items drawn for the step that are still to be decided; drawn when they are first asked for.

    What was drawn stays, so that nobody can draw again. Where a drawn page was deleted another is drawn in its place:
    nobody makes the sample smaller.
    """
    drawn = SampleItem.objects.filter(item__in=readable(batch), step=step)
    if batch.kind in SAMPLED and _missing(batch, drawn):
        Batch.objects.select_for_update().get(pk=batch.pk)
        others = readable(batch).exclude(samples__step=step).values_list("pk", flat=True)
        chosen = random.SystemRandom().sample(list(others), _missing(batch, drawn))
        SampleItem.objects.bulk_create(SampleItem(item_id=number, step=step) for number in sorted(chosen))
    return drawn.all()


def _missing(batch, drawn):
    """How many items are still to be drawn."""
    return max(0, sample_size(readable(batch).count()) - drawn.count())


def mark_opened(batch, items, user):
    """The person opened the items; those drawn for the step that waits count."""
    step = waiting_step(batch)
    if step:
        _note(SampleItem.objects.filter(item__in=items, item__batch=batch, step=step), user)


def open_sample(batch, user):
    """Note that the person read every item that was drawn for the step that waits."""
    step = waiting_step(batch)
    if step:
        _note(draw_sample(batch, step), user)


def _note(drawn, user):
    """What one person opened takes nothing away from what another opened."""
    rows = [SampleOpened(sample=sample, person_id=user.person_id) for sample in drawn]
    SampleOpened.objects.bulk_create(rows, ignore_conflicts=True)


def left_to_open(batch, user):
    """How many of the drawn items the person has not opened; what another opened does not count."""
    step = waiting_step(batch)
    drawn = draw_sample(batch, step) if step else SampleItem.objects.none()
    return drawn.exclude(opened__person=user.person_id).count()


def objection_to_sample(batch, user):
    """Why the step that waits cannot be taken yet, in a sentence; '' when this person opened the whole sample."""
    left = left_to_open(batch, user)
    return _("Open the sample first: %(left)d of its items are still to be read.") % {"left": left} if left else ""


def wrote_items(batch, user):
    """Whether the person changed a page of the batch since its text was last public; one statement."""
    theirs = written_since_publication(OuterRef("page_id")).filter(user__person=user.person_id)
    return drafts_of(batch).filter(Exists(theirs)).exists()


def batch_needs_secrecy(batch):
    """Whether the batch brings official documents or attachments, which nobody publishes without a secrecy review."""
    if batch.kind not in SAMPLED:
        return False
    drafts = readable(batch)
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
    department = sole_department(batch)
    return max([LEAST_PERSONS, *(least_persons(kind, department) for kind in kinds)])
