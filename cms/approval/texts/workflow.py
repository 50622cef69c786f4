"""The workflow of shared texts: one step, one row for all departments, put there after every migration."""

from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from wagtail.models import Workflow, WorkflowContentType, WorkflowMixin, WorkflowTask

from cms.approval.models.text_task import TextReviewTask
from cms.approval.texts.registry import all_guarded

NAME = "共用内容审核"
NEEDED = {model._meta.db_table for model in (TextReviewTask, WorkflowContentType, WorkflowTask, ContentType)}


def after_migration(using, **kwargs):
    """Connected to `post_migrate`. What a person assigned stays as it is."""
    if set(connections[using].introspection.table_names()) >= NEEDED:
        assign_missing()


@transaction.atomic
def assign_missing():
    """Give the workflow to every guarded model that goes through one and has none."""
    models = [guarded.model for guarded in all_guarded().values() if issubclass(guarded.model, WorkflowMixin)]
    kinds = [ContentType.objects.get_for_model(model, for_concrete_model=False) for model in models]
    assigned = set(WorkflowContentType.objects.values_list("content_type", flat=True))
    missing = [kind for kind in kinds if kind.pk not in assigned]
    if not missing:
        return
    workflow = _workflow()
    for kind in missing:
        WorkflowContentType.objects.create(content_type=kind, workflow=workflow)


def _workflow():
    task = TextReviewTask.objects.filter(active=True).order_by("pk").first()
    if task is None:
        task = TextReviewTask.objects.create(name=NAME)
    found = Workflow.objects.filter(workflow_tasks__task=task, active=True).order_by("pk").first()
    if found is None:
        found = Workflow.objects.create(name=NAME)
        WorkflowTask.objects.create(workflow=found, task=task, sort_order=0)
    return found
