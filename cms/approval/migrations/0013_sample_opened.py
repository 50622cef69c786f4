"""Each person opens a sample for himself: one row a person, instead of one that the last one overwrote."""

import django.db.models.deletion
from django.db import migrations, models


def keep(apps, schema_editor):
    """What was opened stays opened."""
    Item, Opened = apps.get_model("approval", "SampleItem"), apps.get_model("approval", "SampleOpened")
    rows = Item.objects.exclude(opened_by=None).exclude(opened_at=None).values_list("pk", "opened_by")
    Opened.objects.bulk_create(
        (Opened(sample_id=item, person_id=person) for item, person in rows.iterator()), batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ('approval', '0012_forwarding'),
        ('organisation', '0005_office_head'),
    ]

    operations = [
        migrations.CreateModel(
            name='SampleOpened',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='opened at')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person', verbose_name='person')),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opened', to='approval.sampleitem', verbose_name='item')),
            ],
            options={
                'verbose_name': 'opened item of a sample',
                'verbose_name_plural': 'opened items of samples',
                'constraints': [models.UniqueConstraint(fields=('sample', 'person'), name='sample_opened_once_per_person')],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='sampleitem',
            name='opened_at',
        ),
        migrations.RemoveField(
            model_name='sampleitem',
            name='opened_by',
        ),
    ]
