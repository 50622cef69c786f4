import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the filling of the column: PostgreSQL does not change a table whose new rows wait to be checked."""

    dependencies = [
        ("organisation", "0003_person"),
    ]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="person",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: a new person. Choose one who has an account already when this is a second account.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="organisation.person",
                verbose_name="person",
            ),
        ),
    ]
