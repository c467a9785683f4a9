"""Which people, which wishes for a new address, and what every change of ``is_active`` must do."""

import secrets
from datetime import datetime, timedelta
from itertools import chain, count

from django.conf import settings
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

ADDRESS_LINKS_LAST = timedelta(hours=48)


def new_access_key() -> str:
    """Return a fresh key; a function of the module because migrations refer to it."""
    return secrets.token_urlsafe(16)


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def update(self, **kwargs):
        # Wagtail's bulk action switches people off this way, past every form and save().
        if "is_active" in kwargs:
            kwargs.setdefault("access_key", new_access_key())
        return super().update(**kwargs)

    def language_at(self, email: str) -> str:
        """Return the language of whoever has this address, or the site's."""
        found = self.filter(email=email.lower()).values_list("language", flat=True).first()
        return found or settings.LANGUAGE_CODE

    def free_username(self, wish: str) -> str:
        """Return ``wish``, made fit for a username, or the same with the first free number."""
        base = slugify(wish)[:140] or "oseba"
        taken = {
            name.lower()
            for name in self.filter(username__istartswith=base).values_list("username", flat=True)
        }
        return next(
            name
            for name in chain([base], (f"{base}-{number}" for number in count(2)))
            if name not in taken
        )


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False


class AddressChangeQuerySet(models.QuerySet):
    def open(self, now: datetime):
        """Wishes that can still be carried out at ``now``, as far as time decides it."""
        return self.filter(done_at=None, requested_at__gt=now - ADDRESS_LINKS_LAST)

    def with_token_hash(self, token_hash: str):
        return self.filter(Q(old_token_hash=token_hash) | Q(new_token_hash=token_hash))


class PendingLetterQuerySet(models.QuerySet):
    def written_before(self, moment: datetime):
        return self.filter(at__lte=moment)

    def readers(self) -> list[int]:
        """Return the ids of those for whom the letters are."""
        return list(self.order_by("user").values_list("user", flat=True).distinct())
