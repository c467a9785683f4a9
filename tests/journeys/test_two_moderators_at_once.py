"""Two people on duty read the same text: they see each other, nobody's words are lost, one decides."""

import pytest

from mail.models import OutgoingMail
from moderation.models import Decision
from network.rights import Proposal
from tests.at_once import race
from tests.journeys.people import asker, browser_of, decision, time_passes, words_of
from tests.moderation.scene import public_title, row_of, set_scene, submitted_by
from tests.moderation.test_receivers import in_the_editor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(clock, committed_site):
    """The same people, where what one saves can meet what another saves at that instant."""
    return set_scene()


def test_one_reads_one_mends_and_of_two_decisions_at_the_same_instant_one_is_made(scene, clock):
    page = submitted_by(scene.author, scene.youth, title="Sadili smo drevesa")
    first, second = browser_of(scene.decider), browser_of(scene.colleague)
    address = f"/cms/pregled/{page.pk}/"
    time_passes(clock, minutes=1)
    news = asker()

    # Whoever opens it reads it; the other one is told so, in the list and at the text.
    own = first.get(address)
    assert own.context["claim"].person == scene.decider
    assert f'action="{address}ne-berem/"' in words_of(own)
    [row] = second.get("/cms/pregled/").context["submissions"]
    assert row.standing_claim.person == scene.decider
    others = second.get(address)
    assert others.context["claim"].person == scene.decider
    assert f'action="{address}berem/"' in words_of(others)

    # A claim informs and does not bind: the other one reads it instead, and the first one sees that.
    time_passes(clock, minutes=10)
    second.post(f"{address}berem/")
    read = first.get(address)
    assert read.context["claim"].person == scene.colleague
    assert read.context["may"]["approve"] is True

    # The second mends the title. The first approves what is not there any more: nothing happens,
    # what is new is shown, and the word to the author stays.
    mended = in_the_editor(page, title="Sadili smo lipe")
    assert second.post(f"/cms/pages/{page.pk}/edit/", mended).status_code == 302
    refused = first.post(
        f"{address}objavi/", decision(read, "approve_form", comment="Lepo, hvala!")
    )
    [title] = [change for change in refused.context["news"].changes if "lipe" in str(change)]
    assert refused.status_code == 409
    assert [part.text.strip() for part in title.parts] == ["Sadili smo", "drevesa", "lipe"]
    assert refused.context["approve_form"]["comment"].value() == "Lepo, hvala!"
    assert "Lepo, hvala!" in words_of(refused)
    assert (public_title(page), row_of(page).proposal) == (None, Proposal.SUBMITTED)

    # Both know the same text now and press at the same instant; one of them decides.
    publishes = decision(refused, "approve_form", comment="Lepo, hvala!")
    asks = decision(second.get(address), "send_back_form", comment="Katere lipe?")
    answers = race(
        lambda: first.post(f"{address}objavi/", publishes),
        lambda: second.post(f"{address}vrni/", asks),
    )

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    first_won = answers[0].status_code == 302
    loser = answers[1] if first_won else answers[0]
    faster, said, lost = (
        (scene.decider, "Lepo, hvala!", "Katere lipe?")
        if first_won
        else (scene.colleague, "Katere lipe?", "Lepo, hvala!")
    )
    assert loser.context["ended"].actor == faster
    assert lost in words_of(loser)
    assert list(Decision.objects.values_list("actor", "outcome", "was_mended")) == [
        (faster.pk, "approved" if first_won else "sent_back", True)
    ]
    assert public_title(page) == ("Sadili smo lipe" if first_won else None)

    # The author hears of one decision, with its words, and that the text was mended.
    assert news() == {("published" if first_won else "sent_back"): ["avtorica"]}
    letter = OutgoingMail.objects.get(recipient=scene.author.email).text
    assert (said in letter, lost in letter) == (True, False)

    # Nobody reads it any more.
    assert second.get("/cms/pregled/").context["number_waiting"] == 0
