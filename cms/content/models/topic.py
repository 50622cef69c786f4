from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """A subject by which content of all departments can be brought together, whatever column it stands in."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self):
        return self.name
