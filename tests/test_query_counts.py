"""What a visit costs: a small number of queries, the same for few rows and for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from calendar_app.models import EventChange
from core.models import LifeStage, Picture, Topic
from home.models import HomePage
from moderation.services import publish_without_review
from moderation.translating import begin
from network.models import Contribution, Place
from tests.blog.factories import PostPageFactory
from tests.calendar_app.factories import EventPageFactory
from tests.contribute.pictures import picture_file
from tests.core.factories import LifeStageFactory
from tests.guides.factories import GuidePageFactory
from tests.mentors.factories import MentorPageFactory
from tests.network.factories import OrganisationFactory, PlaceFactory, differs, opens

FEW, MANY = 2, 12
# The search shows twelve: two of each kind are found, so that all kinds are among them however many
# rows there are; how it does with more of one kind, tests/search/test_views.py knows.
FOUND = 2
# Of every kind at once: synonyms, two for the hits and two for those in other languages, entries, what
# they are of (a query for the pages, one for each of topic, organisation and place, two for events),
# names of filters, what is promoted, and what was asked is counted. Header and footer take two;
# PostgreSQL counts what is found in a statement of its own.
SEARCH = 18 if connection.vendor == "postgresql" else 17
# The most that a visit may ask of the database.
AT_MOST = {
    "/": 24,
    "/blog/": 16,
    "/blog/kavarna-0/": 12,
    "/koledar/": 16,
    "/koledar/kavarna-0/": 12,
    "/vodniki/": 16,
    "/vodniki/kavarna-0/": 12,
    "/mentorji/": 16,
    "/mentorji/kavarna-0/": 12,
    "/organizacije/": 16,
    "/organizacije/kavarna-0/": 16,
    "/prostori/": 16,
    "/prostori/kavarna-0/": 12,
    "/teme/": 12,
    "/teme/kavarna/": 16,
    "/obcine/": 12,
    "/obcine/mezica/": 16,
    "/iskanje/?q=kavarna": SEARCH,
    # Every second text is translated; the others are offered in Slovene.
    "/de/": 24,
    "/de/blog/": 16,
    "/de/blog/kavarna-0/": 12,
    "/de/koledar/": 16,
    "/de/koledar/kavarna-0/": 12,
    "/de/vodniki/": 16,
    "/de/vodniki/kavarna-0/": 12,
    "/de/mentorji/": 16,
    "/de/mentorji/kavarna-0/": 12,
    "/de/obcine/mezica/": 16,
    "/de/iskanje/?q=kavarna": SEARCH,
}


@pytest.fixture
def furniture(on_duty):
    """Header and footer show everything they can."""
    home = HomePage.objects.get(locale__language_code="sl")
    for name in ("Ministrstvo", "Evropska unija"):
        home.funders.create(name=name, logo=_picture())
    home.save()


def _picture():
    picture = Picture(title="Slika", author="Ana")
    picture.file.save("slika.jpg", picture_file())
    return picture


def _topics(number):
    return [
        Topic.objects.create(
            name=f"Tema {number} {part}",
            slug=f"tema-{number}-{part}",
            locale=Locale.get_default(),
        )
        for part in ("a", "b")
    ] + [_shared_topic()]


def _shared_topic():
    locale = Locale.get_default()
    return Topic.objects.get_or_create(slug="kavarna", locale=locale, defaults={"name": "Kavarna"})[
        0
    ]


def _life_stages(number):
    """One that several share and one of its own."""
    shared = LifeStage.objects.filter(slug="obdobje").first() or LifeStageFactory(slug="obdobje")
    return [shared, LifeStageFactory(slug=f"obdobje-{number}-a")]


def _name(number):
    return f"Kavarna {number}" if number < FOUND else f"Gostilna {number}"


def _place(number, **facts):
    """A place with hours and a day that differs; its name is found by the search."""
    place = PlaceFactory(name=_name(number), slug=f"kavarna-{number}", **facts)
    opens(place, range(1, 8), "10:00", "02:00")
    differs(place, timezone.localdate() + timedelta(days=2), note="Popis")
    return place


def _publish(number, owner):
    """Make an organisation, a place and one text of each kind of ``owner``, with all a card shows."""
    organisation = OrganisationFactory(
        name=_name(number), slug=f"kavarna-{number}", logo=_picture()
    )
    opens(organisation, range(1, 6), "08:00", "15:00")
    place = _place(
        number, organisation=owner or organisation, municipality=organisation.municipality
    )
    facts = {
        "title": "Kavarna" if number < FOUND else "Gostilna",
        "slug": f"kavarna-{number}",
        "organisation": owner or organisation,
        "municipality": organisation.municipality,
        "picture_alt": "Kavarna.",
        "topics": _topics(number),
        "published": True,
    }
    PostPageFactory(picture=_picture(), **facts)
    event = EventPageFactory(
        picture=_picture(),
        # Some take place at the first of all places, some each at its own.
        place=Place.objects.get(slug="kavarna-0") if number % 2 else place,
        starts_at=timezone.now() + timedelta(days=1, minutes=number),
        **facts,
    )
    GuidePageFactory(
        picture=_picture(),
        call_on=[organisation, facts["organisation"]],
        life_stages=_life_stages(number),
        documents="Obrazec | https://example.org",
        **facts,
    )
    MentorPageFactory(picture=_picture(), **facts)
    EventChange.objects.create(
        translation_key=event.translation_key, status="full", changed_at=timezone.now()
    )
    if number % 2 == 0:
        _translate(facts["slug"])
    return facts["organisation"]


def _translate(slug):
    """Publish the texts at this address in German as well."""
    for contribution in Contribution.objects.filter(page__slug=slug, is_translation=False):
        page = begin(contribution.page.specific, language="de", user=None)
        publish_without_review(page=page, now=timezone.now())


def _cost_of_a_visit(client, url) -> int:
    """Count what an anonymous visitor asks of the database; no page is kept, only what a running
    process keeps anyway (types, the site's address, header and footer)."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries)


def test_a_visit_costs_little_and_the_same_for_two_rows_and_for_twelve(
    client, furniture, django_capture_on_commit_callbacks
):
    owner = None
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(FEW):
            owner = _publish(number, owner)
    for_few = {url: _cost_of_a_visit(client, url) for url in AT_MOST}

    with django_capture_on_commit_callbacks(execute=True):
        for number in range(FEW, MANY):
            _publish(number, owner)
    for_many = {url: _cost_of_a_visit(client, url) for url in AT_MOST}

    assert for_many == for_few
    assert {url: cost for url, cost in for_many.items() if cost > AT_MOST[url]} == {}
