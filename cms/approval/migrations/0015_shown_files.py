from django.db import migrations, models


def note_public_files(apps, schema_editor):
    """What stands in public already is noted from the index of references and the lists of attachments."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    ReferenceIndex = apps.get_model("wagtailcore", "ReferenceIndex")
    ShownFile = apps.get_model("approval", "ShownFile")
    kinds = dict(
        ContentType.objects.filter(app_label="content", model__in=("attachment", "picture")).values_list("pk", "model")
    )
    public = set(Page.objects.filter(live=True).order_by().values_list("pk", flat=True))
    found = set()
    named = ReferenceIndex.objects.filter(
        to_content_type__in=kinds, base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    for page, kind, number in named.values_list("object_id", "to_content_type", "to_object_id"):
        found.add((int(page), kinds[kind], int(number)))
    attached = apps.get_model("content", "PageAttachment").objects.exclude(attachment=None)
    found |= {(page, "attachment", number) for page, number in attached.values_list("page", "attachment")}
    rows = (ShownFile(page_id=page, kind=kind, file_id=number) for page, kind, number in found if page in public)
    ShownFile.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('approval', '0014_texts'),
        ('content', '0002_contactcard'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShownFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page_id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('attachment', 'file'), ('picture', 'picture')], max_length=10)),
                ('file_id', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'file on a public page',
                'verbose_name_plural': 'files on public pages',
                'default_permissions': (),
                'indexes': [models.Index(fields=['kind', 'file_id'], name='shown_file')],
                'constraints': [models.UniqueConstraint(fields=('page_id', 'kind', 'file_id'), name='shown_file_once')],
            },
        ),
        migrations.RunPython(note_public_files, migrations.RunPython.noop),
    ]
