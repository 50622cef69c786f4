from django.db import migrations

from search.stores import postgresql, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def create(apps, schema_editor):
    """The table of tokens, in the way of the database at hand."""
    schema_editor.execute(ENGINES[schema_editor.connection.vendor].CREATE)


def drop(apps, schema_editor):
    schema_editor.execute(ENGINES[schema_editor.connection.vendor].DROP)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
