import pytest
from django.http import QueryDict
from wagtail.models import Locale

from calendar_app.forms import EventFilterForm
from calendar_app.models import EventPage
from core.models import Topic
from network.models import Municipality
from tests.blog.test_forms import ODD_VALUES
from tests.calendar_app.factories import EventPageFactory
from tests.calendar_app.moments import INSTANT, NOON, local


def filters(address):
    return EventFilterForm(QueryDict(address), locale_id=Locale.get_default().pk)


def narrowed(address):
    found = filters(address).narrow(EventPage.objects.all(), NOON)
    return [event.title for event in found]


@pytest.fixture
def events(db):
    """Two that come and two that are over; of each pair every filter lets one through."""
    topic = Topic.objects.create(name="Glasba", slug="glasba", locale=Locale.get_default())
    fits = {
        "topics": [topic],
        "municipality": Municipality.objects.get(slug="prevalje"),
        "activity": "concert",
    }
    EventPageFactory(title="tomorrow", starts_at=local(2026, 11, 11), **fits)
    EventPageFactory(title="today", starts_at=NOON)
    EventPageFactory(title="last week", starts_at=local(2026, 11, 3), **fits)
    EventPageFactory(title="until now", starts_at=NOON - INSTANT, ends_at=NOON)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ["today", "tomorrow"]),
        ("kdaj=pretekli", ["until now", "last week"]),
        ("tema=glasba", ["tomorrow"]),
        ("obcina=prevalje", ["tomorrow"]),
        ("dejavnost=concert", ["tomorrow"]),
        ("kdaj=pretekli&tema=glasba&obcina=prevalje&dejavnost=concert", ["last week"]),
        ("dejavnost=camp", []),
        ("obcina=mezica&tema=glasba", []),
    ],
)
def test_narrow_keeps_what_fits_in_the_order_in_which_one_looks_for_it(events, address, found):
    assert narrowed(address) == found


@pytest.mark.parametrize("name", ["kdaj", "tema", "obcina", "dejavnost"])
@pytest.mark.parametrize("value", ODD_VALUES.values(), ids=ODD_VALUES)
def test_odd_values_are_left_aside(events, name, value):
    address = f"{name}={value}"

    assert (narrowed(address), filters(address).query()) == (["today", "tomorrow"], "")


def test_a_topic_is_taken_in_the_language_of_the_list(events):
    english = Locale.objects.get(language_code="en")
    Topic.objects.create(name="Music", slug="glasba", locale=english)

    assert narrowed("tema=glasba") == ["tomorrow"]


def test_query_keeps_what_was_understood_in_the_order_of_the_form(events):
    form = filters("page=3&dejavnost=concert&obcina=ni-tega&kdaj=pretekli&drugo=x")

    assert form.query() == "kdaj=pretekli&dejavnost=concert"
