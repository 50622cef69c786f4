"""Checks of the codes that identify an organisation and its site."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_CODE = re.compile(rf"[{CREDIT_CODE_ALPHABET}]{{18}}")
SITE_CODE = re.compile(r"[0-9A-Za-z]{2}\d{8}")
HOST_LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def credit_code_check_character(body):
    """The 18th character that belongs to the first 17 (GB 32100-2015: weights 3^i mod 31)."""
    total = sum(CREDIT_CODE_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(body[:17]))
    return CREDIT_CODE_ALPHABET[-total % 31]


def validate_credit_code(value):
    """Refuse a unified social credit code of the wrong form or with a wrong check character."""
    if not CREDIT_CODE.fullmatch(value):
        raise ValidationError(
            _("A unified social credit code has 18 digits or capital letters, without I, O, S, V and Z.")
        )
    expected = credit_code_check_character(value)
    if value[17] != expected:
        raise ValidationError(
            _("The last character of this unified social credit code does not fit; it would be %(expected)s."),
            params={"expected": expected},
        )


def validate_site_code(value):
    """Refuse a 网站标识码 not of ten characters: region or ministry, then eight digits (国办函〔2018〕12号)."""
    if not SITE_CODE.fullmatch(value):
        raise ValidationError(_("A site identification code has 10 characters: two letters or digits, then 8 digits."))


def validate_host_label(value):
    """Refuse what cannot be the first part of a host name (RFC 1123)."""
    if not HOST_LABEL.fullmatch(value):
        raise ValidationError(_("Use lower-case letters and digits; a hyphen may stand between them."))
