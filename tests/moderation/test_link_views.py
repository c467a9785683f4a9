"""Who sees the links that were mailed, and who revokes them."""

import pytest

from accounts.tokens import hash_token
from moderation import services
from moderation.models import DecisionLink
from tests.moderation.scene import LATER, NOON, row_of, submitted_by

OWN, ALL = "/racun/povezave/", "/cms/pregled/povezave/"


def link_of(page, user):
    token = services.issue_link(contribution=row_of(page), user=user, now=NOON)
    return DecisionLink.objects.get(token_hash=hash_token(token))


def titles_in(answer):
    return [str(link.contribution) for link in answer.context["links"]]


@pytest.fixture
def links(scene, submitted):
    """One link each of two people on duty; those of the hand-in are replaced."""
    return [link_of(submitted, user) for user in (scene.decider, scene.colleague)]


def is_open(link):
    return DecisionLink.objects.open(LATER).filter(pk=link.pk).exists()


def test_everybody_sees_their_own_open_links(scene, links, client):
    client.force_login(scene.decider)

    answer = client.get(OWN)

    assert list(answer.context["links"]) == links[:1]
    assert links[0].token_hash not in answer.content.decode()
    assert answer["Cache-Control"] == ("max-age=0, no-cache, no-store, must-revalidate, private")


@pytest.mark.parametrize("who", ["coordinator", "root"])
def test_coordinators_see_all_links_with_their_owners(scene, links, client, who):
    client.force_login(getattr(scene, who))

    answer = client.get(ALL)

    assert set(answer.context["links"]) == set(links)
    assert str(scene.decider) in answer.content.decode()


def test_links_that_decide_nothing_are_not_listed(scene, links, submitted, client):
    client.force_login(scene.coordinator)
    services.withdraw(page_id=submitted.pk, user=scene.author, now=NOON)

    assert titles_in(client.get(ALL)) == []


@pytest.mark.parametrize("who", ["decider", "follower"])
def test_all_links_are_nobody_elses_business(scene, links, client, who):
    client.force_login(getattr(scene, who))

    assert client.get(ALL).status_code == 404
    assert client.post(f"{ALL}{links[1].pk}/preklici/").status_code == 404
    assert is_open(links[1])


def test_nobody_without_an_account_sees_or_revokes_any(links, client):
    answers = [
        client.get(OWN),
        client.get(ALL),
        client.post(f"{OWN}{links[0].pk}/preklici/"),
        client.post(f"{OWN}preklici/"),
        client.post(f"{ALL}{links[0].pk}/preklici/"),
    ]

    assert all("/prijava/" in answer.url for answer in answers)
    assert is_open(links[0])


def test_its_owner_revokes_a_link(scene, links, client):
    client.force_login(scene.decider)

    answer = client.post(f"{OWN}{links[0].pk}/preklici/")

    links[0].refresh_from_db()
    assert (answer.url, links[0].revoked_by) == (OWN, scene.decider)
    assert [is_open(link) for link in links] == [False, True]


def test_a_coordinator_revokes_a_link(scene, links, client):
    client.force_login(scene.coordinator)

    answer = client.post(f"{ALL}{links[0].pk}/preklici/")

    links[0].refresh_from_db()
    assert (answer.url, links[0].revoked_by) == (ALL, scene.coordinator)
    assert [is_open(link) for link in links] == [False, True]


def test_its_owner_revokes_all_of_their_links(scene, links, client):
    another = submitted_by(scene.author, scene.youth, title="Drugo")
    links.append(link_of(another, scene.decider))
    client.force_login(scene.decider)

    assert client.post(f"{OWN}preklici/").url == OWN
    assert [is_open(link) for link in links] == [False, True, False]


@pytest.mark.parametrize("number", ["0", "999999", "9" * 18])
def test_a_link_that_is_none_or_another_ones_is_not_found(scene, links, client, number):
    client.force_login(scene.decider)

    assert client.post(f"{OWN}{number}/preklici/").status_code == 404
    assert client.post(f"{OWN}{links[1].pk}/preklici/").status_code == 404
    client.force_login(scene.coordinator)
    assert client.post(f"{ALL}{number}/preklici/").status_code == 404
    assert [is_open(link) for link in links] == [True, True]


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_revoking_takes_a_form(scene, links, client, method):
    client.force_login(scene.root)

    for address in (
        f"{OWN}preklici/",
        f"{OWN}{links[0].pk}/preklici/",
        f"{ALL}{links[0].pk}/preklici/",
    ):
        assert getattr(client, method)(address).status_code == 405
    assert [is_open(link) for link in links] == [True, True]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_lists_only_show(scene, client, method):
    client.force_login(scene.root)

    assert getattr(client, method)(OWN).status_code == 405
    assert getattr(client, method)(ALL).status_code == 405


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 40, "\0"])
def test_a_page_that_is_none_shows_another(scene, links, client, page):
    client.force_login(scene.decider)

    assert client.get(OWN, {"page": page}).status_code == 200


@pytest.mark.parametrize("address", [OWN, ALL])
def test_the_list_asks_as_much_for_few_as_for_many(
    scene, links, client, address, django_assert_max_num_queries, django_assert_num_queries
):
    user = scene.decider if address == OWN else scene.coordinator
    client.force_login(user)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for number in range(5):
        link_of(submitted_by(scene.author, scene.youth, title=f"Št. {number}"), scene.decider)

    with django_assert_num_queries(len(few)):
        answer = client.get(address)

    assert len(answer.context["links"]) >= 6
