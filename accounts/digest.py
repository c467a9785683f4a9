"""The daily digest: what somebody wished to get once a day, in one mail."""

import re
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import PendingLetter, User
from accounts.rhythm import digest_due_at
from mail.services import Letter, enqueue, forget_announcements, is_first_time, post

ANNOUNCED_AS = "accounts.digest:"
SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)


def send_digests(now: datetime) -> None:
    """Send everybody what has waited for seven o'clock in the morning, at most once a day.

    After a pause everything that waits goes out at once, in one mail each.
    """
    due_at = digest_due_at(now, timezone.get_default_timezone())
    for user_id in PendingLetter.objects.written_before(due_at).readers():
        with transaction.atomic():
            if is_first_time(f"{ANNOUNCED_AS}{due_at:%Y-%m-%d}:{user_id}", now):
                send_what_waits(user_id=user_id, now=now)
    forget_announcements(beginning=ANNOUNCED_AS, before=due_at)


@transaction.atomic
def send_what_waits(*, user_id: int, now: datetime) -> None:
    """Send somebody's waiting letters as one mail and forget them, keys and all.

    To whom is switched off nothing is sent.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    letters = list(user.pending_letters.order_by("at", "pk"))
    if letters and user.is_active:
        _send(user, letters, now)
    PendingLetter.objects.filter(pk__in=[letter.pk for letter in letters]).delete()


def _send(user, letters, now):
    if len(letters) == 1:
        [letter] = letters
        post(
            Letter(subject=letter.subject, text=letter.text),
            recipient=user.email,
            kind=letter.kind,
            now=now,
            language=user.language,
            is_secret=letter.is_secret,
        )
        return
    with translation.override(user.language):
        greeting = _("Hello, %(person)s!") % {"person": user}
    enqueue(
        recipient=user.email,
        template="digest",
        context={
            "person": user,
            "letters": [
                {
                    "subject": letter.subject,
                    "underline": "=" * min(len(letter.subject), 60),
                    "text": without_frame(letter.text, greeting, settings.SITE_NAME),
                }
                for letter in letters
            ],
            "wishes_url": settings.SITE_ADDRESS + reverse("account_profile"),
        },
        now=now,
        language=user.language,
        is_secret=any(letter.is_secret for letter in letters),
    )


def without_frame(text: str, greeting: str, site_name: str) -> str:
    """Take greeting and signature off a letter, for one stands around all of them."""
    text = SIGNATURE.sub("", text).strip().removesuffix(f"\n{site_name}")
    return text.removeprefix(greeting).strip()
