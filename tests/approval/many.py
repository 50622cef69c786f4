"""Thousands of texts that wait, in a second, for tests that ask how the database reads them."""

import uuid

from django.db import connection
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.content.models import ContentPage


def multiply_waiting(page, number):
    """So many drafts beside `page` that wait for the same step as it does."""
    state = page.current_workflow_task_state
    pages = _pages(page, number)
    facts = {
        "content_type": state.workflow_state.content_type,
        "base_content_type": state.workflow_state.base_content_type,
    }
    run, revision = state.workflow_state, state.revision
    runs = WorkflowState.objects.bulk_create(
        WorkflowState(object_id=str(one.pk), workflow=run.workflow, requested_by=run.requested_by, **facts)
        for one in pages
    )
    revisions = Revision.objects.bulk_create(
        Revision(
            object_id=str(one.pk),
            user=run.requested_by,
            content={**revision.content, "pk": one.pk},
            created_at=revision.created_at,
            **facts,
        )
        for one in pages
    )
    states = TaskState.objects.bulk_create(
        TaskState(workflow_state=one, revision=text, task=state.task, content_type=state.content_type)
        for one, text in zip(runs, revisions, strict=True)
    )
    for one, step in zip(runs, states, strict=True):
        one.current_task_state = step
    WorkflowState.objects.bulk_update(runs, ["current_task_state"], batch_size=100)
    return states


def _pages(page, number):
    start = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    parent = page.get_parent()
    pages = [
        Page(
            pk=pk,
            path=Page._get_path(parent.path, page.depth, pk),
            depth=page.depth,
            title=f"第{pk - start}件",
            draft_title=f"第{pk - start}件",
            slug=f"many-{pk}",
            url_path=f"{parent.url_path}many-{pk}/",
            live=False,
            locale_id=page.locale_id,
            translation_key=uuid.uuid4(),
            content_type=page.content_type,
        )
        for pk in range(start, start + number)
    ]
    Page.objects.bulk_create(pages, batch_size=500)
    _add_content(page, pages)
    return pages


def _add_content(page, pages):
    fields = ContentPage._meta.local_concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = [
        ContentPage(page_ptr_id=one.pk, kind=page.kind, column_id=page.column_id, department_id=page.department_id)
        for one in pages
    ]
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {ContentPage._meta.db_table} ({names}) VALUES ({marks})", values)
