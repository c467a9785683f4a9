"""A mail server that nobody can reach, and one that takes mail from nobody."""

import smtplib

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    def open(self):
        raise ConnectionRefusedError("Connection refused")

    def send_messages(self, messages):
        raise ConnectionRefusedError("Connection refused")


class Refusing(BaseEmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPDataError(550, b"5.7.1 refused")
