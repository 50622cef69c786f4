from django.db import migrations

# Written out: roles of a later day have rows of a later migration.
ROLES = (
    ("webmaster", False),
    ("reviewer", False),
    ("second_reviewer", False),
    ("secrecy_reviewer", False),
    ("signer", True),
    ("administrator", True),
    ("portal_editor", False),
    ("supervisor", True),
    ("system_administrator", True),
    ("security_administrator", True),
    ("auditor", True),
)


def fill(apps, schema_editor):
    """A row for each role: who signs off and who administers must have a second factor."""
    rule = apps.get_model("signin", "FactorRule")
    rule.objects.bulk_create(rule(role=role, required=required) for role, required in ROLES)


class Migration(migrations.Migration):
    dependencies = [("signin", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
