"""Checks of where a text leads."""

from moderation.models import LinkState
from moderation.text_checks.content import links_in
from moderation.text_checks.registry import Found


def insecure(draft, now):
    for url in links_in(draft):
        if url.lower().startswith("http://"):
            yield Found(params={"url": _short(url)})


def dead(draft, now):
    """What the background has found out so far; nothing is fetched here."""
    urls = {LinkState.key_of(url): url for url in links_in(draft)}
    if not urls:
        return
    found = set(LinkState.objects.dead().filter(key__in=urls).values_list("key", flat=True))
    for key, url in urls.items():
        if key in found:
            yield Found(params={"url": _short(url)})


def _short(url):
    return url if len(url) <= 200 else f"{url[:199]}…"
