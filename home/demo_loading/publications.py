"""The demonstration's written texts, published at their days."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from django.core.files.base import ContentFile
from wagtail.models import Page, ReferenceIndex

from blog.models import PostIndexPage, PostPage
from calendar_app.models import EventIndexPage, EventPage
from calendar_app.services import change_status
from core.drawing_marks import MARKS
from core.models import Picture
from guides.models import GuideIndexPage, GuidePage
from home.demo_loading.cast import Cast
from home.demo_loading.content import chance, new_id, read_all, stream
from home.demo_loading.pictures import drawn_picture
from home.demo_loading.rows import Publication, publish_rows
from home.demo_loading.times import announced_at, event_times, local, local_day
from mentors.models import MentorIndexPage, MentorPage
from network.models import ModeratedPage

STATUS_CHANGED_BEFORE = timedelta(days=2)
# Earlier than the status of an event can have changed.
ANNOUNCED_DAYS_AGO = range(3, 17)
# Guides and mentors, of which nobody says when they came.
EVERY_DAYS = 9
PAGE_FACTS = ("slug", "title", "summary", "kicker")
EVENT_FACTS = ("place_text", "online_url", "activity", "price", "audience", "registration_url")


def load_publications(home: Page, cast: Cast, *, now: datetime, seed: int) -> None:
    today = local_day(now)
    events = read_all("events")["events"]
    rows = {
        PostIndexPage: _aged(read_all("posts")["posts"], post_page, cast, today, seed),
        EventIndexPage: _announced(events, cast, today, seed),
        GuideIndexPage: _spread(
            read_all("guides")["guides"], partial(guide_page, today=today), cast, today, seed
        ),
        MentorIndexPage: _spread(read_all("mentors")["mentors"], mentor_page, cast, today, seed),
    }
    for index_model, publications in rows.items():
        publish_rows(index_model.objects.child_of(home).get(), publications)
        for row in publications:
            # Rows make no noise; whether a picture may be seen is read from this index.
            page = type(row.page).objects.get(pk=row.page.pk)
            ReferenceIndex.create_or_update_for_object(page)
    _change_statuses(rows[EventIndexPage], events, now)


def _aged(written, make, cast, today, seed) -> list[Publication]:
    """Publish each on the day that it says."""
    return [
        _published_on(today - timedelta(days=facts["days_ago"]), facts, make, cast, seed)
        for facts in written
    ]


def _spread(written, make, cast, today, seed) -> list[Publication]:
    """Publish what says no day one after the other, the first as the newest."""
    return [
        _published_on(today - timedelta(days=EVERY_DAYS * number + 2), facts, make, cast, seed)
        for number, facts in enumerate(written)
    ]


def _published_on(day, facts, make, cast, seed) -> Publication:
    luck = chance(seed, facts["slug"])
    page = make(facts, cast, luck)
    published_at = local(day, f"{luck.randint(8, 19)}:{luck.randint(0, 59)}")
    return publication(page, named_by(facts, cast), cast, published_at, luck)


def _announced(written, cast, today, seed) -> list[Publication]:
    publications = []
    for number, facts in enumerate(written):
        luck = chance(seed, facts["slug"])
        page = event_page(facts, cast, luck, **event_times(facts, today))
        days_ago = ANNOUNCED_DAYS_AGO[number % len(ANNOUNCED_DAYS_AGO)]
        published_at = announced_at(page.starts_at, today, days_ago)
        publications.append(publication(page, named_by(facts, cast), cast, published_at, luck))
    return publications


def _change_statuses(publications, events, now):
    for row, facts in zip(publications, events, strict=True):
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
    page: ModeratedPage, named: Mapping, cast: Cast, published_at: datetime, luck: Random
) -> Publication:
    """Let a page be handed in a day or two before it was published by whoever was on duty then."""
    day = local_day(published_at) - timedelta(days=luck.randint(1, 2))
    return Publication(
        page=page,
        named=named,
        decider=cast.decider_at(published_at, page.owner),
        handed_in_at=local(day, f"{luck.randint(8, 21)}:{luck.randint(0, 59)}"),
        published_at=published_at,
    )


def named_by(facts: Mapping, cast: Cast) -> dict[str, list]:
    """Return the rows that a text names, by the field in which it does."""
    sources = {
        "topics": ("topics", cast.topics),
        "life_stages": ("life_stages", cast.life_stages),
        "call_on": ("call", cast.organisations),
        "languages": ("languages", cast.languages),
    }
    return {
        field: [known[name] for name in facts[source]]
        for field, (source, known) in sources.items()
        if source in facts
    }


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


def guide_page(facts: Mapping, cast: Cast, luck: Random, *, today: date) -> GuidePage:
    """Return a guide that is not saved yet."""
    return GuidePage(
        **_page_facts(facts, cast, luck),
        audience=facts["audience"],
        steps_now="\n".join(facts["now"]),
        steps_next="\n".join(facts["next"]),
        documents="\n".join(facts["documents"]),
        checked_on=today - timedelta(days=facts["checked_days_ago"]),
    )


def mentor_page(facts: Mapping, cast: Cast, luck: Random) -> MentorPage:
    """Return a mentor's profile that is not saved yet."""
    return MentorPage(
        **_page_facts(facts, cast, luck),
        field=facts["field"],
        online=facts["online"],
        audience=facts["audience"],
        helps_with="\n".join(facts["helps_with"]),
    )


def _page_facts(facts, cast, luck) -> dict:
    organisation = cast.organisations[facts["organisation"]]
    author = luck.choice(cast.authors_of(facts["organisation"]))
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
