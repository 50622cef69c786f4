"""The runs of Wagtail's workflow in which shared texts with drafts wait."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import TaskState

from cms.access.sharing.held import NONE
from cms.approval.texts.people import lent, reach
from cms.approval.texts.registry import all_guarded


def states_to_decide(user):
    """What waits in the departments where the user decides, or was granted to approve, in one statement."""
    condition = Q(pk=None)
    for guarded in all_guarded().values():
        departments, everywhere = reach(user, guarded)
        by_grant = lent(user, guarded)
        if not guarded.has_drafts or not (everywhere or departments or by_grant is not NONE):
            continue
        objects = guarded.model._base_manager.order_by()
        if not everywhere:
            numbers = departments - {None}
            province = Q(department=None) if None in departments else Q(pk=None)
            objects = objects.filter(Q(department__in=numbers) | province | by_grant)
        kind = ContentType.objects.get_for_model(guarded.model)
        names = objects.annotate(key_text=Cast("pk", CharField())).values("key_text")
        condition |= Q(workflow_state__base_content_type=kind, workflow_state__object_id__in=names)
    return TaskState.objects.filter(condition, status=TaskState.STATUS_IN_PROGRESS)
