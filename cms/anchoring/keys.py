"""The key with which the heads of the chains are signed: Ed25519, from the environment.

For a first run it is made in the folder of the installation's data. In production it comes from the environment and is
kept away from the database, so that who rewrites the one cannot sign for it.
"""

import base64
import binascii
import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext as _

KEY_BYTES = 32


class LogKeyError(Exception):
    """There is no usable key; the text says what to do."""


def new_key():
    """A fresh private key as text, for the environment."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def private_key():
    """The signing key.

    Raises LogKeyError where none is set, or where it is not a key.
    """
    text = settings.PUBLICATION_LOG_KEY or _key_in_file(make=True)
    if not text:
        raise LogKeyError(_("Set PUBLICATION_LOG_KEY to 32 random bytes in base64, so that the log can be anchored."))
    return Ed25519PrivateKey.from_private_bytes(_bytes(text, "PUBLICATION_LOG_KEY"))


def public_keys():
    """The keys whose signatures are believed, by their names; the own one, and those named beside it (earlier ones).

    Raises LogKeyError where a key is not one.
    """
    texts = list(settings.PUBLICATION_LOG_PUBLIC_KEYS)
    found = [Ed25519PublicKey.from_public_bytes(_bytes(text, "PUBLICATION_LOG_PUBLIC_KEYS")) for text in texts]
    own = settings.PUBLICATION_LOG_KEY or _key_in_file(make=False)
    if own:
        found.append(Ed25519PrivateKey.from_private_bytes(_bytes(own, "PUBLICATION_LOG_KEY")).public_key())
    return {key_name(key): key for key in found}


def key_name(key):
    """A short name of a public key."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def public_text(key):
    """A public key as text."""
    return base64.b64encode(key.public_bytes_raw()).decode()


def _key_in_file(make):
    """The key of an installation for development; made when first asked for, readable for its owner alone."""
    if not settings.PUBLICATION_LOG_KEY_FILE:
        return ""
    path = Path(settings.PUBLICATION_LOG_KEY_FILE)
    try:
        if make and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as stream:
                stream.write(new_key())
        return path.read_text().strip() if path.exists() else ""
    except FileExistsError:
        return path.read_text().strip()
    except OSError as error:
        raise LogKeyError(_("The key file cannot be used: %(error)s") % {"error": error}) from error


def _bytes(text, name):
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise LogKeyError(_("%(name)s must be %(number)d bytes in base64.") % {"name": name, "number": KEY_BYTES})
    return key
