from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.models import EventChange
from mail.models import OutgoingMail
from moderation import services
from moderation.collecting import silent_organisations, untold_events
from moderation.errors import NotAllowed, Refused, TooLate
from moderation.models import Asking
from network.models import Organisation
from tests.at_once import race
from tests.blog.factories import PostPageFactory
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import NOON, letters, set_scene, submitted_by
from tests.network.factories import OrganisationFactory, member_of

LONG_AGO = NOON - timedelta(days=90)


def silent(now=NOON):
    return [wanted.organisation.slug for wanted in silent_organisations(now)]


def published_on(moment, organisation, **facts):
    post = PostPageFactory(organisation=organisation, published=True, **facts)
    type(post).objects.filter(pk=post.pk).update(
        first_published_at=moment, latest_revision_created_at=moment
    )
    return post


@pytest.fixture
def concert(scene):
    """A public event of the youth organisation that ended yesterday evening."""
    starts_at = NOON - timedelta(hours=18)
    return EventPageFactory(
        organisation=scene.youth,
        title="Koncert",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        published=True,
    )


def test_silent_organisations_are_those_of_young_people_the_longest_silent_first(scene):
    published_on(LONG_AGO, scene.youth)
    other = Organisation.objects.get(slug="drugi")
    published_on(LONG_AGO - timedelta(days=1), other)
    published_on(NOON - timedelta(days=1), OrganisationFactory(slug="zivahni"))
    OrganisationFactory(slug="nikoli")
    OrganisationFactory(slug="odsli", is_active=False)
    OrganisationFactory(slug="ustanova", is_youth_organisation=False, is_institution=True)
    OrganisationFactory(slug="celica", is_youth_organisation=False, is_youth_cell=True)

    assert silent() == ["drugi", "klub", "celica", "nikoli"]


@pytest.mark.parametrize(
    ("days", "is_silent"), [(59, False), (60, False), (61, True)], ids=["59", "60", "61"]
)
def test_silent_organisations_have_not_handed_in_for_sixty_days(scene, clock, days, is_silent):
    clock.move_to(NOON - timedelta(days=days))
    submitted_by(scene.author, scene.youth, now=NOON - timedelta(days=days))
    clock.move_to(NOON)

    assert ("klub" in silent()) == is_silent


def test_untold_events_are_those_just_past_of_which_nobody_has_written_since(scene, concert):
    assert [(w.organisation, w.event.title, w.asked_at) for w in untold_events(NOON)] == [
        (scene.youth, "Koncert", None)
    ]
    assert untold_events(NOON + timedelta(days=15)) == []
    assert untold_events(concert.ends_at - timedelta(seconds=1)) == []

    published_on(NOON - timedelta(hours=1), scene.youth)

    assert untold_events(NOON) == []


def test_untold_events_leave_out_what_did_not_take_place(scene, concert):
    EventChange.objects.create(
        translation_key=concert.translation_key, status="cancelled", changed_at=NOON
    )

    assert untold_events(NOON) == []


def test_untold_events_leave_out_who_left_the_network(scene, concert):
    Organisation.objects.filter(pk=scene.youth.pk).update(is_active=False)

    assert untold_events(NOON) == []


def test_an_older_text_or_another_event_does_not_tell(scene, concert):
    published_on(NOON - timedelta(days=3), scene.youth)
    EventPageFactory(organisation=scene.youth, starts_at=NOON + timedelta(days=3), published=True)

    assert [wanted.event.page_id for wanted in untold_events(NOON)] == [concert.pk]


def test_ask_for_text_writes_to_its_people_once_with_the_way_to_the_form(scene):
    asking = services.ask_for_text(organisation_id=scene.youth.pk, user=scene.decider, now=NOON)

    assert letters() == [
        ("avtorica", "asked_for_text"),
        ("soavtor", "asked_for_text"),
        ("vodja", "asked_for_text"),
    ]
    assert {"/oddaj/\n" in mail.text for mail in OutgoingMail.objects.all()} == {True}
    assert (asking.organisation, asking.by, asking.at, asking.event) == (
        scene.youth,
        scene.decider,
        NOON,
        None,
    )


def test_ask_for_text_about_an_event_leads_to_the_form_of_a_post(scene, concert):
    asking = services.ask_for_text(
        organisation_id=scene.youth.pk, event_id=concert.pk, user=scene.coordinator, now=NOON
    )

    assert asking.event_id == concert.pk
    assert {"Koncert" in mail.subject for mail in OutgoingMail.objects.all()} == {True}
    assert {"/oddaj/objava/\n" in mail.text for mail in OutgoingMail.objects.all()} == {True}


@pytest.mark.parametrize(("days", "may"), [(29, False), (30, True)], ids=["29 days", "30 days"])
def test_ask_for_text_is_refused_within_thirty_days(scene, concert, days, may):
    services.ask_for_text(
        organisation_id=scene.youth.pk, user=scene.coordinator, now=NOON - timedelta(days=days)
    )

    def again():
        return services.ask_for_text(
            organisation_id=scene.youth.pk, event_id=concert.pk, user=scene.decider, now=NOON
        )

    if may:
        assert again().at == NOON
    else:
        with pytest.raises(TooLate):
            again()


def test_ask_for_text_is_not_for_everybody(scene):
    for user in (scene.follower, scene.author, scene.lead, scene.stranger):
        with pytest.raises(NotAllowed):
            services.ask_for_text(organisation_id=scene.youth.pk, user=user, now=NOON)

    assert (letters(), Asking.objects.count()) == ([], 0)


def test_ask_for_text_is_refused_where_there_is_nobody_to_ask(scene):
    left = OrganisationFactory(is_active=False)
    member_of(left)

    for organisation_id in (OrganisationFactory().pk, left.pk, 0, 2**60):
        with pytest.raises(Refused):
            services.ask_for_text(organisation_id=organisation_id, user=scene.decider, now=NOON)

    assert Asking.objects.count() == 0


def test_ask_for_text_about_somebody_elses_event_is_refused(scene, concert):
    other = Organisation.objects.get(slug="drugi")

    with pytest.raises(TooLate):
        services.ask_for_text(
            organisation_id=other.pk, event_id=concert.pk, user=scene.decider, now=NOON
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_write_once(committed_site):
    scene = set_scene()

    answers = race(
        *[
            lambda user=user: services.ask_for_text(
                organisation_id=scene.youth.pk, user=user, now=NOON
            )
            for user in (scene.decider, scene.coordinator)
        ]
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Asking", "TooLate"]
    assert OutgoingMail.objects.count() == 3


# --- the screen -------------------------------------------------------------------------------------
LIST, ASK = "/cms/pregled/zbiranje/", "/cms/pregled/zbiranje/prosi/"


def test_collecting_lists_both_kinds_for_duty_and_coordinators(client, scene, concert):
    published_on(LONG_AGO, Organisation.objects.get(slug="drugi"), title="Davno")

    for user in (scene.decider, scene.coordinator, scene.root):
        client.force_login(user)
        page = client.get(LIST).content.decode()

        assert ["Koncert" in page, page.count(f'action="{ASK}"')] == [True, 2]


def test_collecting_is_shown_to_nobody_else(client, scene):
    client.force_login(scene.follower)

    answers = [client.get(LIST), client.post(ASK, {"organisation": scene.youth.pk})]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/cms/")] * 2
    assert letters() == []


def test_collecting_asks_with_one_click_and_says_so(client, scene):
    client.force_login(scene.decider)

    page = client.post(ASK, {"organisation": scene.youth.pk}, follow=True).content.decode()

    assert len(letters()) == 3
    assert scene.youth.name in page
    assert page.count(f'action="{ASK}"') == 1
    assert "10. 11." in page


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"organisation": ""},
        {"organisation": "nič"},
        {"organisation": "-1"},
        {"organisation": "9" * 40},
        {"organisation": "1\x00"},
        {"organisation": ["1", "x"]},
        {"organisation": "{youth}", "event": "9" * 40},
        {"organisation": "{youth}", "event": "' OR 1=1"},
        {"organisation": "{youth}", "event": "1"},
    ],
    ids=str,
)
def test_ask_refuses_what_no_form_of_ours_sends(client, scene, posted):
    client.force_login(scene.decider)
    posted = {
        name: value.format(youth=scene.youth.pk) if isinstance(value, str) else value
        for name, value in posted.items()
    }

    response = client.post(ASK, posted)

    assert (response.status_code, response.url) == (302, LIST)
    assert (letters(), Asking.objects.count()) == ([], 0)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_ask_takes_posts_alone(client, scene, method):
    client.force_login(scene.decider)

    assert getattr(client, method)(ASK).status_code == 405


def queries_of_list(client):
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    return len(queries)


def test_collecting_asks_as_often_for_many_as_for_few(client, scene, concert):
    client.force_login(scene.decider)
    few = queries_of_list(client)
    for _number in range(4):
        organisation = OrganisationFactory()
        EventPageFactory(
            organisation=organisation,
            starts_at=NOON - timedelta(hours=5),
            ends_at=NOON - timedelta(hours=4),
            published=True,
        )

    assert queries_of_list(client) == few
