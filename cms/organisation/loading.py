"""Loads kinds of departments, departments, the column plan and thresholds out of JSON files (fixtures/README.md).

Everything of a run is loaded, or nothing is. What a file names is created or brought to what the file says; what it
does not name stays as it is.
"""

from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.organisation.models import (
    ComplaintLine,
    Department,
    DepartmentKind,
    LiaisonOfficer,
    PlannedColumn,
    Threshold,
)
from cms.organisation.reading import LoadError, Shape, read_rows

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "organisation"
FILES = {
    "kinds": FOLDER / "department_kinds.json",
    "departments": FOLDER / "departments.json",
    "plan": FOLDER / "planned_columns.json",
    "thresholds": FOLDER / "thresholds.json",
}
TEXT_OR_NONE = (str, type(None))

SHAPES = {
    "kinds": Shape(("code",), {"code": str, "name": str}, {"english_name": str}),
    "departments": Shape(
        ("slug",),
        {"slug": str, "name": str, "short_name": str},
        {
            "english_name": str,
            "kinds": list,
            "parent": TEXT_OR_NONE,
            "successor": TEXT_OR_NONE,
            "credit_code": str,
            "site_code": str,
            "function": str,
            "address": str,
            "office_hours": str,
            "phone": str,
            "complaint_lines": list,
            "liaison_officers": list,
            "order": int,
            "status": str,
            "website": str,
        },
    ),
    "plan": Shape(
        ("code",),
        {"code": str, "block": str, "name": str, "slug": str, "valid_from": str},
        {
            "english_name": str,
            "description": str,
            "keywords": str,
            "mandatory_for_all": bool,
            "mandatory_for": list,
            "update_days": (int, type(None)),
            "update_rule": str,
            "content_kinds": list,
            "duty_office": str,
            "valid_to": TEXT_OR_NONE,
            "grade": str,
            "order": int,
        },
    ),
    "thresholds": Shape(
        ("code", "effective_from"),
        {"code": str, "name": str, "value": (int, float), "unit": str, "effective_from": str},
        {"level": str, "source": str, "clause": str, "grade": str},
    ),
}
INLINES = {
    "complaint_lines": (ComplaintLine, ("name", "phone", "hours")),
    "liaison_officers": (LiaisonOfficer, ("name", "office", "phone")),
}
RELATIONS = {"kinds", "parent", "successor", "mandatory_for", *INLINES}


def load_organisation(files=None):
    """Load the files, by default all that come with the product; returns how many rows of each were new and known.

    `files` maps "kinds", "departments", "plan" and "thresholds" to paths; those not named are not read.

    Raises LoadError with every problem found; nothing is changed then.
    """
    files = FILES if files is None else files
    rows = {name: read_rows(path, SHAPES[name]) for name, path in files.items()}
    with transaction.atomic():
        run = Run()
        run.plain("kinds", DepartmentKind, rows.get("kinds", ()))
        run.departments(rows.get("departments", ()))
        run.plan(rows.get("plan", ()))
        run.plain("thresholds", Threshold, rows.get("thresholds", ()))
        if run.problems:
            raise LoadError(run.problems)
    return run.counts


class Run:
    """One loading: collects problems instead of stopping at the first."""

    def __init__(self):
        self.problems = []
        self.counts = {}

    def plain(self, name, model, rows):
        """The objects of the rows, without relations, by the row's key."""
        return {row.key: self.store(name, model, row) for row in rows}

    def departments(self, rows):
        """Departments, in two rounds: a parent may stand below its child."""
        stored = self.plain("departments", Department, rows)
        known = {department.slug: department for department in Department.objects.prefetch_related("kinds")}
        known.update({slug: department for slug, department in stored.items() if department is not None})
        kinds = self.kinds()
        for row in rows:
            department = stored[row.key]
            if department is None:
                continue
            for relation in ("parent", "successor"):
                if relation in row.values:
                    setattr(department, relation, self.other(row, relation, known))
            if "kinds" in row.values:
                department.kinds.set(self.chosen(row, "kinds", kinds))
            for relation, (model, fields) in INLINES.items():
                if relation in row.values:
                    self.inline(row, department, relation, model, fields)
            if self.check(row, department.clean):
                department.save()

    def plan(self, rows):
        """The column plan, with the kinds of department that must keep each column."""
        stored = self.plain("plan", PlannedColumn, rows)
        kinds = self.kinds()
        for row in rows:
            chosen = self.chosen(row, "mandatory_for", kinds)
            if stored[row.key] is not None and "mandatory_for" in row.values:
                stored[row.key].mandatory_for.set(chosen)

    def store(self, name, model, row):
        """Create or update the row's object without its relations; None when a field is refused."""
        key = {field: row.values[field] for field in SHAPES[name].key}
        if not self.check(row, lambda: _clean_key(model, key)):
            return None
        found = model.objects.filter(**key).first()
        instance = found or model(**key)
        for field, value in row.values.items():
            if field not in RELATIONS:
                setattr(instance, field, value)
        # Relations of a department follow in the second round, and `clean` with them.
        check = _fields_only(instance) if model is Department else instance.full_clean
        if not self.check(row, check):
            return None
        instance.save()
        self.counts.setdefault(name, Counter())["known" if found else "new"] += 1
        return instance

    def check(self, row, function):
        """Whether the function raises no ValidationError; its messages become problems of the row."""
        try:
            function()
        except ValidationError as error:
            self.problems += [row.say(message) for message in _sentences(error)]
            return False
        return True

    def kinds(self):
        return {kind.code: kind for kind in DepartmentKind.objects.all()}

    def chosen(self, row, field, known):
        """The kinds that the row names."""
        codes = [str(code) for code in row.values.get(field, ())]
        for code in codes:
            if code not in known:
                self.problems.append(row.say(_("there is no kind of department “%(code)s”") % {"code": code}))
        return [known[code] for code in codes if code in known]

    def other(self, row, relation, known):
        """The department that the row names as its parent or successor, or None."""
        slug = row.values[relation]
        if slug and slug not in known:
            message = _("there is no department “%(slug)s” to be its parent or successor")
            self.problems.append(row.say(message % {"slug": slug}))
        return known.get(slug)

    def inline(self, row, department, relation, model, fields):
        """Lines and officers, replaced only where they differ."""
        wanted = []
        for values in row.values[relation]:
            if not isinstance(values, dict) or values.keys() - set(fields):
                self.problems.append(row.say(_("the value of “%(key)s” is of the wrong kind") % {"key": relation}))
                return
            instance = model(**values)
            if self.check(row, lambda instance=instance: instance.clean_fields(exclude=["department"])):
                wanted.append(instance)
        stored = [tuple(getattr(line, field) for field in fields) for line in getattr(department, relation).all()]
        if stored != [tuple(getattr(line, field) for field in fields) for line in wanted]:
            setattr(department, relation, wanted)


def _clean_key(model, key):
    """Refuse a key that the field would not take, before it is looked up."""
    for name, value in key.items():
        try:
            model._meta.get_field(name).clean(value, None)
        except ValidationError as error:
            raise ValidationError({name: error}) from error


def _fields_only(instance):
    def check():
        instance.clean_fields(exclude=["parent", "successor"])
        instance.validate_unique()

    return check


def _sentences(error):
    """The messages of a ValidationError, each with the name of its field."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        message if field == NON_FIELD_ERRORS else f"{field}: {message}"
        for field, messages in error.message_dict.items()
        for message in messages
    ]
