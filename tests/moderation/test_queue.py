"""The queue, narrowed by its address."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext

from moderation import services
from moderation.age import LIGHTS, age, promised_days
from moderation.models import Step, StepKind
from network.models import Contribution, Municipality
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import NOON, as_read, submitted_by, write
from tests.moderation.test_views import QUEUE, many_submissions

TODAY = NOON.date()


@pytest.mark.parametrize("left", range(-3, 5))
def test_promised_days_of_a_light_are_those_that_are_drawn_with_it(left):
    """Narrowing by a light gives the rows that carry it, over the end of a month too."""
    today = date(2028, 2, 28)
    promised = today + timedelta(days=left)

    lights = [
        light
        for light in LIGHTS
        for days in [promised_days(light, today)]
        if days.get("gte", promised) <= promised < days.get("lt", promised + timedelta(days=1))
    ]

    assert lights == [age(promised, today).light]


@pytest.fixture
def waiting(scene):
    """A post that is late, an event of the partner itself for today, a post with time."""
    scene.partner.municipality = Municipality.objects.get(slug="prevalje")
    scene.partner.save()
    late = submitted_by(scene.author, scene.youth, title="Pozno")
    event = EventPageFactory(organisation=scene.partner, owner=scene.decider, title="Dogodek")
    services.hand_in(page_id=event.pk, user=scene.decider, now=NOON)
    calm = submitted_by(scene.co_author, scene.youth, title="Mirno")
    for page, days in ((late, -1), (event, 1), (calm, 2)):
        Contribution.objects.filter(page=page.pk).update(
            answer_by=TODAY + timedelta(days=days), submitted_at=NOON + timedelta(minutes=days)
        )
    services.claim(page_id=calm.pk, user=scene.colleague, now=NOON)


def titles(client, query=""):
    return [str(row) for row in client.get(QUEUE + query).context["submissions"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Pozno", "Dogodek", "Mirno"]),
        ("?vrsta=dogodek", ["Dogodek"]),
        ("?organizacija=klub", ["Pozno", "Mirno"]),
        ("?obcina=prevalje", ["Dogodek"]),
        ("?rok=zamuja", ["Pozno"]),
        ("?rok=danes", ["Dogodek"]),
        ("?rok=mirno", ["Mirno"]),
        ("?prosto=on", ["Pozno", "Dogodek"]),
        ("?moje=on", ["Pozno", "Mirno"]),
        ("?moje=on&prosto=on&organizacija=klub", ["Pozno"]),
        ("?vrsta=dogodek&rok=zamuja", []),
    ],
)
def test_queue_is_narrowed_by_its_address(scene, waiting, client, query, expected):
    client.force_login(scene.decider)

    assert titles(client, query) == expected


@pytest.mark.parametrize("name", ["vrsta", "organizacija", "obcina", "rok", "page"])
@pytest.mark.parametrize("value", ["nic", "1", "%00", "' OR 1=1", "x" * 3000, "-1", "š"])
def test_queue_leaves_aside_what_it_cannot_understand(scene, waiting, client, name, value):
    client.force_login(scene.decider)

    answer = client.get(QUEUE, {name: value})

    assert [str(row) for row in answer.context["submissions"]] == ["Pozno", "Dogodek", "Mirno"]
    assert answer.context["query"] == ""
    assert "form_field_wrong" not in answer.content.decode()


def test_queue_takes_the_last_of_what_is_said_twice(scene, waiting, client):
    client.force_login(scene.decider)

    assert titles(client, "?rok=zamuja&rok=mirno") == ["Mirno"]


def test_queue_counts_by_what_it_can_be_narrowed_by(scene, waiting, client):
    client.force_login(scene.decider)

    context = client.get(QUEUE + "?rok=zamuja").context

    assert context["kinds"] == {"dogodek": (gettext("Event"), 1), "objava": (gettext("Post"), 2)}
    assert [number for _label, number in context["lights"].values()] == [1, 1, 1]
    assert [label for _word, label in context["filters"].fields["organizacija"].choices[1:]] == [
        "Dežurni partner (1)",
        "Mladinski klub (2)",
    ]


def test_queue_offers_and_counts_only_what_the_person_may_read(scene, waiting, client):
    client.force_login(scene.follower)

    context = client.get(QUEUE).context

    assert (context["number_waiting"], list(context["kinds"])) == (1, ["dogodek"])
    assert [word for word, _label in context["filters"].fields["organizacija"].choices] == [
        "",
        "dezurni",
    ]


def test_queue_keeps_its_filters_from_page_to_page(scene, client):
    many_submissions(range(26), scene.youth)
    client.force_login(scene.decider)

    text = client.get(QUEUE + "?rok=danes&vrsta=x").content.decode()

    assert 'href="?rok=danes&amp;page=2"' in text


@pytest.mark.parametrize(
    ("who", "query", "said"),
    [
        ("decider", "?vrsta=dogodek&rok=zamuja", "Nothing of this kind waits"),
        ("coordinator", "?moje=on&rok=zamuja", "Nothing here is yours to decide"),
    ],
)
def test_an_empty_queue_says_which_kind_of_empty(scene, waiting, client, who, query, said):
    client.force_login(getattr(scene, who))

    assert gettext(said) in client.get(QUEUE + query).content.decode()


def test_an_empty_queue_says_who_is_on_duty_to_those_who_are_not(scene, submitted, client):
    client.force_login(scene.follower)

    text = client.get(QUEUE).content.decode()

    assert (gettext("Nothing waits for you") in text, "Dežurni partner" in text) == (True, True)


# --- how often sent back ------------------------------------------------------------------------


def send_back(page, scene):
    services.send_back(
        page_id=page.pk, user=scene.decider, now=NOON, comment="Ne.", **as_read(page)
    )


def test_queue_says_how_often_a_text_was_sent_back(scene, submitted, client):
    for _time in range(2):
        send_back(submitted, scene)
        services.hand_in(page_id=submitted.pk, user=scene.author, now=NOON)
    client.force_login(scene.decider)

    [row] = client.get(QUEUE).context["submissions"]

    assert row.times_sent_back == 2


def test_what_was_sent_back_before_it_was_published_counts_no_more(scene, submitted, clock):
    send_back(submitted, scene)
    services.hand_in(page_id=submitted.pk, user=scene.author, now=NOON)
    clock.move_to(NOON + timedelta(minutes=1))
    services.approve(page_id=submitted.pk, user=scene.decider, now=NOON, **as_read(submitted))
    before = Step.objects.times_sent_back([submitted.pk])
    write(submitted, scene.author, title="Sprememba")
    services.hand_in(page_id=submitted.pk, user=scene.author, now=NOON)
    later = NOON + timedelta(hours=1)
    services.send_back(
        page_id=submitted.pk, user=scene.decider, now=later, comment="Ne.", **as_read(submitted)
    )

    assert (before, Step.objects.times_sent_back([submitted.pk])) == ({}, {submitted.pk: 1})


# --- what it costs ------------------------------------------------------------------------------


def test_queue_asks_as_often_with_500_open_as_with_5(scene, client):
    """Each of the rows that are shown was sent back and is being read."""
    client.force_login(scene.decider)
    counts = []
    for more in (range(5), range(5, 500)):
        many_submissions(more, scene.youth)
        rows = Contribution.objects.submitted()[:25]
        Step.objects.bulk_create(
            Step(page=row.page, organisation=scene.youth, kind=StepKind.SENT_BACK, at=NOON)
            for row in rows
        )
        for row in rows:
            services.claim(page_id=row.page_id, user=scene.colleague, now=NOON)
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(QUEUE + "?moje=on&rok=danes&vrsta=objava&organizacija=klub")
        counts.append((len(queries), answer.context["submissions"].paginator.count))

    assert [number for _queries, number in counts] == [5, 500]
    assert counts[0][0] == counts[1][0] <= 25
