"""Two people, one text, the same moment: exactly one wins, the other is told, nothing is torn.

Each pair is tried three ways: the first holds the row while the second waits for it, the other way
round, and both let loose at once.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from mail.models import OutgoingMail
from moderation import services
from moderation.errors import Changed, TooLate
from moderation.models import Answer, Claim, DecisionLink, Reading, Step
from network.rights import Proposal, Public
from tests.at_once import one_waits_for_the_other, race
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    disagreements,
    draft_by,
    latest,
    letters,
    public_title,
    published_by,
    row_of,
    set_scene,
    write,
)
from tests.moderation.test_receivers import in_the_editor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(committed_site):
    return set_scene()


@pytest.fixture(params=["first_waits", "second_waits", "race"])
def meeting(request):
    """How two steps meet; returns what each returned or raised, in the order given."""
    return {
        "first_waits": lambda one, two: one_waits_for_the_other(two, one)[::-1],
        "second_waits": one_waits_for_the_other,
        "race": race,
    }[request.param]


def outcome(answers):
    """The name of each refusal, ``"done"`` where there was none."""
    return [
        type(answer).__name__ if isinstance(answer, Exception) else "done" for answer in answers
    ]


def kinds_of_steps(page):
    return list(Step.objects.filter(page=page.pk).order_by("pk").values_list("kind", flat=True))


def approval(page, user):
    read = as_read(page)
    return lambda: services.approve(page_id=page.pk, user=user, now=LATER, **read)


def test_of_approving_and_withdrawing_one_wins(scene, submitted, meeting):
    answers = meeting(
        approval(submitted, scene.decider),
        lambda: services.withdraw(page_id=submitted.pk, user=scene.author, now=LATER),
    )

    row = row_of(submitted)
    assert (outcome(answers), row.proposal, public_title(submitted), letters()) in [
        (["done", "TooLate"], Proposal.NONE, "Oddano", [("avtorica", "published")]),
        (
            ["TooLate", "done"],
            Proposal.DRAFT,
            None,
            [("odloca", "withdrawn"), ("sodelavka", "withdrawn")],
        ),
    ]
    assert disagreements() == []


def test_of_two_who_approve_one_wins(scene, submitted, meeting):
    answers = meeting(approval(submitted, scene.decider), approval(submitted, scene.colleague))

    assert sorted(outcome(answers)) == ["TooLate", "done"]
    assert (public_title(submitted), row_of(submitted).proposal) == ("Oddano", Proposal.NONE)
    assert kinds_of_steps(submitted) == ["submitted", "approved"]
    assert letters() == [("avtorica", "published")]
    assert disagreements() == []


def test_of_two_who_say_that_they_read_the_later_is_named(scene, submitted, meeting):
    answers = meeting(
        *(
            lambda user=user: services.claim(page_id=submitted.pk, user=user, now=LATER)
            for user in (scene.decider, scene.colleague)
        )
    )

    assert outcome(answers) == ["done", "done"]
    assert [claim.person in (scene.decider, scene.colleague) for claim in Claim.objects.all()] == [
        True
    ]


def test_of_two_who_open_a_text_the_first_is_named(scene, submitted, meeting):
    answers = meeting(
        *(
            lambda user=user: services.claim_if_free(page_id=submitted.pk, user=user, now=LATER)
            for user in (scene.decider, scene.colleague)
        )
    )

    [claim] = Claim.objects.all()
    assert [answer.person_id for answer in answers] == [claim.person_id] * 2


def test_of_approving_and_saying_that_one_reads_no_claim_is_left(scene, submitted, meeting):
    answers = meeting(
        approval(submitted, scene.decider),
        lambda: services.claim(page_id=submitted.pk, user=scene.colleague, now=LATER),
    )

    assert outcome(answers) in (["done", "TooLate"], ["done", "done"])
    assert (public_title(submitted), Claim.objects.count()) == ("Oddano", 0)


def test_of_two_windows_that_show_the_same_version_it_is_read_once(scene, submitted, meeting):
    contribution = row_of(submitted)
    meeting(
        *(
            lambda: services.remember_reading(
                contribution=contribution,
                user=scene.decider,
                digest="a" * 64,
                words={"title": "Oddano"},
                now=LATER,
            )
            for _window in range(2)
        )
    )

    assert Reading.objects.count() == 1


def test_of_two_who_hand_in_one_wins(scene, meeting):
    post = draft_by(scene.author, scene.youth, title="Osnutek")

    answers = meeting(
        lambda: services.hand_in(page_id=post.pk, user=scene.author, now=NOON),
        lambda: services.hand_in(page_id=post.pk, user=scene.author, now=NOON),
    )

    assert sorted(outcome(answers)) == ["TooLate", "done"]
    assert kinds_of_steps(post) == ["submitted"]
    assert WorkflowState.objects.filter(object_id=post.pk).count() == 1
    assert letters() == [
        ("avtorica", "submitted_author"),
        ("odloca", "submitted_duty"),
        ("sodelavka", "submitted_duty"),
    ]
    assert disagreements() == []


def test_of_approving_and_sending_back_one_wins(scene, submitted, meeting):
    read = as_read(submitted)

    answers = meeting(
        approval(submitted, scene.decider),
        lambda: services.send_back(
            page_id=submitted.pk, user=scene.colleague, now=LATER, comment="Datum.", **read
        ),
    )

    row = row_of(submitted)
    assert (outcome(answers), row.proposal, public_title(submitted), letters()) in [
        (["done", "TooLate"], Proposal.NONE, "Oddano", [("avtorica", "published")]),
        (["TooLate", "done"], Proposal.SENT_BACK, None, [("avtorica", "sent_back")]),
    ]
    assert disagreements() == []


def test_of_two_who_take_down_one_wins(scene, meeting):
    live = published_by(scene.author, scene.youth, title="Javno")

    answers = meeting(
        *(
            lambda user=user: services.take_down(
                page_id=live.pk, user=user, now=LATER, reason="Napaka."
            )
            for user in (scene.coordinator, scene.root)
        )
    )

    assert sorted(outcome(answers)) == ["TooLate", "done"]
    assert (public_title(live), row_of(live).public) == (None, Public.TAKEN_DOWN)
    assert kinds_of_steps(live) == ["taken_down"]
    assert letters() == [
        (name, "taken_down") for name in ["avtorica", "odloca", "sodelavka", "vodja"]
    ]


def test_of_approving_and_mending_the_public_gets_what_was_read_or_nothing(
    scene, submitted, meeting
):
    answers = meeting(
        approval(submitted, scene.decider),
        lambda: write(submitted, scene.colleague, title="Popravek"),
    )

    row = row_of(submitted)
    assert latest(submitted).content["title"] == "Popravek"
    assert (outcome(answers), row.proposal, public_title(submitted), letters()) in [
        # The words that came after the decision are a new proposal.
        (["done", "done"], Proposal.DRAFT, "Oddano", [("avtorica", "published")]),
        (["Changed", "done"], Proposal.SUBMITTED, None, []),
    ]
    assert disagreements() == []


def test_of_approving_and_mending_in_the_editor_one_wins(scene, submitted, meeting):
    client = Client()
    client.force_login(scene.colleague)

    def mend():
        return client.post(
            reverse("wagtailadmin_pages:edit", args=[submitted.pk]),
            in_the_editor(submitted, title="Popravek"),
        )

    approved, answer = meeting(approval(submitted, scene.decider), mend)

    was_mended = answer.headers.get("Location") == reverse(
        "moderation:submission", args=[submitted.pk]
    )
    assert isinstance(approved, Changed) == was_mended
    state = ("Oddano", Proposal.NONE, "Oddano", [("avtorica", "published")])
    if was_mended:
        state = ("Popravek", Proposal.SUBMITTED, None, [])
    assert (
        latest(submitted).content["title"],
        row_of(submitted).proposal,
        public_title(submitted),
        letters(),
    ) == state
    assert disagreements() == []


def test_of_withdrawing_and_mending_one_wins(scene, submitted, meeting):
    answers = meeting(
        lambda: services.withdraw(page_id=submitted.pk, user=scene.author, now=LATER),
        lambda: write(submitted, scene.decider, title="Popravek"),
    )

    assert outcome(answers) == ["done", "done"]
    assert row_of(submitted).proposal == Proposal.DRAFT
    assert disagreements() == []


def test_of_calling_back_and_publishing_on_the_date_one_wins(scene, submitted, meeting, clock):
    friday = NOON.replace(day=13)
    services.approve(
        page_id=submitted.pk,
        user=scene.decider,
        now=NOON,
        go_live_at=friday,
        **as_read(submitted),
    )
    OutgoingMail.objects.all().delete()
    clock.move_to(friday.replace(minute=1))

    answers = meeting(
        lambda: services.call_back(page_id=submitted.pk, user=scene.decider, now=friday),
        lambda: latest(submitted).publish(),
    )

    row = row_of(submitted)
    assert (outcome(answers)[0], row.scheduled_for) in [("done", None), (TooLate.__name__, None)]
    assert letters() in [[], [("avtorica", "called_back")]]


def test_two_who_hand_in_two_texts_do_not_hinder_each_other(scene, meeting):
    posts = [draft_by(scene.author, scene.youth), draft_by(scene.co_author, scene.youth)]

    answers = meeting(
        *(
            lambda post=post: services.hand_in(page_id=post.pk, user=post.owner, now=NOON)
            for post in posts
        )
    )

    assert outcome(answers) == ["done", "done"]
    assert {row_of(post).proposal for post in posts} == {Proposal.SUBMITTED}
    assert disagreements() == []


def test_of_approving_a_translation_and_taking_its_original_down_nothing_stays_public(
    scene, meeting
):
    post = published_by(scene.author, scene.youth, title="Javno")
    page = services.translate(page_id=post.pk, language="de", user=scene.author, now=NOON)
    services.hand_in(page_id=page.pk, user=scene.author, now=NOON)

    answers = meeting(
        approval(page, scene.decider),
        lambda: services.take_down(
            page_id=post.pk, user=scene.colleague, now=LATER, reason="Ni res."
        ),
    )

    assert outcome(answers) in (["done", "done"], ["Refused", "done"])
    assert Public.LIVE not in {row_of(post).public, row_of(page).public}
    assert disagreements() == []


def test_of_two_decisions_by_one_link_one_happens(scene, submitted, meeting):
    token = services.issue_link(contribution=row_of(submitted), user=scene.decider, now=NOON)

    def decision(what):
        return lambda: services.decide_by_link(
            token=token, decision=what, comment="Popravi uro.", now=LATER
        )

    answers = meeting(decision(Answer.APPROVE), decision(Answer.SEND_BACK))

    link = DecisionLink.objects.get(used_at__isnull=False)
    assert (outcome(answers), link.used_for, kinds_of_steps(submitted)) in [
        (["done", "LinkIsDead"], "approve", ["submitted", "approved"]),
        (["LinkIsDead", "done"], "send_back", ["submitted", "sent_back"]),
    ]
    assert [kind for _who, kind in letters()].count("decided_by_link") == 1
    assert disagreements() == []


def test_of_deciding_by_a_link_and_revoking_it_one_wins(scene, submitted, meeting):
    token = services.issue_link(contribution=row_of(submitted), user=scene.decider, now=NOON)
    link = DecisionLink.objects.get(user=scene.decider, revoked_at=None)

    answers = meeting(
        lambda: services.decide_by_link(token=token, decision=Answer.APPROVE, now=LATER),
        lambda: services.revoke_link(link_id=link.pk, user=scene.coordinator, now=LATER),
    )

    link.refresh_from_db()
    assert (outcome(answers), link.used_at, link.revoked_at, public_title(submitted)) in [
        (["done", "done"], LATER, None, "Oddano"),
        (["LinkIsDead", "done"], None, LATER, None),
    ]


def test_of_a_date_that_comes_and_calling_it_back_one_wins(scene, submitted, meeting, clock):
    date = LATER + timedelta(hours=1)
    services.approve(
        page_id=submitted.pk, user=scene.decider, now=LATER, go_live_at=date, **as_read(submitted)
    )
    clock.move_to(date)

    answers = meeting(
        lambda: services.publish_due(date),
        lambda: services.call_back(page_id=submitted.pk, user=scene.decider, now=date),
    )

    row = row_of(submitted)
    assert (outcome(answers), row.proposal, public_title(submitted)) in [
        (["done", "done"], Proposal.DRAFT, None),
        (["done", "TooLate"], Proposal.NONE, "Oddano"),
    ]
    assert row.scheduled_for is None
