"""The account that a command names."""

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError


def account_named(name):
    """The account. Raises CommandError with what to do where there is none of the name."""
    account = get_user_model().objects.filter(username=name.strip()).first()
    if account is None:
        raise CommandError(f"There is no account “{name}”. Give the name with which the person signs in.")
    return account
