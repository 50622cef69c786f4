"""The runs of Wagtail's workflow in which shared texts with drafts wait."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import TaskState

from cms.approval.texts.people import reach
from cms.approval.texts.registry import all_guarded


def states_to_decide(user):
    """What waits in the departments where the user decides, in one statement."""
    condition = Q(pk=None)
    for guarded in all_guarded().values():
        departments, everywhere = reach(user, guarded)
        if not guarded.has_drafts or not (everywhere or departments):
            continue
        objects = guarded.model._base_manager.order_by()
        if not everywhere:
            numbers = departments - {None}
            province = Q(department=None) if None in departments else Q(pk=None)
            objects = objects.filter(Q(department__in=numbers) | province)
        kind = ContentType.objects.get_for_model(guarded.model)
        names = objects.annotate(key_text=Cast("pk", CharField())).values("key_text")
        condition |= Q(workflow_state__base_content_type=kind, workflow_state__object_id__in=names)
    return TaskState.objects.filter(condition, status=TaskState.STATUS_IN_PROGRESS)
