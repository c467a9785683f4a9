"""The people of the site. There are no visitors' accounts: coordinators make them."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.querysets import (
    AddressChangeQuerySet,
    PendingLetterQuerySet,
    UserManager,
    new_access_key,
)
from accounts.rhythm import Rhythm

COORDINATORS = "Koordinatorji"


class MailRhythm(models.TextChoices):
    AT_ONCE = Rhythm.AT_ONCE.value, _("At once")
    DAILY = Rhythm.DAILY.value, _("Once a day, at seven in the morning")
    URGENT = Rhythm.URGENT.value, _("Only what is urgent")


class User(AbstractUser):
    """A person who signs in.

    ``access_key`` is part of every session and of every link that acts in this person's name; it
    changes when the account is switched off, so whatever was handed out before stays dead after
    the account is switched on again.
    """

    email = models.EmailField(_("e-mail address"))
    language = models.CharField(
        _("Language of our mail"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    mail_rhythm = models.CharField(
        _("When shall we write to you?"),
        max_length=10,
        choices=MailRhythm,
        default=MailRhythm.AT_ONCE,
    )
    access_key = models.CharField(max_length=43, default=new_access_key, editable=False)

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("This e-mail address already belongs to an account."),
            ),
            # People sign in with either, in any case.
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_once",
                violation_error_message=_("This username is already taken."),
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.get_username()

    def save(self, *args, **kwargs):
        # allauth looks addresses up in small letters only.
        self.email = self.email.lower()
        if not self.is_active:
            self.access_key = new_access_key()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "access_key"}
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret=None):
        # Both public methods of Django end here; it hashes the password alone.
        return salted_hmac(
            "accounts.models.User.get_session_auth_hash",
            f"{self.password}{self.access_key}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    @cached_property
    def is_coordinator(self):
        return self.groups.filter(name=COORDINATORS).exists()


class AddressChange(models.Model):
    """A wish for another e-mail address; it is carried out once both addresses have confirmed it.

    Of the two links only the hashes are kept. ``credentials`` says which password and access key
    the wish was made with: when either changes, the links are dead.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    old_email = models.EmailField(_("old address"))
    new_email = models.EmailField(_("new address"))
    old_token_hash = models.CharField(max_length=64, unique=True)
    new_token_hash = models.CharField(max_length=64, unique=True)
    credentials = models.CharField(max_length=64)
    requested_at = models.DateTimeField(_("asked for at"))
    old_confirmed_at = models.DateTimeField(_("confirmed at the old address at"), null=True)
    new_confirmed_at = models.DateTimeField(_("confirmed at the new address at"), null=True)
    done_at = models.DateTimeField(_("carried out at"), null=True)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(done_at=None), name="one_open_address_change"
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None)
                | models.Q(old_confirmed_at__isnull=False, new_confirmed_at__isnull=False),
                name="address_change_confirmed_twice",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.new_email}"

    @property
    def is_confirmed_by_both(self):
        return bool(self.old_confirmed_at and self.new_confirmed_at)


class PendingLetter(models.Model):
    """A letter that waits for its reader's digest; deleted, with any key in it, once it is sent."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="pending_letters")
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    is_secret = models.BooleanField(_("secret"), default=False)
    at = models.DateTimeField(_("written at"), db_index=True)

    objects = PendingLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting letter")
        verbose_name_plural = _("waiting letters")

    def __str__(self):
        return f"{self.user}: {self.subject}"
