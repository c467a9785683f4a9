"""Asking in the background whether they open."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from moderation.link_fetching import Answer, State
from moderation.models import LinkState
from moderation.models.link_state import LinkOutcome
from moderation.services.findings import look_again

# A run of the scheduler sends mail too: it must not stand still for long.
AT_ONCE = 3
LOOKED_THROUGH = 100
TRIES = 3
AFTER_SILENCE = timedelta(minutes=30)
WHILE_OFFLINE = timedelta(minutes=10)
# Longer than a run takes: whoever has taken a link has let go of it by then.
TAKEN_FOR = timedelta(minutes=5)


def check_links(*, now: datetime, fetch: Callable[[str], Answer]) -> int:
    """Ask about a few links, of different hosts; return how many.

    Nothing is locked while a host takes its time. Texts with a link of which more is known now are
    looked at again.
    """
    asked = 0
    for link in islice(_of_different_hosts(LinkState.objects.due(now)[:LOOKED_THROUGH]), AT_ONCE):
        # Whoever moves the time has the link: two schedulers ask nobody twice.
        if LinkState.objects.filter(pk=link.pk, due_at=link.due_at).update(due_at=now + TAKEN_FOR):
            asked += 1
            _keep_answer(link, fetch(link.url), now)
    return asked


def forget_link_states(now: datetime) -> None:
    LinkState.objects.forgotten(now).delete()


def _of_different_hosts(links):
    hosts = set()
    for link in links:
        host = urlsplit(link.url).netloc.casefold()
        if host not in hosts:
            hosts.add(host)
            yield link


def _keep_answer(link: LinkState, answer: Answer, now: datetime) -> None:
    if answer.state == State.OFFLINE:
        LinkState.objects.filter(pk=link.pk).update(due_at=now + WHILE_OFFLINE)
        return
    if answer.state == State.SILENT and link.tries + 1 < TRIES:
        LinkState.objects.filter(pk=link.pk).update(
            tries=link.tries + 1, due_at=now + AFTER_SILENCE
        )
        return
    state = LinkOutcome(answer.state.value)
    LinkState.objects.filter(pk=link.pk).update(
        state=state, status=answer.status, tries=0, due_at=None, checked_at=now
    )
    if state != link.state and {state, link.state} - {LinkOutcome.WAITING, LinkOutcome.FINE}:
        _tell_texts(link, now)


def _tell_texts(link: LinkState, now: datetime) -> None:
    for page_id in link.contributions.values_list("page", flat=True):
        look_again(page_id=page_id, now=now)
