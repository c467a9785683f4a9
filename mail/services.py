"""Writing mail into the outbox, and sending what is due."""

import logging
import re
import smtplib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.text import Truncator

from mail.html import as_html
from mail.models import Announcement, MailState, OutgoingMail

logger = logging.getLogger(__name__)

# After the last pause, almost five days after the first attempt, we give up.
RETRY_PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    *[timedelta(days=1)] * 4,
)
CLAIM_LASTS = timedelta(minutes=10)
# A round ends well before the claims it makes, all counted from its start, can lapse.
ROUND_SECONDS = 300
SENT_IS_KEPT_FOR = timedelta(days=90)

SERVER_TROUBLE = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)


@dataclass(frozen=True)
class Letter:
    """What a template says to somebody, in their language."""

    subject: str
    text: str


class CannotBeRepeated(Exception):  # noqa: N818 -- it says what is wrong, as in moderation.errors
    """A mail that nobody would get: its text is erased, or its recipient is no address."""


def write(*, template: str, context: dict, language: str) -> Letter:
    """Fill in ``templates/mail/<template>.txt``: first line the subject, then the text.

    Templates also get ``site_name`` and ``site_address`` and need no escaping. What somebody typed
    is marked as theirs with ``{{ comment|quoted }}``; see ``mail.html`` for what else has a form.
    """
    context = {
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        **context,
    }
    with translation.override(language):
        # The engine's own template: the wrapper would escape plain text as if it were HTML.
        rendered = get_template(f"mail/{template}.txt").template.render(
            Context(context, autoescape=False)
        )
    subject, _, text = rendered.strip().partition("\n")
    return Letter(
        subject=_one_line(subject, OutgoingMail._meta.get_field("subject").max_length),
        text=re.sub(r"\n\s*\n", "\n\n", text).strip() + "\n",
    )


def post(
    letter: Letter,
    *,
    recipient: str,
    kind: str,
    now: datetime,
    language: str,
    is_secret: bool = False,
) -> OutgoingMail:
    """Lay a letter into the outbox, as plain text and as HTML.

    Call it inside the transaction that causes the mail, so that both happen or neither. A recipient
    that is no address stops nobody's work: the mail is kept as given up, with the reason.
    """
    mail = OutgoingMail(
        recipient=_one_line(recipient, OutgoingMail._meta.get_field("recipient").max_length),
        subject=letter.subject,
        text=letter.text,
        html=as_html(
            subject=letter.subject,
            text=letter.text,
            language=language,
            site_address=settings.SITE_ADDRESS,
        ),
        kind=kind,
        is_secret=is_secret,
        created_at=now,
        due_at=now,
    )
    try:
        validate_email(recipient)
    except ValidationError as problem:
        mail.state = MailState.FAILED
        mail.last_error = problem.messages[0]
        if is_secret:
            mail.text = mail.html = ""
    mail.save(force_insert=True)
    return mail


def enqueue(
    *,
    recipient: str,
    template: str,
    context: dict,
    now: datetime,
    language: str = "sl",
    kind: str | None = None,
    is_secret: bool = False,
) -> OutgoingMail:
    """Write a mail and post it; see ``write`` for the template and ``post`` for the rest."""
    return post(
        write(template=template, context=context, language=language),
        recipient=recipient,
        kind=kind or template,
        now=now,
        language=language,
        is_secret=is_secret,
    )


def is_first_time(key: str, now: datetime) -> bool:
    """Note that ``key`` is announced now; tell whether nobody did before.

    Call it in the transaction that writes the mail: of two schedulers the second waits for the
    first, and where that one fails nothing is noted.
    """
    if Announcement.objects.filter(key=key).exists():
        return False
    try:
        with transaction.atomic():
            Announcement.objects.create(key=key, at=now)
    except IntegrityError:
        return False
    return True


def announced(keys: Iterable[str]) -> set[str]:
    """Return those of ``keys`` that were announced, for whoever asks about many."""
    return set(Announcement.objects.filter(key__in=keys).values_list("key", flat=True))


def deliver_due(now: datetime, limit: int = 200) -> int:
    """Send what is due at ``now``, oldest first; return how many mails went out.

    Safe to run in several processes at once. When the server is down the round ends and every mail
    that was not tried stays as it was. A crash between sending and noting it sends that one mail
    again, under the same Message-ID.
    """
    waiting = list(OutgoingMail.objects.due(now).values_list("pk", flat=True)[:limit])
    if not waiting:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as problem:
        logger.warning("The mail server cannot be reached: %r", problem)
        return 0
    started = time.monotonic()
    sent = 0
    try:
        for mail_id in waiting:
            if time.monotonic() - started > ROUND_SECONDS:
                break
            if not _claim(mail_id, now):
                continue
            mail = OutgoingMail.objects.get(pk=mail_id)
            try:
                connection.send_messages([_message(mail)])
            except Exception as problem:
                logger.warning("Mail %s was not sent: %r", mail_id, problem)
                _postpone(mail, problem, now)
                if _is_server_trouble(problem):
                    break
            else:
                _settle(mail, state=MailState.SENT, sent_at=now, last_error="")
                sent += 1
    finally:
        connection.close()
    return sent


@transaction.atomic
def try_again(*, mail_id: int, now: datetime) -> OutgoingMail:
    """Have a mail that was given up sent once more, with all its attempts before it.

    :raises OutgoingMail.DoesNotExist: when it is not given up (any more)
    :raises CannotBeRepeated: see there
    """
    mail = OutgoingMail.objects.select_for_update().given_up().get(pk=mail_id)
    if not mail.can_be_repeated:
        raise CannotBeRepeated
    mail.state, mail.attempts, mail.due_at = MailState.QUEUED, 0, now
    mail.save(update_fields=["state", "attempts", "due_at"])
    return mail


def forget_announcements(*, beginning: str, before: datetime) -> int:
    """Delete notes of what was announced before a moment and cannot come up again."""
    old = Announcement.objects.filter(key__startswith=beginning, at__lt=before)
    return old.delete()[0]


def forget_sent(now: datetime) -> int:
    """Delete what was sent more than 90 days ago; what was given up stays."""
    deleted, _ = OutgoingMail.objects.sent_before(now - SENT_IS_KEPT_FOR).delete()
    return deleted


def _one_line(value: str, length: int) -> str:
    return Truncator(" ".join(value.split())).chars(length)


def _claim(mail_id: int, now: datetime) -> bool:
    # One conditional UPDATE: of two senders exactly one changes the row.
    due = OutgoingMail.objects.due(now).order_by().filter(pk=mail_id)
    return bool(due.update(claimed_until=now + CLAIM_LASTS))


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    host = urlsplit(settings.SITE_ADDRESS).hostname
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.recipient],
        headers={
            # The same at every attempt, so that a mailbox can tell a repetition.
            "Message-ID": f"<{mail.pk}.{mail.created_at:%Y%m%d%H%M%S}@{host}>",
            # Holiday replies to it help nobody.
            "Auto-Submitted": "auto-generated",
        },
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _postpone(mail: OutgoingMail, problem: Exception, now: datetime) -> None:
    error = repr(problem)[:500]
    if mail.attempts < len(RETRY_PAUSES):
        OutgoingMail.objects.filter(pk=mail.pk).update(
            attempts=F("attempts") + 1,
            due_at=now + RETRY_PAUSES[mail.attempts],
            claimed_until=None,
            last_error=error,
        )
    else:
        _settle(mail, state=MailState.FAILED, attempts=F("attempts") + 1, last_error=error)


def _settle(mail: OutgoingMail, **fields) -> None:
    if mail.is_secret:
        fields |= {"text": "", "html": ""}
    OutgoingMail.objects.filter(pk=mail.pk).update(claimed_until=None, **fields)


def _is_server_trouble(problem: Exception) -> bool:
    if isinstance(problem, smtplib.SMTPException):
        return isinstance(problem, SERVER_TROUBLE)
    return isinstance(problem, OSError)
