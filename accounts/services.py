"""What changes accounts: another e-mail address, and switching an account off."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.log_actions import log

from accounts.digest import send_what_waits
from accounts.models import AddressChange, MailRhythm, User
from accounts.tokens import hash_token, new_token
from mail.services import enqueue


class AddressTaken(Exception):  # noqa: N818 -- reads as what happened
    """The wanted address belongs to another account."""


class LinkIsDead(Exception):  # noqa: N818 -- the same
    """The link was never given out, was used or replaced, or is too old."""


@transaction.atomic
def deactivate_user(*, user_id: int, now: datetime) -> User:
    """Switch an account off: sessions and all links end now and stay dead if it comes back.

    Sessions and links are ended by ``User.access_key``, whichever way an account is switched off.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
        log(instance=user, action="wagtail.edit", timestamp=now, data={"is_active": False})
    return user


@transaction.atomic
def account_for(*, email: str, first_name: str, last_name: str, now: datetime) -> User:
    """Return the account with this address, or make one and mail its owner how to begin.

    A new account has no password: its owner sets one with the link of "forgotten password".
    """
    email = email.lower()
    user = User.objects.filter(email=email).first()
    if user:
        return user
    user = User.objects.create_user(
        username=User.objects.free_username(email.partition("@")[0]),
        email=email,
        first_name=first_name,
        last_name=last_name,
    )
    enqueue(
        recipient=email,
        template="welcome",
        context={
            "user": user,
            "url": settings.SITE_ADDRESS + reverse("account_reset_password"),
            "submit_url": settings.SITE_ADDRESS + reverse(settings.LOGIN_REDIRECT_URL),
        },
        now=now,
        language=user.language,
    )
    return user


@transaction.atomic
def change_wishes(*, user_id: int, language: str, mail_rhythm: str, now: datetime) -> None:
    """Note in which language and how often somebody wishes mail.

    Who does not wish a digest any more gets what has waited for it now.
    """
    user = User.objects.active().select_for_update().get(pk=user_id)
    user.language, user.mail_rhythm = language, mail_rhythm
    user.save(update_fields=["language", "mail_rhythm"])
    if mail_rhythm != MailRhythm.DAILY:
        send_what_waits(user_id=user_id, now=now)


@transaction.atomic
def request_address_change(*, user_id: int, new_email: str, now: datetime) -> AddressChange:
    """Ask the old and the new address whether the account should move; replaces an earlier wish.

    :raises AddressTaken: when the new address belongs to an account
    """
    user = User.objects.active().select_for_update().get(pk=user_id)
    new_email = new_email.lower()
    if User.objects.filter(email=new_email).exists():
        raise AddressTaken
    AddressChange.objects.filter(user=user, done_at=None).delete()
    old_token, new_address_token = new_token(), new_token()
    change = AddressChange.objects.create(
        user=user,
        old_email=user.email,
        new_email=new_email,
        old_token_hash=hash_token(old_token),
        new_token_hash=hash_token(new_address_token),
        credentials=user.get_session_auth_hash(),
        requested_at=now,
    )
    for recipient, template, token in [
        (change.old_email, "address_change_old", old_token),
        (change.new_email, "address_change_new", new_address_token),
    ]:
        enqueue(
            recipient=recipient,
            template=template,
            context={
                "user": user,
                "change": change,
                "url": settings.SITE_ADDRESS + reverse("account_confirm_address", args=[token]),
            },
            now=now,
            language=user.language,
            is_secret=True,
        )
    return change


def address_change_for(*, token: str, now: datetime) -> AddressChange:
    """Return the wish that this link may confirm.

    :raises LinkIsDead: see there
    """
    token_hash = hash_token(token)
    change = (
        AddressChange.objects.open(now).with_token_hash(token_hash).select_related("user").first()
    )
    if change is None:
        raise LinkIsDead
    already = (
        change.old_confirmed_at if token_hash == change.old_token_hash else change.new_confirmed_at
    )
    user = change.user
    if (
        already
        or not user.is_active
        or user.email != change.old_email
        or user.get_session_auth_hash() != change.credentials
    ):
        raise LinkIsDead
    return change


@transaction.atomic
def confirm_address_change(*, token: str, now: datetime) -> AddressChange:
    """Note the confirmation of one of the two addresses; the second one moves the account.

    :raises LinkIsDead: see there
    :raises AddressTaken: when the new address was given to another account meanwhile
    """
    change = address_change_for(token=token, now=now)
    # All writers take the user's row first; then what was read is read again.
    user = User.objects.select_for_update().get(pk=change.user_id)
    change = address_change_for(token=token, now=now)
    if hash_token(token) == change.old_token_hash:
        change.old_confirmed_at = now
    else:
        change.new_confirmed_at = now
    if change.is_confirmed_by_both:
        user.email = change.new_email
        try:
            with transaction.atomic():
                user.save(update_fields=["email"])
        except IntegrityError as problem:
            raise AddressTaken from problem
        change.done_at = now
        enqueue(
            recipient=change.old_email,
            template="address_changed",
            context={"user": user, "change": change},
            now=now,
            language=user.language,
        )
    change.save(update_fields=["old_confirmed_at", "new_confirmed_at", "done_at"])
    return change
