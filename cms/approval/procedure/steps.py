"""The steps of the procedure (plan §4; domain §2: 审核, 保密审查, 签发), in order, and the role that takes each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.organisation.roles import Role


class Step(models.TextChoices):
    """初审 → 复审 → 保密审查 → 签发."""

    REVIEW = "review", _("Review")
    SECOND_REVIEW = "second_review", _("Second review")
    SECRECY = "secrecy", _("Secrecy review")
    SIGN_OFF = "sign_off", _("Sign-off")


ORDER = tuple(Step)
ROLE_OF = {
    Step.REVIEW: Role.REVIEWER,
    Step.SECOND_REVIEW: Role.SECOND_REVIEWER,
    Step.SECRECY: Role.SECRECY_REVIEWER,
    Step.SIGN_OFF: Role.SIGNER,
}


def in_order(steps):
    """The steps, each once, in the order in which they are taken."""
    return [step for step in ORDER if step in set(steps)]
