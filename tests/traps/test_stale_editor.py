"""Somebody decides while another has the editor open: nothing is lost, torn or made public."""

import pytest
from django.urls import reverse
from wagtail import hooks

from moderation import services
from network.rights import Proposal
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    disagreements,
    latest,
    public_title,
    published_by,
    row_of,
    submitted_by,
    write,
)
from tests.moderation.test_receivers import in_the_editor


def save_while(client, page, user, meanwhile, **facts):
    """Send the editor's form; ``meanwhile`` happens after the view has read the page."""
    came = []

    def somebody_is_faster(request, _page):
        if not came:
            came.append(True)
            meanwhile()

    client.force_login(user)
    with hooks.register_temporarily("before_edit_page", somebody_is_faster):
        return client.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            in_the_editor(page, title="Natipkano", **facts),
        )


def decided_by(scene, page, **facts):
    read = as_read(page)
    return lambda: services.approve(page_id=page.pk, user=scene.decider, now=LATER, **read, **facts)


def state_of(page):
    row = row_of(page)
    return public_title(page), row.proposal, latest(page).content["title"]


def titles_in(response):
    """What stands in the form that came back."""
    return response.context["form"]["title"].value()


@pytest.mark.parametrize("button", [{}, {"action-submit": "1"}, {"action-publish": "1"}])
def test_whoever_mends_while_another_approves_changes_nothing(scene, submitted, client, button):
    response = save_while(
        client, submitted, scene.colleague, decided_by(scene, submitted), **button
    )

    assert state_of(submitted) == ("Oddano", Proposal.NONE, "Oddano")
    assert titles_in(response) == "Natipkano"
    assert disagreements() == []


def test_whoever_mends_while_another_approves_for_a_date_changes_nothing(scene, submitted, client):
    response = save_while(
        client,
        submitted,
        scene.colleague,
        decided_by(scene, submitted, go_live_at=LATER.replace(year=2027)),
    )

    assert state_of(submitted) == (None, Proposal.NONE, "Oddano")
    assert titles_in(response) == "Natipkano"


def test_whoever_mends_a_proposal_for_a_public_text_does_not_undo_its_approval(scene, client):
    page = published_by(scene.author, scene.youth, title="Javno")
    write(page, scene.author, title="Predelava")
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)

    response = save_while(client, page, scene.colleague, decided_by(scene, page))

    assert state_of(page) == ("Predelava", Proposal.NONE, "Predelava")
    assert titles_in(response) == "Natipkano"


@pytest.mark.parametrize("who", ["colleague", "root"])
def test_whoever_mends_while_the_author_withdraws_changes_nothing(scene, submitted, client, who):
    response = save_while(
        client,
        submitted,
        getattr(scene, who),
        lambda: services.withdraw(page_id=submitted.pk, user=scene.author, now=LATER),
    )

    if who == "root":
        # A superuser may write on the draft that it is now.
        assert state_of(submitted) == (None, Proposal.DRAFT, "Natipkano")
    else:
        assert state_of(submitted) == (None, Proposal.DRAFT, "Oddano")
        assert titles_in(response) == "Natipkano"
    assert disagreements() == []


@pytest.mark.parametrize("button", [{}, {"action-submit": "1"}], ids=["save", "submit"])
def test_an_author_who_saves_while_a_colleague_hands_in_changes_nothing(
    scene, draft, client, button
):
    response = save_while(
        client,
        draft,
        scene.author,
        lambda: services.hand_in(page_id=draft.pk, user=scene.co_author, now=NOON),
        **button,
    )

    assert state_of(draft) == (None, Proposal.SUBMITTED, "Osnutek")
    assert titles_in(response) == "Natipkano"
    assert disagreements() == []


def test_an_author_who_saves_while_the_text_is_taken_down_does_not_bring_it_back(scene, client):
    page = published_by(scene.author, scene.youth, title="Javno")

    response = save_while(
        client,
        page,
        scene.author,
        lambda: services.take_down(
            page_id=page.pk, user=scene.coordinator, now=LATER, reason="Napaka."
        ),
    )

    assert state_of(page) == (None, Proposal.DRAFT, "Javno")
    assert titles_in(response) == "Natipkano"


def test_an_autosave_that_comes_too_late_is_told_so(scene, client):
    page = submitted_by(scene.author, scene.youth, title="Oddano")
    read = as_read(page)
    client.force_login(scene.colleague)

    def approved(request, _page):
        services.approve(page_id=page.pk, user=scene.decider, now=LATER, **read)

    with hooks.register_temporarily("before_edit_page", approved):
        response = client.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            in_the_editor(page, title="Natipkano", overwrite_revision_id=str(read["revision_id"])),
            headers={"accept": "application/json"},
        )

    assert (response.status_code, response.json()["success"]) == (400, False)
    assert state_of(page) == ("Oddano", Proposal.NONE, "Oddano")
