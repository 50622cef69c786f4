from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.organisation.models.person import Person


class User(AbstractUser):
    """An account. Its department says where the person works; its roles say what the person may do.

    Who has several accounts is still one person: whatever asks for another person compares `person`, never accounts.
    """

    department = models.ForeignKey(
        "organisation.Department",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name=_("department"),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="accounts",
        blank=True,
        verbose_name=_("person"),
        help_text=_("Empty: a new person. Choose one who has an account already when this is a second account."),
    )
    must_change_password = models.BooleanField(
        _("must change the password"),
        default=False,
        editable=False,
        help_text=_("Somebody else knows the password; at the next sign-in the person chooses another."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def save(self, *args, **kwargs):
        """A new account is a new person's, unless it was said whose it is."""
        if self.person_id is None:
            self.person = Person.objects.create(name=str(self)[:160])
        super().save(*args, **kwargs)

    def __str__(self):
        """The person's name as Chinese writes it, else the account's."""
        return self.get_full_name() or self.username

    def get_full_name(self):
        """Family name first, without a blank, when the name is Chinese."""
        if self.last_name and not self.last_name.isascii():
            return f"{self.last_name}{self.first_name}"
        return super().get_full_name()
