"""What somebody does at a screen: sign in, follow a link from a mail, fill in a form."""

import re
from datetime import timedelta

from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.scheduling import run_due_jobs
from mail.models import OutgoingMail


def browser_of(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def time_passes(clock, **how_long):
    """Let time pass, and the scheduler do what is due."""
    clock.move_to(timezone.now() + timedelta(**how_long))
    run_due_jobs(timezone.now())


def mails_to(user) -> list:
    """What has reached somebody's mailbox, the earliest first."""
    return [message for message in mail.outbox if message.to == [user.email]]


def asker():
    """Return a function that tells who has been written to since it was last asked: who, by letter."""
    seen = set(OutgoingMail.objects.values_list("pk", flat=True))

    def news() -> dict[str, list[str]]:
        told = {}
        for row in OutgoingMail.objects.exclude(pk__in=seen).order_by("recipient"):
            seen.add(row.pk)
            told.setdefault(row.kind, []).append(row.recipient.partition("@")[0])
        return told

    return news


def link_in(message) -> str:
    """The path of the first link of a mail that leads to one text."""
    return re.search(rf"{settings.SITE_ADDRESS}(/\S+/\d+/)", message.body)[1]


def decision(screen, form_name, **typed) -> dict:
    """What the browser sends when a form of the screen of decision is filled in."""
    form = screen.context[form_name]
    read = {name: form[name].value() for name in ("revision", "digest")}
    return {**read, **typed}


def form_in(answer, action: str) -> str:
    """The address to which a form of the page leads, found by its end."""
    return re.search(rf'action="(/[^"]*{action}/)"', words_of(answer))[1]


def words_of(answer) -> str:
    return answer.content.decode()
