import hashlib
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin

from cms.organisation.roles import Role

# Small letters and digits that nobody takes for one another; 16 of 32 are 80 bits.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
LETTERS = 16
GROUP = 4
CODES = 10


class FactorRule(models.Model):
    """Whether who holds a role must have a second factor; a row for each role, kept by the security administrator."""

    role = models.CharField(_("role"), max_length=30, choices=Role, unique=True)
    required = models.BooleanField(_("second factor required"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("rule for second factors")
        verbose_name_plural = _("rules for second factors")

    def __str__(self):
        return self.get_role_display()


class RecoveryDevice(ThrottlingMixin, Device):
    """The recovery codes of an account, as a device of django-otp, which thereby slows down whoever guesses.

    django-otp's own static tokens stand in the database as they are typed. Here only their hashes do: a copy of the
    database opens no account.
    """

    class Meta:
        verbose_name = _("set of recovery codes")
        verbose_name_plural = _("sets of recovery codes")

    def get_throttle_factor(self):
        return 1

    def renew(self):
        """Make new codes in place of all others; returns them as they are shown, this once."""
        codes = [new_code() for _number in range(CODES)]
        self.codes.all().delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(device=self, digest=self.digest(code)) for code in codes)
        return codes

    def digest(self, code):
        """What is kept of a code. It holds 80 random bits, so a plain hash cannot be tried out."""
        letters = "".join(character for character in code.lower() if character in ALPHABET)
        return hashlib.sha256(f"recovery code {self.user_id} {letters}".encode()).hexdigest()

    def verify_token(self, token):
        """Use up one code."""
        allowed, _facts = self.verify_is_allowed()
        if not allowed:
            return False
        used, _rows = self.codes.filter(digest=self.digest(token)).delete()
        if used:
            self.throttle_reset()
        else:
            self.throttle_increment()
        return bool(used)


class RecoveryCode(models.Model):
    """What is kept of one code that was not used yet."""

    device = models.ForeignKey(
        RecoveryDevice, on_delete=models.CASCADE, related_name="codes", verbose_name=_("set of recovery codes")
    )
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [models.UniqueConstraint(fields=["device", "digest"], name="one_recovery_code_per_digest")]

    def __str__(self):
        return f"{self.device} {self.pk}"


def new_code():
    """A code as a person reads it: four groups of four."""
    letters = "".join(secrets.choice(ALPHABET) for _number in range(LETTERS))
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))
