"""The demonstration's written posts and events, published at their days."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from django.core.files.base import ContentFile
from wagtail.models import Page, ReferenceIndex

from blog.models import PostIndexPage, PostPage
from calendar_app.models import EventIndexPage, EventPage
from calendar_app.services import change_status
from core.drawing_marks import MARKS
from core.models import Picture
from home.demo_loading.cast import Cast
from home.demo_loading.content import chance, new_id, read, stream
from home.demo_loading.pictures import drawn_picture
from home.demo_loading.rows import Publication, publish_rows
from home.demo_loading.times import announced_at, event_times, local, local_day
from network.models import ModeratedPage

STATUS_CHANGED_BEFORE = timedelta(days=2)
# Earlier than the status of an event can have changed.
ANNOUNCED_DAYS_AGO = range(3, 17)
PAGE_FACTS = ("slug", "title", "summary", "kicker")
EVENT_FACTS = ("place_text", "online_url", "activity", "price", "audience", "registration_url")


def load_publications(home: Page, cast: Cast, *, now: datetime, seed: int) -> None:
    today = local_day(now)
    posts, events = read("posts")["posts"], read("events")["events"]
    post_rows = []
    for facts in posts:
        luck = chance(seed, facts["slug"])
        page = post_page(facts, cast, luck)
        day = today - timedelta(days=facts["days_ago"])
        published_at = local(day, f"{luck.randint(8, 19)}:{luck.randint(0, 59)}")
        post_rows.append(publication(page, facts["topics"], cast, published_at, luck))
    event_rows = []
    for number, facts in enumerate(events):
        luck = chance(seed, facts["slug"])
        page = event_page(facts, cast, luck, **event_times(facts, today))
        days_ago = ANNOUNCED_DAYS_AGO[number % len(ANNOUNCED_DAYS_AGO)]
        published_at = announced_at(page.starts_at, today, days_ago)
        event_rows.append(publication(page, facts["topics"], cast, published_at, luck))
    publish_rows(PostIndexPage.objects.child_of(home).get(), post_rows)
    publish_rows(EventIndexPage.objects.child_of(home).get(), event_rows)
    for row in post_rows + event_rows:
        # Rows make no noise; whether a picture may be seen is read from this index.
        ReferenceIndex.create_or_update_for_object(type(row.page).objects.get(pk=row.page.pk))
    for row, facts in zip(event_rows, events, strict=True):
        if "status" in facts:
            change_status(
                event=EventPage.objects.get(pk=row.page.pk),
                status=facts["status"],
                reason=facts["status_reason"],
                new_date=local_day(row.page.starts_at) + timedelta(weeks=facts["weeks_later"])
                if "weeks_later" in facts
                else None,
                user=row.page.owner,
                now=now - STATUS_CHANGED_BEFORE,
            )


def publication(
    page: ModeratedPage, topics: list[str], cast: Cast, published_at: datetime, luck: Random
) -> Publication:
    """Let a page be handed in a day or two before it was published by whoever was on duty then."""
    day = local_day(published_at) - timedelta(days=luck.randint(1, 2))
    return Publication(
        page=page,
        topics=[cast.topics[slug] for slug in topics],
        decider=cast.decider_at(published_at, page.owner),
        handed_in_at=local(day, f"{luck.randint(8, 21)}:{luck.randint(0, 59)}"),
        published_at=published_at,
    )


def post_page(facts: Mapping, cast: Cast, luck: Random) -> PostPage:
    """Return a post that is not saved yet."""
    return PostPage(**_page_facts(facts, cast, luck))


def event_page(facts: Mapping, cast: Cast, luck: Random, **times) -> EventPage:
    """Return an event that is not saved yet; ``times`` are its own fields."""
    return EventPage(
        **_page_facts(facts, cast, luck),
        **{name: facts[name] for name in EVENT_FACTS},
        place=cast.places[facts["place"]] if facts["place"] else None,
        **times,
    )


def _page_facts(facts, cast, luck) -> dict:
    organisation = cast.organisations[facts["organisation"]]
    author = luck.choice(cast.members[facts["organisation"]])
    pictures = {
        line["picture"]: _draw(line, organisation, author).pk
        for line in facts["body"]
        if "picture" in line
    }
    return {
        **{name: facts[name] for name in PAGE_FACTS if name in facts},
        "organisation": organisation,
        "owner": author,
        "municipality": cast.municipalities[facts["municipality"]]
        if facts["municipality"]
        else None,
        "mark": facts.get("mark") or luck.choice(MARKS),
        "body": json.dumps(stream(facts["body"], luck, pictures), ensure_ascii=False),
        "translation_key": new_id(luck),
    }


def _draw(line, organisation, author) -> Picture:
    mark = line["picture"]
    content = drawn_picture(
        seed=f"{organisation.slug} {mark}", section=line.get("section", "blog"), mark=mark
    )
    return Picture.objects.create(
        title=line["alt"],
        description=line["alt"],
        author=line["author"],
        file=ContentFile(content, name=f"{mark}.jpg"),
        collection=organisation.collection,
        uploaded_by_user=author,
    )
