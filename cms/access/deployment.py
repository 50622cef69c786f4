"""What an installation for the public has to hold to: nobody who may do everything."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

HINT = (
    "Close the account (is_active) or take the flag away. Three administrators share the work instead: of the system, "
    "of security, and the auditor; the first is made with manage.py create_security_administrator."
)


@register(Tags.database)
def check_no_superuser(app_configs=None, databases=None, **kwargs):
    """`manage.py check --database default` fails in production while a superuser's account is open."""
    if not settings.FORBID_SUPERUSERS:
        return []
    found = []
    for alias in databases or ():
        try:
            names = list(
                get_user_model()
                .objects.using(alias)
                .filter(is_superuser=True, is_active=True)
                .values_list("username", flat=True)
            )
        except DatabaseError:
            # Before the first migration there is no account either.
            continue
        if names:
            found.append(Error(f"Superusers can sign in: {', '.join(names)}", hint=HINT, id="access.E020"))
    return found
