import django.db.models.deletion
from django.db import migrations, models


def one_person_an_account(apps, schema_editor):
    """Each account that stands is a person's of its own, until somebody says that two are one's."""
    User = apps.get_model("organisation", "User")
    Person = apps.get_model("organisation", "Person")
    for user in User.objects.filter(person=None).iterator():
        chinese = user.last_name and not user.last_name.isascii()
        name = f"{user.last_name}{user.first_name}" if chinese else f"{user.first_name} {user.last_name}".strip()
        user.person = Person.objects.create(name=(name or user.username)[:160])
        user.save(update_fields=["person"])


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_working_day_calendar"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "left_on",
                    models.DateField(blank=True, help_text="Empty while in office.", null=True, verbose_name="left on"),
                ),
            ],
            options={"verbose_name": "person", "verbose_name_plural": "persons", "ordering": ["name", "pk"]},
        ),
        migrations.AddField(
            model_name="user",
            name="person",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: a new person. Choose one who has an account already when this is a second account.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="organisation.person",
                verbose_name="person",
            ),
        ),
        migrations.AlterField(
            model_name="rolegroup",
            name="role",
            field=models.CharField(
                choices=[
                    ("webmaster", "Webmaster"),
                    ("reviewer", "Reviewer"),
                    ("second_reviewer", "Second reviewer"),
                    ("secrecy_reviewer", "Secrecy reviewer"),
                    ("signer", "Signer"),
                    ("portal_editor", "Portal editor"),
                    ("supervisor", "Supervising office"),
                ],
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.RunPython(one_person_an_account, migrations.RunPython.noop),
    ]
