from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

NO_ORGANISATION = "000000000"


class IndexSerial(models.Model):
    """The last serial given out under an organisation code in a year; numbers are never given twice."""

    code = models.CharField(_("organisation code"), max_length=9)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last serial"), default=0)

    class Meta:
        verbose_name = _("index number serial")
        verbose_name_plural = _("index number serials")
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="one_serial_per_code_and_year")]

    def __str__(self):
        return f"{self.code}/{self.year}-{self.last:05d}"


def organisation_code(department):
    """The organisation code: characters 9 to 17 of the unified social credit code (GB 32100-2015)."""
    code = department.credit_code[8:17] if department else ""
    return code or NO_ORGANISATION


def take_index_numbers(code, year, count):
    """Give out `count` index numbers (索引号), `organisation code / year-serial`, in order.

    The row is locked by its update until the transaction ends, so concurrent writers get different numbers.
    """
    with transaction.atomic():
        row, _created = IndexSerial.objects.get_or_create(code=code, year=year)
        IndexSerial.objects.filter(pk=row.pk).update(last=F("last") + count)
        last = IndexSerial.objects.values_list("last", flat=True).get(pk=row.pk)
    return [f"{code}/{year}-{serial:05d}" for serial in range(last - count + 1, last + 1)]
