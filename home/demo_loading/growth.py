"""More posts and events for measurements: the written ones' sentences and facts in new order.

The text of a page depends on the seed and on its place in the tree, not on how many are made at once.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils.text import slugify
from wagtail.models import Page

from blog.models import PostIndexPage, PostPage
from calendar_app.models import EventIndexPage, EventPage
from home.demo_loading.cast import Cast
from home.demo_loading.content import chance, read_all
from home.demo_loading.publications import event_page, named_by, post_page, publication
from home.demo_loading.rows import Publication, next_position, publish_rows
from home.demo_loading.times import announced_at, event_times, local, local_day
from network.models import ModeratedPage

BATCH = 1000
POSTS_REACH_BACK_DAYS = 1000
EVENTS_REACH_BACK_DAYS, EVENTS_REACH_AHEAD_DAYS = 700, 200
SLUG_LENGTH = 60


def grow(
    home: Page,
    cast: Cast,
    *,
    posts: int,
    events: int,
    now: datetime,
    seed: int,
    tell: Callable[[str], object],
) -> int:
    """Add generated pages until so many posts and events are public; return how many were added."""
    generator = _Generator(cast, now, seed)
    return sum(
        _fill_up(parent_model.objects.child_of(home).get(), model, wanted, make, tell)
        for parent_model, model, wanted, make in (
            (PostIndexPage, PostPage, posts, generator.post),
            (EventIndexPage, EventPage, events, generator.event),
        )
    )


def _fill_up(
    parent: Page,
    model: type[ModeratedPage],
    wanted: int,
    make: Callable[[int], Publication],
    tell: Callable[[str], object],
) -> int:
    missing = max(0, wanted - model.objects.child_of(parent).live().count())
    first = next_position(parent)
    for start in range(0, missing, BATCH):
        end = min(start + BATCH, missing)
        publish_rows(parent, [make(first + number) for number in range(start, end)])
        tell(f"{model._meta.model_name}: {end} of {missing}")
    return missing


@dataclass(frozen=True)
class _Words:
    """What new texts of one kind are made of."""

    written: Sequence[dict]
    sentences: list[str]
    heads: list[str]
    headings: list[str]
    asides: list[dict]

    @classmethod
    def of(cls, written, headings_from):
        lines = [line for facts in written for line in facts["body"]]
        texts = [re.sub(r"<[^>]+>", "", line["p"]) for line in lines if "p" in line]
        sentences = [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text)]
        return cls(
            written=written,
            sentences=[part for part in sentences if _stands_alone(part)],
            heads=[re.split(r"[:?(]", facts["title"])[0].strip() for facts in written],
            headings=[
                line["h"] for facts in headings_from for line in facts["body"] if "h" in line
            ],
            asides=[line for line in lines if line.keys() & {"quote", "steps", "callout"}],
        )


def _stands_alone(sentence: str) -> bool:
    return sentence[0].isupper() and all(
        sentence.count(begin) == sentence.count(end) for begin, end in ("»«", "()")
    )


class _Generator:
    def __init__(self, cast: Cast, now: datetime, seed: int):
        posts, events = read_all("posts")["posts"], read_all("events")["events"]
        self.cast, self.now, self.seed = cast, now, seed
        self.today = local_day(now)
        self.slugs = sorted(cast.members.keys() & cast.organisations.keys())
        self.towns = sorted(cast.municipalities)
        self.post_words = _Words.of(posts, posts)
        self.event_words = _Words.of(events, posts)

    def post(self, position: int) -> Publication:
        words = self.post_words
        luck = chance(self.seed, "post", position)
        sample = luck.choice(words.written)
        facts = {
            **self._facts(f"{luck.choice(words.heads)}: {luck.choice(words.headings)}", position),
            "summary": luck.choice(words.sentences),
            "body": _post_body(words, luck),
            "organisation": luck.choice(self.slugs),
            "municipality": luck.choice(self.towns),
            "kicker": sample["kicker"],
            "topics": sample["topics"],
        }
        day = self.today - timedelta(days=luck.randint(1, POSTS_REACH_BACK_DAYS))
        published_at = local(day, f"{luck.randint(7, 20)}:{luck.randint(0, 59)}")
        page = post_page(facts, self.cast, luck)
        return publication(page, named_by(facts, self.cast), self.cast, published_at, luck)

    def event(self, position: int) -> Publication:
        words = self.event_words
        luck = chance(self.seed, "event", position)
        sample = luck.choice(words.written)
        facts = {
            **sample,
            **self._facts(f"{luck.choice(words.heads)}, {luck.choice(self.towns)}", position),
            "summary": luck.choice(words.sentences),
            "body": [_paragraph(words, luck) for _ in range(luck.randint(1, 3))],
            "organisation": luck.choice(self.slugs),
            "mark": "",
            "offset": luck.randint(-EVENTS_REACH_BACK_DAYS, EVENTS_REACH_AHEAD_DAYS),
        }
        times = event_times(facts, self.today)
        published_at = announced_at(times["starts_at"], self.today, luck.randint(1, 60))
        page = event_page(facts, self.cast, luck, **times)
        return publication(page, named_by(facts, self.cast), self.cast, published_at, luck)

    def _facts(self, title: str, position: int) -> dict:
        return {"title": title, "slug": f"{slugify(title)[:SLUG_LENGTH].rstrip('-')}-{position}"}


def _post_body(words: _Words, luck: Random) -> list[dict]:
    body = [_paragraph(words, luck)]
    for heading in luck.sample(words.headings, luck.randint(2, 4)):
        body += [{"h": heading}, _paragraph(words, luck)]
    body.insert(luck.randint(1, len(body)), luck.choice(words.asides))
    return body


def _paragraph(words: _Words, luck: Random) -> dict:
    return {"p": " ".join(luck.choices(words.sentences, k=luck.randint(2, 6)))}
