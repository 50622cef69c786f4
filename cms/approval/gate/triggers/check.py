"""`manage.py check --database default` says when the database does not guard what is public."""

from django.core.checks import Error, Tags, register

from cms.approval.models import Passage, TextPassage
from cms.triggers.installing import differences, is_migrating

HINT = "Run manage.py migrate: it puts the triggers back. Then find out who removed or changed them."


@register(Tags.database)
def check_triggers(app_configs=None, databases=None, **kwargs):
    """An error for each database where a trigger is missing, switched off, or not the one that was registered."""
    if is_migrating():
        return []
    found = []
    for alias in databases or ():
        missing, changed = differences(alias)
        if missing:
            names = ", ".join(missing)
            found.append(Error(f"Triggers are missing in “{alias}”: {names}", hint=HINT, id="approval.E010"))
        if changed:
            names = ", ".join(changed)
            found.append(Error(f"Triggers differ in “{alias}”: {names}", hint=HINT, id="approval.E011"))
        if not missing and any(kind.objects.using(alias).exists() for kind in (Passage, TextPassage)):
            text = f"A passage through the triggers stands open in “{alias}”"
            found.append(Error(text, hint="Find out who left it there, and delete it.", id="approval.E012"))
    return found
