"""Keys that act in somebody's name, and when they stop working."""

import hashlib
import secrets

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class PasswordResetTokens(PasswordResetTokenGenerator):
    """Keys of password reset links: dead once the account is switched off, for good."""

    def check_token(self, user, token):
        return user is not None and user.is_active and super().check_token(user, token)

    def _make_hash_value(self, user, timestamp):
        return super()._make_hash_value(user, timestamp) + user.access_key


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Return what is stored of a token; the token itself is only in the mail."""
    return hashlib.sha256(token.encode()).hexdigest()
