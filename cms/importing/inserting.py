"""Rows of a model written in few statements, also where Django refuses to: models that extend a stored model."""

from django.db import connection
from django.db.models import AutoField

# SQLite's bound where the database itself names none.
MOST_PARAMETERS = 30_000
PLAIN = (str, int, bool, type(None))
# Kinds of field whose plain values are stored otherwise than they are.
ENCODED = ("JSONField", "UUIDField", "DateField", "DateTimeField", "DecimalField", "FileField")


def insert(model, objects):
    """Insert the model's own row of each object. A number that the database gives out is set on the object.

    Nothing but these rows is written: no parent's row, no signal, no child.
    """
    pk = model._meta.pk
    numbered = isinstance(pk, AutoField)
    fields = [field for field in model._meta.local_concrete_fields if not (numbered and field.primary_key)]
    columns = [(field.attname, field, PLAIN if field.get_internal_type() not in ENCODED else ()) for field in fields]
    rows = [[_value(getattr(each, attname), field, plain) for attname, field, plain in columns] for each in objects]
    quote = connection.ops.quote_name
    head = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)}) VALUES "
    marks = f"({', '.join(['%s'] * len(fields))})"
    if not numbered:
        with connection.cursor() as cursor:
            cursor.executemany(head + marks, rows)
        return
    size = (connection.features.max_query_params or MOST_PARAMETERS) // len(fields)
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        sql = f"{head}{', '.join([marks] * len(part))} RETURNING {quote(pk.column)}"
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for row in part for value in row])
            numbers = cursor.fetchall()
        for each, (number,) in zip(objects[start : start + size], numbers, strict=True):
            setattr(each, pk.attname, number)
            each._state.adding = False
            each._state.db = connection.alias


def _value(value, field, plain):
    """The value as the database takes it; what it takes as it is need not pass through the field."""
    return value if type(value) in plain else field.get_db_prep_save(value, connection=connection)


def update_rows(model, assignments, values):
    """Run one update by number for each entry of `values`: what the marks stand for, then the number."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {assignments} WHERE id = %s", values)
