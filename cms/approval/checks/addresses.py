"""Addresses of other hosts, as they are remembered."""

import hashlib


def hashed(address):
    """What an address is found by; addresses may be longer than an index takes."""
    return hashlib.sha256(address.encode()).hexdigest()
