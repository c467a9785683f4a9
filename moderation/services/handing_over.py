"""The hand-over from one month's partner to the next."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from duty.answers import duty_now
from duty.models import DutyMonth
from duty.roster import month_after, month_of
from moderation.access import keeps_portal
from moderation.errors import Changed, NotAllowed, TooLate
from moderation.hand_over import gather
from moderation.hand_over_month import CONFIRM_WITHIN, months_between, newest_open
from moderation.letters import tell
from moderation.models import HandOver
from network.models import Contribution, Organisation
from network.people import coordinators, members_of, person_for
from network.rights import Person


def partners_around(month: date) -> tuple[int | None, int | None]:
    """Return whose the month before ``month`` is by the roster, and whose ``month``.

    The month's own partner counts, also on a day on which another one stands in.
    """
    before = month_after(month, -1)
    plan = DutyMonth.objects.filter(month__in=(before, month)).as_plan()
    return plan.get(before), plan.get(month)


def may_write_notes(person: Person, hand_over: HandOver, now: datetime) -> bool:
    """Tell whether the person may write what the next partner should know.

    The partner that leaves and the coordinators may, until the next one has confirmed.
    """
    is_open = month_of(now) <= hand_over.month <= newest_open(now) and not hand_over.confirmed_at
    leaves = hand_over.from_partner_id in person.member_of
    return is_open and (leaves or keeps_portal(person))


def may_confirm(person: Person, hand_over: HandOver, now: datetime) -> bool:
    """Tell whether the person may say that they have taken over.

    Coordinators do where they have the month themselves, and where nobody did within three days.
    """
    if hand_over.confirmed_at or not hand_over.asks_to_confirm:
        return False
    if hand_over.month != month_of(now):
        return False
    if hand_over.to_partner_id in person.member_of:
        return True
    is_theirs = hand_over.to_partner_id is None or hand_over.escalated_at is not None
    return is_theirs and person.is_coordinator


def hand_over_of(month: date) -> HandOver:
    """Return the hand-over of a month as it is kept, or a new one that is not saved."""
    hand_over = HandOver.objects.with_names().filter(month=month).first() or HandOver(month=month)
    if not hand_over.frozen_at:
        from_partner, to_partner = partners_around(month)
        found = Organisation.objects.in_bulk([pk for pk in (from_partner, to_partner) if pk])
        hand_over.from_partner = found.get(from_partner)
        hand_over.to_partner = found.get(to_partner)
    return hand_over


@transaction.atomic
def write_notes(*, month: date, text: str, version: int, user, now: datetime) -> HandOver:
    """Save the free notes of a hand-over.

    :raises NotAllowed: for others than the partner that leaves and the coordinators
    :raises Changed: when somebody saved after ``version`` was read; nothing of theirs is lost
    """
    # Asked first, so that nobody else leaves rows behind.
    if not may_write_notes(person_for(user), hand_over_of(month), now):
        raise NotAllowed
    hand_over = _locked(month)
    if hand_over.confirmed_at:
        raise TooLate(_("The hand-over is confirmed; nothing can be added any more."))
    if hand_over.notes_version != version:
        raise Changed(_("Somebody saved meanwhile. Join both texts, then save again."))
    if hand_over.notes != text:
        hand_over.notes, hand_over.notes_by, hand_over.notes_at = text, user, now
        hand_over.notes_version += 1
        hand_over.save(update_fields=["notes", "notes_by", "notes_at", "notes_version"])
    return hand_over


@transaction.atomic
def confirm_hand_over(*, month: date, user, now: datetime) -> HandOver:
    """Note that the month's partner has taken over.

    :raises TooLate: when it is confirmed, or its month is over
    :raises NotAllowed: for whoever is not asked
    """
    hand_over = HandOver.objects.select_for_update().filter(month=month).first()
    if hand_over is None:
        raise NotAllowed
    if not may_confirm(person_for(user), hand_over, now):
        was_asked = hand_over.asks_to_confirm and hand_over.to_partner_id in _taking_part(user)
        raise TooLate if was_asked else NotAllowed
    hand_over.confirmed_by, hand_over.confirmed_at = user, now
    hand_over.save(update_fields=["confirmed_by", "confirmed_at"])
    return hand_over


def _taking_part(user) -> set[int | None]:
    """The partners for which somebody could confirm; ``None`` for the coordinators."""
    person = person_for(user)
    return {*person.member_of, *([None] if person.is_coordinator else [])}


@transaction.atomic
def begin_month(now: datetime) -> None:
    """Freeze the hand-over of the month that has begun and write to its people, once.

    Months that nobody attended to are frozen as things are now; about those nobody is written to.
    """
    month = month_of(now)
    planned = DutyMonth.objects.select_for_update(of=("self",)).filter(month=month).first()
    was_announced = planned is not None and planned.announced_at is not None
    if was_announced or HandOver.objects.frozen().filter(month=month).exists():
        return
    hand_over = _locked(month)
    if hand_over.frozen_at:
        # Another scheduler was faster.
        return
    for missed in _missed_before(month):
        _freeze(_locked(missed), now)
    hand_over.sent_at = now
    _freeze(hand_over, now)
    if planned:
        planned.announced_at = now
        planned.save(update_fields=["announced_at"])
    partner = hand_over.to_partner
    tell(
        (members_of(partner) if partner else []) or coordinators(),
        "duty_begins",
        None,
        now,
        month=hand_over,
        waiting=Contribution.objects.submitted().count(),
        asks_to_confirm=hand_over.asks_to_confirm,
        hand_over_url=_address_of(hand_over),
        duty=duty_now(now),
    )


def _missed_before(month: date) -> list[date]:
    """Return the earlier months that should have been frozen, the oldest first."""
    earlier = HandOver.objects.filter(month__lt=month)
    kept = earlier.frozen().order_by("-month").values_list("month", flat=True).first()
    noted = set(earlier.filter(frozen_at=None).values_list("month", flat=True))
    return sorted({*noted, *(months_between(kept, month) if kept else [])})


def escalate_hand_over(now: datetime) -> None:
    """Tell the coordinators, once, that the month's partner has not confirmed for three days."""
    with transaction.atomic():
        unconfirmed = HandOver.objects.unconfirmed(month_of(now), now - CONFIRM_WITHIN)
        hand_over = unconfirmed.select_for_update().first()
        if hand_over is None:
            return
        hand_over.escalated_at = now
        hand_over.save(update_fields=["escalated_at"])
        tell(
            coordinators(),
            "hand_over_unconfirmed",
            None,
            now,
            month=hand_over,
            partner=hand_over.to_partner,
            asked=members_of(hand_over.to_partner),
            hand_over_url=_address_of(hand_over),
        )


def _locked(month: date) -> HandOver:
    HandOver.objects.get_or_create(month=month)
    return HandOver.objects.select_for_update().get(month=month)


def _freeze(hand_over: HandOver, now: datetime) -> None:
    """Keep what is open now, in the language of the network."""
    hand_over.from_partner_id, hand_over.to_partner_id = partners_around(hand_over.month)
    with translation.override(settings.LANGUAGE_CODE):
        hand_over.snapshot = gather(now)
    hand_over.frozen_at = now
    hand_over.save()


def _address_of(hand_over: HandOver) -> str:
    month = hand_over.month
    path = reverse("moderation:hand_over", args=[month.year, month.month])
    return settings.SITE_ADDRESS + path
