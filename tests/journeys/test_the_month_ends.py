"""At midnight of the last day the duty passes on: what is undecided is the next partner's."""

from datetime import datetime

from django.utils.translation import gettext

from duty.roster import LJUBLJANA
from moderation.errors import MonthIsOver
from network.rights import Proposal
from tests.journeys.people import (
    browser_of,
    decision,
    link_in,
    mails_to,
    time_passes,
    words_of,
)
from tests.moderation.scene import public_title, row_of, submitted_by

LAST_MINUTE = datetime(2026, 11, 30, 23, 59, tzinfo=LJUBLJANA)


def test_the_next_partner_decides_what_is_open_and_the_old_one_keeps_the_comment(scene, clock):
    clock.move_to(LAST_MINUTE)
    post = submitted_by(scene.author, scene.youth, now=LAST_MINUTE, title="Odprto")
    old, new = browser_of(scene.decider), browser_of(scene.follower)
    address = f"/cms/pregled/{post.pk}/"
    promised = row_of(post).answer_by

    # Before midnight it is the old partner's alone; both screens are open.
    screen = old.get(address)
    assert new.get(address).status_code == 404
    typed = decision(screen, "send_back_form", comment="Dodaj kraj in uro.")

    # Two minutes later the decision comes too late; what was typed is not lost.
    time_passes(clock, minutes=2)
    refused = old.post(f"{address}vrni/", typed)
    assert refused.status_code == 403
    assert str(MonthIsOver.message) in words_of(refused)
    assert "Dodaj kraj in uro." in words_of(refused)
    assert (row_of(post).proposal, row_of(post).answer_by) == (Proposal.SUBMITTED, promised)

    # The old partner has neither list nor text any more, in the same browser.
    assert "Odprto" not in words_of(old.get("/cms/pregled/"))
    assert old.get(address).status_code == 404

    # The new one was told what waits, follows the mail and publishes.
    time_passes(clock, minutes=1)
    announced = mails_to(scene.follower)
    assert len(announced) == 1
    assert "/cms/pregled/" in announced[0].body
    assert "Odprto" in words_of(new.get("/cms/pregled/"))
    done = new.post(f"{address}objavi/", decision(new.get(address), "approve_form"))
    assert done.status_code == 302
    assert public_title(post) == "Odprto"


def test_a_date_that_was_promised_is_kept_over_the_end_of_the_month(scene, clock):
    clock.move_to(LAST_MINUTE)
    post = submitted_by(scene.author, scene.youth, now=LAST_MINUTE, title="Prvega")
    old, new = browser_of(scene.decider), browser_of(scene.follower)
    address = f"/cms/pregled/{post.pk}/"
    approved = decision(old.get(address), "approve_form", go_live_at="2026-12-01T08:00")

    assert old.post(f"{address}objavi/", approved).status_code == 302
    time_passes(clock, hours=7)
    before = public_title(post)
    time_passes(clock, hours=2)

    assert (before, public_title(post)) == (None, "Prvega")
    assert link_in(mails_to(scene.author)[-1]) == f"/oddaj/{post.pk}/"
    # From midnight the new partner answers for it.
    taken_down = new.post(f"{address}umakni/", {"reason": "Napačen dan."})
    assert (taken_down.status_code, public_title(post)) == (302, None)


def test_a_month_without_a_partner_falls_to_the_coordinators(scene, clock):
    clock.move_to(datetime(2026, 12, 31, 23, 59, tzinfo=LJUBLJANA))
    now = datetime(2026, 12, 31, 23, 59, tzinfo=LJUBLJANA)
    post = submitted_by(scene.author, scene.youth, now=now, title="Silvestrovo")
    address = f"/cms/pregled/{post.pk}/"
    time_passes(clock, minutes=2)
    coordinator = browser_of(scene.coordinator)

    screen = coordinator.get(address)
    done = coordinator.post(f"{address}objavi/", decision(screen, "approve_form"))

    assert done.status_code == 302
    assert public_title(post) == "Silvestrovo"
    assert gettext("the coordinators of the network.") in words_of(coordinator.get("/"))
