"""A mail server that does not answer."""

from django.core.mail.backends.base import BaseEmailBackend


class SilentServer(BaseEmailBackend):
    """Refuses every connection."""

    def open(self):
        raise ConnectionRefusedError("connection refused")

    def send_messages(self, messages):
        raise ConnectionRefusedError("connection refused")
