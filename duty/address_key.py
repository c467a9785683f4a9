"""The key in the address of somebody's calendar: long, random, and kept as a hash only."""

import hashlib
import secrets


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """Return what is kept of a secret. It is random and long, so a plain hash cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
