"""What a visit costs: a small number of queries, the same for one row and for twelve."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Site

from calendar_app.models import EventChange
from core.models import Picture, Topic
from home.models import SiteFooter
from network.models import Municipality
from tests.blog.factories import PostPageFactory
from tests.calendar_app.factories import EventPageFactory
from tests.contribute.pictures import picture_file
from tests.network.factories import OrganisationFactory, PlaceFactory

MANY = 12
# Of these, Wagtail itself asks ten to find a section and to see whether it is private: site,
# language, two pages with their types, what stands above, restrictions, addresses of the site.
LISTS = {
    "blog": ("/blog/", 24),
    "calendar": ("/koledar/", 23),
    "organisations": ("/organizacije/", 21),
    "front page": ("/", 22),
    "search": ("/iskanje/?q=kavarna", 22),
    "organisation": ("/organizacije/kavarna-0/", 25),
    "post": ("/blog/kavarna-0/", 23),
    "event": ("/koledar/kavarna-0/", 21),
}


@pytest.fixture
def publish(furniture, django_capture_on_commit_callbacks):
    """Make an organisation with a post and an event, each with everything that a card shows."""

    def make(number, organisation=None):
        with django_capture_on_commit_callbacks(execute=True):
            own = _organisation(number)
            return _texts(number, organisation or own)

    return make


@pytest.fixture
def furniture(on_duty):
    """Header and footer show everything they can."""
    footer = SiteFooter.objects.get()
    for name in ("Ministrstvo", "Evropska unija"):
        footer.funders.create(name=name, logo=_picture())
    footer.save()


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
    ]


def _organisation(number):
    return OrganisationFactory(
        name=f"Kavarna {number}", slug=f"kavarna-{number}", logo=_picture()
    )


def _texts(number, organisation):
    facts = {
        "title": "Kavarna",
        "slug": f"kavarna-{number}",
        "organisation": organisation,
        "municipality": Municipality.objects.get(slug="mezica"),
        "picture_alt": "Kavarna.",
        "topics": _topics(number),
        "published": True,
    }
    PostPageFactory(picture=_picture(), **facts)
    starts_at = timezone.now() + timedelta(days=1, minutes=number)
    event = EventPageFactory(
        picture=_picture(), place=PlaceFactory(), starts_at=starts_at, **facts
    )
    EventChange.objects.create(
        translation_key=event.translation_key, status="full", changed_at=timezone.now()
    )
    return organisation


def _cost_of_a_visit(client, url) -> int:
    """Count what an anonymous visitor asks of the database who comes first after a restart.

    Pictures have their sizes: those are made once, for the first visitor of all.
    """
    client.get(url)
    cache.clear()
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries)


@pytest.mark.parametrize(("url", "most"), LISTS.values(), ids=LISTS)
def test_a_visit_costs_the_same_for_one_row_and_for_twelve(
    client, publish, url, most
):
    organisation = publish(0)
    # What stands beside a text and on its organisation's page is the same organisation's.
    owner = organisation if url.count("/") > 2 else None
    publish(1, owner)
    for_few = _cost_of_a_visit(client, url)

    for number in range(2, MANY):
        publish(number, owner)
    for_many = _cost_of_a_visit(client, url)

    print("COUNT", url, for_few, for_many)
    assert for_many <= for_few
    assert for_many <= most


def test_a_visitor_who_comes_later_costs_less(client, publish):
    publish(0)
    addresses = [url for url, _most in LISTS.values()]
    first = [_cost_of_a_visit(client, url) for url in addresses]

    later = []
    for url in addresses:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        later.append(len(queries))

    assert [cost - less >= 4 for cost, less in zip(first, later, strict=True)] == [True] * 8, later
