"""The coordinators' screen of trust, and the list in which duty takes down with one tap."""

import pytest
from django.urls import reverse

from moderation import services
from moderation.models import Step
from network.models import Organisation, TrustChange
from tests.calendar_app.factories import EventPageFactory
from tests.moderation.scene import NOON, letters, public_title
from tests.network.factories import OrganisationFactory

LIST = "/cms/zaupanje/"
LIST_QUERIES = 10


def address(organisation):
    return reverse("moderation:trust_of", args=[organisation.pk])


@pytest.fixture
def as_coordinator(client, scene):
    client.force_login(scene.coordinator)
    return client


def is_trusted(organisation):
    return Organisation.objects.get(pk=organisation.pk).is_trusted_for_events


def test_a_coordinator_gives_trust_and_sees_it_in_the_list(as_coordinator, scene):
    answer = as_coordinator.post(
        address(scene.youth), {"is_trusted": "True", "reason": "Zanesljiva."}
    )

    listed = as_coordinator.get(LIST).context["organisations"]
    shown = as_coordinator.get(address(scene.youth))
    assert (answer.status_code, answer.url) == (302, address(scene.youth))
    assert [row.is_trusted_for_events for row in listed][:2] == [True, False]
    assert listed[0] == scene.youth
    assert [change.reason for change in shown.context["changes"]] == ["Zanesljiva."]
    assert shown.context["form"]["is_trusted"].value() is False


@pytest.mark.parametrize("who", ["author", "lead", "decider", "follower", "stranger", "root", None])
def test_to_everybody_else_there_is_no_such_address(client, scene, who):
    if who:
        client.force_login(getattr(scene, who))

    answers = [
        client.get(LIST),
        client.get(address(scene.youth)),
        client.post(address(scene.youth), {"is_trusted": "True", "reason": "Zanesljiva."}),
    ]

    # Whoever is signed out gets their words back, on a page of its own.
    assert {answer.status_code for answer in answers} <= ({302, 404} if who else {302, 403})
    assert {answer.url.partition("?")[0] for answer in answers if answer.status_code == 302} <= {
        "/prijava/",
        "/cms/login/",
        "/oddaj/",
    }
    assert (is_trusted(scene.youth), TrustChange.objects.count()) == (False, 0)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"is_trusted": "True"}, 422),
        ({"is_trusted": "True", "reason": "   "}, 422),
        ({"reason": "Zanesljiva."}, 422),
        ({"is_trusted": "ja", "reason": "Zanesljiva."}, 422),
        ({"is_trusted": ["maybe", "1"], "reason": "Zanesljiva."}, 422),
        ({"is_trusted": "True", "reason": "a" * 4001}, 422),
        ({"is_trusted": "True", "reason": "\x00"}, 422),
        ({"is_trusted": "False", "reason": "Ni je."}, 409),
    ],
    ids=[
        "nothing",
        "no reason",
        "an empty reason",
        "no state",
        "another state",
        "two states",
        "too long a reason",
        "a null byte",
        "what it is already",
    ],
)
def test_what_cannot_be_understood_changes_nothing_and_is_kept(as_coordinator, scene, sent, status):
    answer = as_coordinator.post(address(scene.youth), sent)

    assert answer.status_code == status
    assert answer.context["form"]["reason"].value() == sent.get("reason")
    assert answer.context["form"]["is_trusted"].value() == "True"
    assert (is_trusted(scene.youth), TrustChange.objects.count(), letters()) == (False, 0, [])


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999"])
def test_what_is_no_organisation_is_not_found(as_coordinator, scene, number):
    sent = {"is_trusted": "True", "reason": "Zanesljiva."}

    assert as_coordinator.get(f"{LIST}{number}/").status_code == 404
    assert as_coordinator.post(f"{LIST}{number}/", sent).status_code == 404


def test_other_methods_are_refused(as_coordinator, scene):
    answers = [
        as_coordinator.post(LIST),
        as_coordinator.delete(LIST),
        as_coordinator.put(address(scene.youth)),
        as_coordinator.delete(address(scene.youth)),
    ]

    assert [answer.status_code for answer in answers] == [405] * 4


def test_the_state_is_not_in_the_organisations_own_form(client, scene):
    client.force_login(scene.root)
    screen = reverse("wagtailsnippets_network_organisation:edit", args=[scene.youth.pk])

    client.post(screen, {"is_trusted_for_events": "on"})

    assert "is_trusted_for_events" not in client.get(screen).content.decode()
    assert not is_trusted(scene.youth)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_few_and_many(
    as_coordinator, scene, count, django_assert_num_queries
):
    for _ in range(count):
        OrganisationFactory()
    as_coordinator.get(LIST)

    with django_assert_num_queries(LIST_QUERIES):
        as_coordinator.get(LIST)


# --- duty's list --------------------------------------------------------------------------------


@pytest.fixture
def listed(scene):
    Organisation.objects.filter(pk=scene.youth.pk).update(is_trusted_for_events=True)
    event = EventPageFactory(organisation=scene.youth, owner=scene.author, title="Koncert")
    services.hand_in(page_id=event.pk, user=scene.author, now=NOON)
    return event


def button(response):
    """Whether the list has a button, and the reason that it sends."""
    words = response.content.decode()
    before, _found, rest = words.partition('name="reason" value="')
    return ("/umakni/" in before, rest.partition('"')[0])


@pytest.mark.parametrize("who", ["decider", "colleague", "coordinator", "root"])
def test_whoever_keeps_watch_takes_down_from_the_list_with_one_tap(client, scene, listed, who):
    client.force_login(getattr(scene, who))

    has_button, reason = button(client.get("/cms/pregled/"))
    answer = client.post(f"/cms/pregled/{listed.pk}/umakni/", {"reason": reason})

    step = Step.objects.of_page(listed.pk).first()
    assert (has_button, bool(reason)) == (True, True)
    assert (answer.status_code, answer.url) == (302, "/cms/pregled/")
    assert public_title(listed) is None
    assert (step.kind, step.comment) == ("taken_down", reason)
    assert button(client.get("/cms/pregled/")) == (False, "")


@pytest.mark.parametrize("who", ["follower", "stranger", "author"])
def test_who_does_not_keep_watch_has_neither_list_nor_button(client, scene, listed, who):
    client.force_login(getattr(scene, who))

    client.post(f"/cms/pregled/{listed.pk}/umakni/", {"reason": "Ni res."})

    assert button(client.get("/cms/pregled/")) == (False, "")
    assert public_title(listed) == "Koncert"


def test_whoever_was_signed_out_gets_the_reason_back(client, scene):
    answer = client.post(address(scene.youth), {"is_trusted": "True", "reason": "Zanesljiva."})

    assert (answer.status_code, "Zanesljiva." in answer.content.decode()) == (403, True)
    assert not is_trusted(scene.youth)
