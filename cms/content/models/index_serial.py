from django.db import connection, models, transaction
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


def take_index_numbers(code, year, count=1):
    """Give out `count` index numbers (索引号), `organisation code / year-serial`, in order."""
    return take_index_number_runs({(code, year): count})[code, year]


def take_index_number_runs(counts):
    """Give out runs of index numbers for several organisations and years in one statement.

    `counts` maps (code, year) to how many; the answer maps it to the numbers. The rows stay locked until the
    transaction ends, so concurrent writers get different numbers, and a number given once is never given again.
    """
    table = connection.ops.quote_name(IndexSerial._meta.db_table)
    rows = [(code, year, count) for (code, year), count in sorted(counts.items())]
    values = ", ".join(["(%s, %s, %s)"] * len(rows))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS serials (code, year, last) VALUES {values} "
            "ON CONFLICT (code, year) DO UPDATE SET last = serials.last + excluded.last RETURNING code, year, last",
            [value for row in rows for value in row],
        )
        last = {(code, year): number for code, year, number in cursor.fetchall()}
    return {
        (code, year): [f"{code}/{year}-{last[code, year] - left:05d}" for left in reversed(range(count))]
        for code, year, count in rows
    }
