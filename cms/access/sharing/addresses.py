"""The addresses of rights, by the object that they are about."""

from django.urls import reverse

LIST = "sharing_grants"
OBJECT = "sharing_rights"
REVOKE = "sharing_revoke"


def rights_url(instance):
    """Who has what on the object."""
    return reverse(OBJECT, args=[instance._meta.label_lower, instance.pk])


def revocation_url(row):
    """Where a grant is taken back."""
    instance = row.content_object
    return reverse(REVOKE, args=[instance._meta.label_lower, instance.pk, row.kind, row.pk])
