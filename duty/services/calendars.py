"""Secret addresses of the roster for calendar programs."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.tokens import hash_token, new_token
from duty import rights
from duty.models import DutyCalendar
from duty.services.steps import require
from network.models import Organisation
from network.people import person_for


@transaction.atomic
def open_calendar(*, user: User, scope: str, now: datetime) -> str:
    """Make a new address and return its secret, which nobody can read again.

    The address that the user had until now for this scope ends.
    """
    require(may_have_calendar(user))
    # Two clicks at once: the second waits here and replaces what the first has made.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    DutyCalendar.objects.filter(user=user, scope=scope, revoked_at=None).update(revoked_at=now)
    secret = new_token()
    DutyCalendar.objects.create(
        user=user, scope=scope, secret_hash=hash_token(secret), created_at=now
    )
    return secret


@transaction.atomic
def revoke_calendar(*, user: User, scope: str, now: datetime) -> bool:
    """End the user's own address; tell whether there was one."""
    return bool(
        DutyCalendar.objects.filter(user=user, scope=scope, revoked_at=None).update(revoked_at=now)
    )


def calendar_for(secret: str) -> DutyCalendar | None:
    """Return the address that a secret opens, while its owner may still see the roster."""
    calendar = (
        DutyCalendar.objects.live()
        .filter(secret_hash=hash_token(secret))
        .select_related("user")
        .first()
    )
    return calendar if calendar and may_have_calendar(calendar.user) else None


def may_have_calendar(user: User) -> bool:
    partners = Organisation.objects.active().partners().values_list("pk", flat=True)
    return rights.may_have_calendar(person_for(user), partners)
