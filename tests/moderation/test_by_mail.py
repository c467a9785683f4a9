"""Links from mails, as the services know them; their addresses are tried in test_mail_views.py."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext

from accounts.services import deactivate_user
from accounts.tokens import hash_token
from duty.roster import LJUBLJANA
from duty.services import set_duty
from mail.models import OutgoingMail
from moderation import jobs, services
from moderation.errors import (
    Changed,
    LinkIsDead,
    LinkIsUnknown,
    MonthIsOver,
    NotAllowed,
    Refused,
    TooLate,
)
from moderation.models import Answer, DecisionLink
from network.rights import Proposal
from tests.moderation.scene import (
    LATER,
    NOON,
    as_read,
    draft_by,
    letters,
    public_title,
    row_of,
    submitted_by,
    write,
)
from tests.moderation.test_mail_views import token_in_letter_to

WEEK = timedelta(days=7)


def link_to(page, user, now=NOON):
    return services.issue_link(contribution=row_of(page), user=user, now=now)


def what_stops(token, now=LATER):
    """The name of the refusal, for looking and for both decisions alike; ``None`` without one."""
    refusals = set()
    for step in (
        lambda: services.link_for(token=token, now=now),
        lambda: services.decide_by_link(
            token=token, decision=Answer.SEND_BACK, comment="Ne.", now=now
        ),
        lambda: services.decide_by_link(token=token, decision=Answer.APPROVE, now=now),
    ):
        try:
            step()
        except Refused as refused:
            refusals.add(type(refused))
        else:
            return None
    [refusal] = refusals
    return refusal


# --- who gets one -------------------------------------------------------------------------------


def test_handing_in_mails_a_link_of_their_own_to_everybody_who_may_decide(scene):
    post = draft_by(scene.author, scene.youth)

    services.hand_in(page_id=post.pk, user=scene.author, now=NOON)

    tokens = {name: token_in_letter_to(getattr(scene, name)) for name in ("decider", "colleague")}
    assert len(set(tokens.values())) == 2
    assert list(
        DecisionLink.objects.order_by("user").values_list(
            "user", "token_hash", "revision", "digest", "created_at", "expires_at", "used_at"
        )
    ) == [
        (
            getattr(scene, name).pk,
            hash_token(token),
            as_read(post)["revision_id"],
            as_read(post)["digest"],
            NOON,
            NOON + WEEK,
            None,
        )
        for name, token in tokens.items()
    ]
    assert set(
        OutgoingMail.objects.filter(kind="submitted_duty").values_list("is_secret", flat=True)
    ) == {True}


def test_a_letter_leads_to_the_address_in_the_language_of_its_reader_not_of_the_author(scene):
    scene.colleague.language = "en"
    scene.colleague.save()
    post = draft_by(scene.author, scene.youth)

    with translation.override("de"):
        services.hand_in(page_id=post.pk, user=scene.author, now=NOON)

    texts = [
        OutgoingMail.objects.get(recipient=user.email, kind="submitted_duty").text
        for user in (scene.decider, scene.colleague)
    ]
    beginnings = [re.search(r"http://[^/]+(\S*)/odlocitev/", text)[1] for text in texts]
    assert beginnings == ["", "/en"]


def test_coordinators_who_must_take_over_first_get_no_link(scene):
    for person in (scene.colleague, scene.follower):
        deactivate_user(user_id=person.pk, now=NOON)
    post = draft_by(scene.author, scene.youth)
    row_of(post).authors.add(scene.decider)

    services.hand_in(page_id=post.pk, user=scene.author, now=NOON)

    letter = OutgoingMail.objects.get(kind="submitted_duty")
    assert letter.recipient == scene.coordinator.email
    assert "/odlocitev/" not in letter.text
    assert f"/cms/pregled/{post.pk}/" in letter.text
    assert not DecisionLink.objects.exists()


def test_a_newer_link_replaces_the_one_before(scene, submitted):
    first = link_to(submitted, scene.decider)
    second = link_to(submitted, scene.decider, LATER)

    with pytest.raises(LinkIsDead) as refusal:
        services.link_for(token=first, now=LATER)
    assert str(refusal.value) == gettext("A newer mail about this text holds a newer link.")
    assert first != second
    assert services.link_for(token=second, now=LATER).user == scene.decider


# --- deciding -----------------------------------------------------------------------------------


def test_approving_by_a_link_publishes_as_its_owner_who_gets_a_receipt(scene, submitted):
    token = link_to(submitted, scene.decider)

    services.decide_by_link(token=token, decision=Answer.APPROVE, now=LATER)

    link = DecisionLink.objects.get(token_hash=hash_token(token))
    step = submitted.moderation_steps.first()
    assert public_title(submitted) == "Oddano"
    assert (step.kind, step.actor, step.at) == ("approved", scene.decider, LATER)
    assert (link.used_at, link.used_for) == (LATER, "approve")
    assert letters() == [("avtorica", "published"), ("odloca", "decided_by_link")]
    assert "/racun/povezave/" in OutgoingMail.objects.get(kind="decided_by_link").text


def test_sending_back_by_a_link_brings_the_comment_to_the_author(scene, submitted):
    token = link_to(submitted, scene.decider)

    services.decide_by_link(
        token=token, decision=Answer.SEND_BACK, comment="Kdaj je to?", now=LATER
    )

    assert row_of(submitted).proposal == Proposal.SENT_BACK
    assert letters() == [("avtorica", "sent_back"), ("odloca", "decided_by_link")]
    assert "Kdaj je to?" in OutgoingMail.objects.get(kind="sent_back").text


def test_a_decision_that_is_refused_leaves_the_link_unused(scene, submitted):
    token = link_to(submitted, scene.decider)

    with pytest.raises(Refused):
        services.decide_by_link(token=token, decision=Answer.SEND_BACK, comment=" ", now=LATER)

    assert services.link_for(token=token, now=LATER).used_at is None
    assert letters() == []


def test_a_link_decides_once(scene, submitted):
    token = link_to(submitted, scene.decider)
    services.decide_by_link(token=token, decision=Answer.SEND_BACK, comment="Ne.", now=LATER)
    services.hand_in(page_id=submitted.pk, user=scene.author, now=LATER)

    assert what_stops(token) is LinkIsDead
    assert row_of(submitted).proposal == Proposal.SUBMITTED


@pytest.mark.parametrize(
    "token", ["", "a", "a" * 43, "a" * 44, "a" * 100_000, "\0" * 43, "č" * 43, "\ud800" * 43]
)
def test_a_token_that_nobody_was_given_is_unknown(scene, submitted, token):
    assert what_stops(token) is LinkIsUnknown


@pytest.mark.parametrize("place", [0, 21, 42])
def test_an_altered_token_is_unknown(scene, submitted, place):
    token = link_to(submitted, scene.decider)
    other = "A" if token[place] != "A" else "B"

    assert what_stops(token[:place] + other + token[place + 1 :]) is LinkIsUnknown


@pytest.mark.parametrize(
    ("moment", "refusal"), [(NOON + WEEK, LinkIsDead), (NOON + WEEK - timedelta(seconds=1), None)]
)
def test_a_link_works_for_seven_days(scene, submitted, moment, refusal):
    assert what_stops(link_to(submitted, scene.decider), moment) is refusal


def withdrawn(scene, post):
    services.withdraw(page_id=post.pk, user=scene.author, now=LATER)


def withdrawn_and_handed_in_anew(scene, post):
    withdrawn(scene, post)
    write(post, scene.author, title="Drugače")
    services.hand_in(page_id=post.pk, user=scene.author, now=LATER)


def decided_by_a_colleague(scene, post):
    services.approve(page_id=post.pk, user=scene.colleague, now=LATER, **as_read(post))


def mended(scene, post):
    write(post, scene.colleague, title="Popravljeno")


def revoked(scene, post):
    link = DecisionLink.objects.get(user=scene.decider, revoked_at=None)
    services.revoke_link(link_id=link.pk, user=scene.coordinator, now=LATER)


def all_revoked(scene, post):
    services.revoke_all_of(user=scene.decider, by=scene.decider, now=LATER)


def owner_switched_off(scene, post):
    deactivate_user(user_id=scene.decider.pk, now=LATER)


def owner_switched_off_and_on(scene, post):
    owner_switched_off(scene, post)
    scene.decider.refresh_from_db()
    scene.decider.is_active = True
    scene.decider.save()


def owner_has_another_password(scene, post):
    scene.decider.set_password("čisto novo geslo")
    scene.decider.save()


def owner_left_the_partner(scene, post):
    scene.decider.memberships.all().delete()


def owner_wrote_a_part(scene, post):
    row_of(post).authors.add(scene.decider)


def month_was_given_to_another(scene, post):
    set_duty(month=NOON.date().replace(day=1), partner=scene.next_partner)


def taken_over_by_a_coordinator(scene, post):
    services.take_over(page_id=post.pk, user=scene.coordinator, now=LATER, reason="Mudi se.")


def page_is_gone(scene, post):
    services.withdraw(page_id=post.pk, user=scene.author, now=LATER)
    services.delete(page_id=post.pk, user=scene.author, now=LATER)


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        (withdrawn, TooLate),
        (withdrawn_and_handed_in_anew, LinkIsDead),
        (decided_by_a_colleague, TooLate),
        (mended, Changed),
        (revoked, LinkIsDead),
        (all_revoked, LinkIsDead),
        (owner_switched_off, LinkIsDead),
        (owner_switched_off_and_on, LinkIsDead),
        (owner_has_another_password, LinkIsDead),
        (owner_left_the_partner, NotAllowed),
        (owner_wrote_a_part, NotAllowed),
        (month_was_given_to_another, NotAllowed),
        # Duty may still decide what a coordinator has taken over.
        (taken_over_by_a_coordinator, None),
        (page_is_gone, LinkIsUnknown),
    ],
)
def test_a_link_is_dead_when_the_text_or_its_owner_is_not_what_it_was(
    scene, submitted, what, refusal
):
    token = link_to(submitted, scene.decider)

    what(scene, submitted)

    assert what_stops(token) is refusal


def test_a_link_dies_with_the_month_at_midnight(scene):
    last_second = datetime(2026, 11, 30, 23, 59, 59, tzinfo=LJUBLJANA)
    midnight = datetime(2026, 12, 1, tzinfo=LJUBLJANA)
    post = submitted_by(scene.author, scene.youth, now=last_second)
    token = link_to(post, scene.decider, last_second)

    assert what_stops(token, midnight) is MonthIsOver
    assert what_stops(token, last_second) is None


@pytest.mark.parametrize("who", ["author", "lead", "coordinator", "follower", "stranger"])
def test_a_link_is_no_right(scene, submitted, who):
    token = link_to(submitted, getattr(scene, who))

    assert what_stops(token) is NotAllowed


def test_a_coordinator_decides_by_a_link_after_taking_over(scene, submitted):
    taken_over_by_a_coordinator(scene, submitted)
    token = link_to(submitted, scene.coordinator)

    services.decide_by_link(token=token, decision=Answer.APPROVE, now=LATER)

    assert public_title(submitted) == "Oddano"


# --- revoking and forgetting --------------------------------------------------------------------


def test_nobody_revokes_what_is_another_ones(scene, submitted):
    token = link_to(submitted, scene.decider)
    link = DecisionLink.objects.get(token_hash=hash_token(token))

    with pytest.raises(NotAllowed):
        services.revoke_link(link_id=link.pk, user=scene.colleague, now=LATER)
    with pytest.raises(NotAllowed):
        services.revoke_all_of(user=scene.decider, by=scene.colleague, now=LATER)

    assert services.link_for(token=token, now=LATER) == link


def test_revoking_a_used_link_changes_nothing(scene, submitted):
    token = link_to(submitted, scene.decider)
    services.decide_by_link(token=token, decision=Answer.APPROVE, now=LATER)

    link = DecisionLink.objects.get(token_hash=hash_token(token))
    services.revoke_link(link_id=link.pk, user=scene.decider, now=LATER)

    link.refresh_from_db()
    assert (link.used_for, link.revoked_at) == ("approve", None)


def test_links_are_forgotten_after_ninety_days(scene, submitted):
    token = link_to(submitted, scene.decider)
    # What was mailed when the text was handed in.
    DecisionLink.objects.exclude(token_hash=hash_token(token)).delete()

    jobs.forget_decision_links(NOON + timedelta(days=90))
    kept = DecisionLink.objects.count()
    jobs.forget_decision_links(NOON + timedelta(days=90, seconds=1))

    assert (kept, DecisionLink.objects.count()) == (1, 0)
