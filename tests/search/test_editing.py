"""Adding synonyms, and those of a new installation."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from moderation.errors import NotAllowed
from search.models import Synonym
from search.services import add_synonym, ensure_synonyms
from tests.moderation.scene import NOON


def add(user, **facts):
    return add_synonym(
        **{"language": "sl", "typed": "Bajsa", "means": "hiša", "is_two_way": False, **facts},
        user=user,
        now=NOON,
    )


@pytest.mark.parametrize("who", ["decider", "coordinator", "root"])
def test_add_synonym_is_for_duty_and_coordinators_and_is_noted(scene, who):
    user = getattr(scene, who)

    synonym = add(user)

    assert Synonym.objects.get(typed="bajsa") == synonym
    assert [entry.user for entry in ModelLogEntry.objects.for_instance(synonym)] == [user]


@pytest.mark.parametrize("who", ["follower", "author", "lead", "stranger"])
def test_add_synonym_is_refused_to_others(scene, who):
    with pytest.raises(NotAllowed):
        add(getattr(scene, who))

    assert not Synonym.objects.filter(typed="bajsa").exists()


def test_add_synonym_is_refused_where_there_is_one(scene):
    add(scene.decider)

    with pytest.raises(ValidationError):
        add(scene.decider, means="dom")

    assert Synonym.objects.get(typed="bajsa").means == "hiša"


def test_add_synonym_tells_the_second_of_two_at_once(scene, monkeypatch):
    add(scene.decider)
    # As if the first had been saved after the second had looked.
    monkeypatch.setattr(Synonym, "validate_constraints", lambda self, exclude=None: None)
    monkeypatch.setattr(Synonym, "validate_unique", lambda self, exclude=None: None)

    with pytest.raises(ValidationError):
        add(scene.decider)

    assert Synonym.objects.filter(typed="bajsa").count() == 1


def test_starter_set_is_made_once_and_says_what_people_here_say(db):
    Synonym.objects.all().delete()

    first, second = ensure_synonyms(), ensure_synonyms()

    kept = dict(Synonym.objects.values_list("typed", "means"))
    assert (first, second, 30 <= first <= 100) == (len(kept), 0, True)
    assert (kept["mam"], kept["ferajn"], kept["kšeft"]) == ("imam", "društvo", "posel, delo")


def test_starter_set_stays_as_its_editors_left_it(db):
    Synonym.objects.exclude(typed="mam").delete()

    assert (ensure_synonyms(), Synonym.objects.count()) == (0, 1)
