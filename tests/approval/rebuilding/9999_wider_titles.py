from pathlib import Path

from django.db import migrations

from cms.approval import migrations as own

LAST = max(path.stem for path in Path(own.__file__).parent.glob("[0-9]*.py"))


def alter_titles(apps, schema_editor, length):
    """Change the width of a column: SQLite copies the table, drops it and renames the copy."""
    model = apps.get_model("wagtailcore", "Page")
    before = model._meta.get_field("title")
    after = before.clone()
    after.max_length = length
    after.set_attributes_from_name("title")
    after.model = model
    before.max_length = 555 - length
    schema_editor.alter_field(model, before, after)


def widen(apps, schema_editor):
    alter_titles(apps, schema_editor, 300)


def narrow(apps, schema_editor):
    alter_titles(apps, schema_editor, 255)


class Migration(migrations.Migration):
    dependencies = [("approval", LAST)]
    operations = [migrations.RunPython(widen, narrow)]
