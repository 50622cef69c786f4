"""The expressions that the product begins to watch with; from then on the lists are the offices' own."""

from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).resolve().parent.parent / "checks" / "data"


def first_terms():
    """Kind, expression, what to write instead, of every line of the files; each expression once."""
    terms = {}
    for line in _lines("mistaken.txt"):
        wrong, right = line.split()
        terms.setdefault(wrong, ("mistaken", right))
    for line in _lines("forbidden.txt"):
        text, replacement, *_note = line.split("|")
        terms.setdefault(text, ("forbidden", replacement))
    for line in _lines("fixed.txt"):
        for text in line.split():
            if len(text) > 2:
                terms.setdefault(text, ("fixed", ""))
    for line in _lines("allowed.txt"):
        terms.setdefault(line, ("allowed", ""))
    return terms


def _lines(name):
    text = (FOLDER / name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip()]


def load(apps, schema_editor):
    model = apps.get_model("approval", "Term")
    model.objects.bulk_create(
        model(kind=kind, text=text, replacement=replacement) for text, (kind, replacement) in first_terms().items()
    )


class Migration(migrations.Migration):
    dependencies = [("approval", "0008_checks")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
