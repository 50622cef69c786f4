"""What Wagtail puts into every new database and this product has no use for.

The groups Editors and Moderators hold rights on the whole tree, the right to publish among them; here rights come
from roles. The workflow “Moderators approval” hangs on the root and takes one step; here each site has its own.
"""

from django.db import migrations

GROUPS = ("Editors", "Moderators")
WORKFLOW = "Moderators approval"


def remove(apps, schema_editor):
    models = {name: apps.get_model("wagtailcore", name) for name in ("Workflow", "WorkflowPage", "Task")}
    models["WorkflowPage"].objects.filter(page__depth=1, workflow__name=WORKFLOW).delete()
    models["Workflow"].objects.filter(name=WORKFLOW, workflow_states=None).delete()
    models["Task"].objects.filter(name=WORKFLOW, task_states=None, workflow_tasks=None).delete()
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS, user=None).delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("organisation", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
