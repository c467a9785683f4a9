"""Synonyms in the CMS."""

import pytest
from django.urls import reverse

from search.models import Synonym

LIST = reverse("wagtailsnippets_search_synonym:list")
ADD = reverse("wagtailsnippets_search_synonym:add")


def typed(**facts):
    return {"language": "sl", "typed": "Bajsa", "means": "Hiša, dom", **facts}


def test_synonyms_are_listed_added_changed_and_deleted_by_coordinators(scene, client):
    client.force_login(scene.coordinator)

    assert "bajta" in client.get(LIST).content.decode()
    assert client.post(ADD, typed()).status_code == 302
    synonym = Synonym.objects.get(typed="bajsa")
    assert synonym.means == "hiša, dom"
    edit, delete = (
        reverse(f"wagtailsnippets_search_synonym:{name}", args=[synonym.pk])
        for name in ("edit", "delete")
    )
    assert client.post(edit, typed(means="koča", is_two_way="on")).status_code == 302
    synonym.refresh_from_db()
    assert (synonym.means, synonym.is_two_way) == ("koča", True)
    assert client.post(delete).status_code == 302
    assert not Synonym.objects.filter(pk=synonym.pk).exists()


@pytest.mark.parametrize("who", ["decider", "follower", "author", "lead"])
def test_synonyms_in_the_cms_are_for_coordinators_alone(scene, client, who):
    client.force_login(getattr(scene, who))
    before = list(Synonym.objects.values())

    answers = {client.get(LIST).status_code, client.post(ADD, typed()).status_code}

    assert (answers <= {302, 403, 404}, list(Synonym.objects.values()) == before) == (True, True)


def test_synonym_that_is_there_already_is_refused(scene, client):
    client.force_login(scene.coordinator)

    answer = client.post(ADD, typed(typed="FERAJN"))

    assert (answer.status_code, Synonym.objects.filter(typed="ferajn").count()) == (200, 1)


def test_synonym_that_somebody_saved_a_moment_before_is_refused(scene, client, monkeypatch):
    client.force_login(scene.coordinator)
    # As if it had been saved after this form had looked.
    for name in ("validate_constraints", "validate_unique"):
        monkeypatch.setattr(Synonym, name, lambda self, exclude=None: None)

    answer = client.post(ADD, typed(typed="ferajn"))

    assert (answer.status_code, Synonym.objects.filter(typed="ferajn").count()) == (200, 1)
