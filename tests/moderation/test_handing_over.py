from datetime import date, datetime, timedelta

import pytest

from core.templatetags.display_tags import last_day
from duty.models import DutyMonth
from duty.roster import LJUBLJANA
from duty.services import arrange_stand_in, set_duty
from mail.models import OutgoingMail
from moderation import jobs, services
from moderation.errors import Changed, NotAllowed, TooLate
from moderation.models import HandOver
from network.people import person_for
from tests.moderation.scene import NOON, letters, submitted_by

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
BEGINS = datetime(2026, 12, 1, tzinfo=LJUBLJANA)
LAST_DAYS = datetime(2026, 11, 28, 9, tzinfo=LJUBLJANA)
DAY = timedelta(days=1)


def months():
    return list(
        HandOver.objects.order_by("month").values_list(
            "month", "from_partner__slug", "to_partner__slug", "frozen_at", "sent_at"
        )
    )


def write(user, text="Kino ima napačno uro.", *, version=0, month=DECEMBER, now=LAST_DAYS):
    return services.write_notes(month=month, text=text, version=version, user=user, now=now)


# --- the month begins ----------------------------------------------------------------------------
def test_begin_month_freezes_what_is_open_and_writes_to_the_next_partner(scene):
    page = submitted_by(scene.author, scene.youth, title="Oddano")

    services.begin_month(BEGINS)

    assert months() == [(DECEMBER, "dezurni", "naslednji", BEGINS, BEGINS)]
    snapshot = HandOver.objects.get().snapshot
    assert [line["page"] for line in snapshot[0]["lines"]] == [page.pk]
    assert letters() == [("naslednica", "duty_begins")]
    assert "/cms/pregled/predaja/2026/12/" in OutgoingMail.objects.get().text


@pytest.mark.parametrize("stands_in", [True, False], ids=["stood in for", "on duty itself"])
def test_begin_month_says_who_decides_until_when_where_somebody_stands_in(scene, stands_in):
    if stands_in:
        arrange_stand_in(
            partner=scene.partner,
            first_day=date(2026, 11, 29),
            last_day=date(2026, 12, 2),
            user=scene.coordinator,
            now=NOON,
        )
        OutgoingMail.objects.all().delete()

    services.begin_month(BEGINS)

    text = OutgoingMail.objects.get().text
    assert [words in text for words in ("Dežurni partner", last_day(BEGINS + 2 * DAY))] == [
        stands_in
    ] * 2


def test_one_event_is_one_mail_however_often_and_wherever_the_scheduler_runs(scene):
    for minutes in (0, 0, 5, 60 * 24 * 20):
        jobs.announce_duty(BEGINS + timedelta(minutes=minutes))

    assert letters() == [("naslednica", "duty_begins")]
    assert DutyMonth.objects.get(month=DECEMBER).announced_at == BEGINS


@pytest.mark.parametrize("before", [timedelta(microseconds=1), timedelta(days=2)])
def test_begin_month_does_nothing_for_a_month_that_has_not_begun(scene, before):
    DutyMonth.objects.filter(month=NOVEMBER).update(announced_at=NOON)

    services.begin_month(BEGINS - before)

    assert (months(), letters()) == ([], [])


def test_what_happens_later_does_not_change_what_was_frozen(scene):
    services.begin_month(BEGINS)
    submitted_by(scene.author, scene.youth)
    frozen = HandOver.objects.get().snapshot

    services.begin_month(BEGINS + DAY)

    assert HandOver.objects.get().snapshot == frozen
    assert frozen[0]["lines"] == []


def test_a_scheduler_that_was_off_mails_this_month_alone_and_freezes_the_missed_ones(scene):
    for month in (date(2027, 1, 1), date(2027, 2, 1)):
        set_duty(month=month, partner=scene.partner)
    services.begin_month(NOON)
    OutgoingMail.objects.all().delete()
    back = datetime(2027, 2, 14, 8, tzinfo=LJUBLJANA)

    services.begin_month(back)
    services.begin_month(back + DAY)

    assert months() == [
        (NOVEMBER, None, "dezurni", NOON, NOON),
        (DECEMBER, "dezurni", "naslednji", back, None),
        (date(2027, 1, 1), "naslednji", "dezurni", back, None),
        (date(2027, 2, 1), "dezurni", "dezurni", back, back),
    ]
    assert letters() == [("odloca", "duty_begins"), ("sodelavka", "duty_begins")]
    assert [row.is_late for row in HandOver.objects.order_by("month")] == [True] * 4


def test_notes_of_a_missed_month_are_kept_and_frozen(scene):
    write(scene.decider)
    back = datetime(2027, 1, 20, 8, tzinfo=LJUBLJANA)

    services.begin_month(back)

    assert list(HandOver.objects.order_by("month").values_list("month", "notes", "sent_at")) == [
        (DECEMBER, "Kino ima napačno uro.", None),
        (date(2027, 1, 1), "", back),
    ]


def test_a_hand_over_in_time_is_not_marked_as_late(scene):
    services.begin_month(BEGINS + timedelta(minutes=5))

    assert HandOver.objects.get().is_late is False


def test_whoever_goes_on_is_told_of_the_month_but_asked_for_nothing(scene):
    set_duty(month=DECEMBER, partner=scene.partner)

    services.begin_month(BEGINS)

    row = HandOver.objects.get()
    assert (row.asks_to_confirm, row.frozen_at) == (False, BEGINS)
    assert letters() == [("odloca", "duty_begins"), ("sodelavka", "duty_begins")]
    assert services.may_confirm(person_for(scene.decider), row, BEGINS) is False


def test_a_partner_without_people_has_the_coordinators_told(scene):
    scene.next_partner.memberships.all().delete()

    services.begin_month(BEGINS)

    assert letters() == [("koordinator", "duty_begins")]


def test_a_partner_that_has_left_hands_over_and_takes_over_nothing(scene):
    scene.next_partner.is_active = False
    scene.next_partner.save()

    services.begin_month(BEGINS)

    assert months() == [(DECEMBER, "dezurni", None, BEGINS, BEGINS)]
    assert letters() == [("koordinator", "duty_begins")]


# --- notes ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["decider", "colleague", "coordinator", "root"])
def test_the_partner_that_leaves_and_the_coordinators_write_notes(scene, who):
    write(getattr(scene, who))

    row = HandOver.objects.get()
    assert (row.notes, row.notes_by, row.notes_at, row.notes_version) == (
        "Kino ima napačno uro.",
        getattr(scene, who),
        LAST_DAYS,
        1,
    )


@pytest.mark.parametrize("who", ["follower", "author", "lead", "stranger"])
def test_others_write_no_notes_and_leave_no_row(scene, who):
    with pytest.raises(NotAllowed):
        write(getattr(scene, who))

    assert HandOver.objects.count() == 0


def test_notes_of_somebody_who_saved_meanwhile_are_not_overwritten(scene):
    write(scene.decider, "Prvo.")
    write(scene.colleague, "Prvo. Drugo.", version=1)

    with pytest.raises(Changed):
        write(scene.decider, "Tretje.", version=1)

    assert HandOver.objects.get().notes == "Prvo. Drugo."


def test_saving_the_same_words_changes_nothing(scene):
    write(scene.decider)
    write(scene.colleague, version=1)

    assert (HandOver.objects.get().notes_version, HandOver.objects.get().notes_by) == (
        1,
        scene.decider,
    )


@pytest.mark.parametrize(
    ("month", "now"),
    [
        (DECEMBER, datetime(2026, 11, 27, 23, 59, 59, tzinfo=LJUBLJANA)),
        (date(2027, 1, 1), LAST_DAYS),
        (date(2026, 10, 1), LAST_DAYS),
    ],
    ids=["too early", "month after next", "a month that is over"],
)
def test_notes_are_written_in_the_last_days_alone(scene, month, now):
    with pytest.raises(NotAllowed):
        write(scene.coordinator, month=month, now=now)


def test_notes_may_be_added_until_the_next_partner_has_confirmed(scene):
    services.begin_month(BEGINS)
    write(scene.decider, "Pozabila sem.", now=BEGINS + DAY)
    services.confirm_hand_over(month=DECEMBER, user=scene.follower, now=BEGINS + DAY)

    with pytest.raises(NotAllowed):
        write(scene.decider, "Še nekaj.", version=1, now=BEGINS + 2 * DAY)

    assert HandOver.objects.get().notes == "Pozabila sem."


# --- confirming ----------------------------------------------------------------------------------
def confirm(user, now=BEGINS + timedelta(hours=8)):
    return services.confirm_hand_over(month=DECEMBER, user=user, now=now)


def test_the_next_partner_confirms_once(scene):
    services.begin_month(BEGINS)

    confirm(scene.follower)
    with pytest.raises(TooLate):
        confirm(scene.follower, BEGINS + DAY)

    row = HandOver.objects.get()
    assert (row.confirmed_by, row.confirmed_at) == (scene.follower, BEGINS + timedelta(hours=8))


@pytest.mark.parametrize("who", ["decider", "author", "coordinator", "root", "stranger"])
def test_nobody_else_confirms(scene, who):
    services.begin_month(BEGINS)

    with pytest.raises(NotAllowed):
        confirm(getattr(scene, who))

    assert HandOver.objects.get().confirmed_at is None


def test_what_was_not_sent_cannot_be_confirmed(scene):
    with pytest.raises(NotAllowed):
        confirm(scene.follower)
    write(scene.decider)
    with pytest.raises(NotAllowed):
        confirm(scene.follower, LAST_DAYS)


def test_a_hand_over_whose_month_is_over_cannot_be_confirmed(scene):
    services.begin_month(BEGINS)

    confirm_at_the_end = datetime(2026, 12, 31, 23, 59, 59, tzinfo=LJUBLJANA)
    with pytest.raises(TooLate):
        confirm(scene.follower, confirm_at_the_end + timedelta(seconds=1))
    confirm(scene.follower, confirm_at_the_end)


def test_coordinators_confirm_where_they_have_the_month(scene):
    set_duty(month=DECEMBER, partner=None)
    services.begin_month(BEGINS)

    confirm(scene.coordinator)

    assert HandOver.objects.get().confirmed_by == scene.coordinator


# --- nobody confirms -----------------------------------------------------------------------------
def test_unconfirmed_for_three_days_goes_to_the_coordinators_once(scene):
    services.begin_month(BEGINS)
    OutgoingMail.objects.all().delete()

    jobs.escalate_hand_over(BEGINS + 3 * DAY - timedelta(seconds=1))
    assert letters() == []
    for hours in (0, 0, 1, 24 * 10):
        jobs.escalate_hand_over(BEGINS + 3 * DAY + timedelta(hours=hours))

    assert letters() == [("koordinator", "hand_over_unconfirmed")]
    text = OutgoingMail.objects.get().text
    assert ("naslednica@" in text, "/cms/pregled/predaja/2026/12/" in text) == (True, True)
    assert HandOver.objects.get().escalated_at == BEGINS + 3 * DAY


def test_coordinators_confirm_what_came_to_them(scene):
    services.begin_month(BEGINS)
    jobs.escalate_hand_over(BEGINS + 3 * DAY)

    confirm(scene.coordinator, BEGINS + 4 * DAY)

    assert HandOver.objects.get().confirmed_by == scene.coordinator


@pytest.mark.parametrize("case", ["confirmed", "goes on", "coordinators", "month over", "late"])
def test_nothing_goes_to_the_coordinators(scene, case):
    if case == "goes on":
        set_duty(month=DECEMBER, partner=scene.partner)
    if case == "coordinators":
        set_duty(month=DECEMBER, partner=None)
    services.begin_month(BEGINS + 20 * DAY if case == "late" else BEGINS)
    if case == "confirmed":
        confirm(scene.follower)
    OutgoingMail.objects.all().delete()

    jobs.escalate_hand_over(BEGINS + {"month over": 31 * DAY, "late": 22 * DAY}.get(case, 5 * DAY))

    assert letters() == []


def test_a_first_hand_over_from_the_coordinators_is_escalated_too(scene):
    """An empty giver is not the same as the same giver."""
    set_duty(month=NOVEMBER, partner=None)
    services.begin_month(BEGINS)
    OutgoingMail.objects.all().delete()

    jobs.escalate_hand_over(BEGINS + 3 * DAY)

    assert letters() == [("koordinator", "hand_over_unconfirmed")]
