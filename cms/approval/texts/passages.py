"""The ways through the triggers that guard shared texts; each ends with the save for which it was opened."""

from django.db import connection

from cms.approval.models.passage import NEVER
from cms.approval.models.text import TextPassage

TABLE = TextPassage._meta.db_table


def open_for_save(instance, fingerprint):
    """Open until `close` is called for the object. The database refuses it where the fingerprint has no approval."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} (model, object_id, fingerprint, open_id) VALUES (%s, %s, %s, {NEVER}) RETURNING id",
            [instance._meta.label_lower, instance.pk, fingerprint],
        )
        instance.text_passage = cursor.fetchone()[0]


def close(instance):
    """End what was opened for the object, if anything was."""
    number = instance.__dict__.pop("text_passage", None)
    if number is not None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE id = %s", [number])
