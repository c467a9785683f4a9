"""Giving trust and withdrawing it."""

import pytest

from moderation import services
from moderation.errors import NotAllowed, Refused, TooLate
from network.models import Organisation, TrustChange
from tests.moderation.scene import LATER, NOON, letters

GIVE = {"is_trusted": True, "now": NOON, "reason": "Zanesljiva je."}
WITHDRAW = {"is_trusted": False, "now": LATER, "reason": "Trije popravki v enem tednu."}


def changes():
    return list(TrustChange.objects.values_list("is_trusted", "by__username", "at", "reason"))


def is_trusted(organisation):
    return Organisation.objects.get(pk=organisation.pk).is_trusted_for_events


def test_a_coordinator_gives_and_withdraws_trust_and_the_leads_are_told(scene):
    about = {"organisation_id": scene.youth.pk, "user": scene.coordinator}

    services.change_trust(**about, **GIVE)
    given = is_trusted(scene.youth)
    services.change_trust(**about, **WITHDRAW)

    assert (given, is_trusted(scene.youth)) == (True, False)
    assert changes() == [
        (False, "koordinator", LATER, "Trije popravki v enem tednu."),
        (True, "koordinator", NOON, "Zanesljiva je."),
    ]
    assert letters() == [("vodja", "trust_given"), ("vodja", "trust_withdrawn")]


@pytest.mark.parametrize("who", ["author", "lead", "decider", "follower", "root", "stranger"])
def test_nobody_else_gives_trust(scene, who):
    with pytest.raises(NotAllowed):
        services.change_trust(organisation_id=scene.youth.pk, user=getattr(scene, who), **GIVE)

    assert (is_trusted(scene.youth), changes(), letters()) == (False, [], [])


def test_the_second_of_two_is_told(scene):
    about = {"organisation_id": scene.youth.pk, "user": scene.coordinator}
    services.change_trust(**about, **GIVE)

    with pytest.raises(TooLate):
        services.change_trust(**about, **GIVE)

    assert len(changes()) == 1


def test_trust_needs_a_reason_and_an_organisation_of_the_network(scene):
    about = {"organisation_id": scene.youth.pk, "user": scene.coordinator}

    with pytest.raises(Refused):
        services.change_trust(**about, **{**GIVE, "reason": "  "})
    Organisation.objects.filter(pk=scene.youth.pk).update(is_active=False)
    with pytest.raises(Refused):
        services.change_trust(**about, **GIVE)
    with pytest.raises(TooLate):
        services.change_trust(**{**about, "organisation_id": 0}, **GIVE)

    assert changes() == []


def test_trust_is_withdrawn_from_who_has_left_the_network(scene):
    Organisation.objects.filter(pk=scene.youth.pk).update(
        is_active=False, is_trusted_for_events=True
    )

    services.change_trust(organisation_id=scene.youth.pk, user=scene.coordinator, **WITHDRAW)

    assert not is_trusted(scene.youth)
