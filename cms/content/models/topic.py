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


class LifeEvent(models.Model):
    """A situation in life or business, such as starting a firm, by which people look for services."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("life event")
        verbose_name_plural = _("life events")

    def __str__(self):
        return self.name
