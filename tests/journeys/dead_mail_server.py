"""A mail server that nobody can reach."""

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    def open(self):
        raise ConnectionRefusedError("Connection refused")

    def send_messages(self, messages):
        raise ConnectionRefusedError("Connection refused")
