"""How the rows of a list may be laid out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Layout(models.TextChoices):
    """Each layout is a template of its own."""

    LIST = "list", _("Titles with dates")
    DOCUMENTS = "documents", _("Documents with number, issuer and validity")
    PEOPLE = "people", _("People with their pictures")


def template_of(layout):
    """The template of a band in the layout."""
    return f"content/bands/{Layout(layout).value}.html"
