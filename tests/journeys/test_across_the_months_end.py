"""A text outlives a month's end, though the months were traded and somebody stands in around it."""

from datetime import datetime

import pytest
from django.test import Client

from blog.models import PostPage
from duty.models import DutyMonth
from duty.roster import LJUBLJANA, month_after, month_of
from duty.services import set_duty
from mail.models import OutgoingMail
from moderation.errors import MonthIsOver
from moderation.models import Decision, Step
from network.models import Role
from tests.journeys.people import (
    asker,
    browser_of,
    decision,
    form_in,
    mails_to,
    time_passes,
    words_of,
)
from tests.journeys.people import link_in as screen_in
from tests.journeys.test_deciding_from_the_mail import link_in as key_in
from tests.journeys.test_from_a_draft_to_its_readers import POST
from tests.moderation.scene import NOON, public_title, row_of
from tests.network.factories import OrganisationFactory, member_of

NOVEMBER = month_of(NOON)
DECEMBER, JANUARY = month_after(NOVEMBER), month_after(NOVEMBER, 2)
ROSTER = "/cms/dezurstvo/"
QUESTION = "Kdaj je to bilo?"


def at(month, day, hour=0, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=LJUBLJANA)


@pytest.fixture
def cast(scene):
    """Three partners have November, December and January; a fourth one has none and will help."""
    third = OrganisationFactory(name="Tretji partner", slug="tretji", partner=True)
    helping = OrganisationFactory(name="Pomočniki", slug="pomocniki", partner=True)
    set_duty(month=JANUARY, partner=third)
    scene.third, scene.helping = third, helping
    scene.next_lead = member_of(scene.next_partner, Role.LEAD, username="vodja-naslednjih")
    scene.third_lead = member_of(third, Role.LEAD, username="vodja-tretjih")
    scene.helper = member_of(helping, username="pomocnica")
    return scene


def who_may_decide(cast, page) -> list[str]:
    """Ask with everybody's browser, without saying that they read it."""
    may = []
    for user in (
        cast.decider,
        cast.colleague,
        cast.follower,
        cast.next_lead,
        cast.third_lead,
        cast.helper,
        cast.author,
        cast.coordinator,
        cast.stranger,
    ):
        screen = browser_of(user).head(screen_of(page))
        if screen.status_code == 200 and screen.context["may"]["approve"]:
            may.append(user.username)
    return may


def screen_of(page) -> str:
    return f"/cms/pregled/{page.pk}/"


def through_link_to(user) -> int:
    """What whoever holds the link of somebody's newest mail is answered, not signed in."""
    return Client().get(key_in(mails_to(user)[-1])).status_code


def public_answer() -> str:
    """Whom the public page names."""
    return Client().get("/dezurstvo/").context["duty"].partner.name


def letters_to(user) -> list[str]:
    mails = OutgoingMail.objects.filter(recipient=user.email).order_by("pk")
    return list(mails.values_list("kind", flat=True))


def corrected(author, page):
    """The author answers the question and hands in again."""
    form = author.get(f"/oddaj/{page.pk}/uredi/").context["form"]
    names = ("title", "summary", "text", "seen", "typed_from")
    shown = {name: form[name].value() or "" for name in names}
    text = "Bilo je lepo, v soboto 21. novembra."
    return author.post(f"/oddaj/{page.pk}/uredi/", {**shown, "text": text, "do": "hand_in"})


def test_a_text_is_published_after_months_were_traded_and_another_partner_stood_in(
    cast, clock, django_capture_on_commit_callbacks
):
    time_passes(clock, minutes=1)
    # November's partner confirms that it has taken over; nobody need remind it.
    browser_of(cast.decider).post("/cms/pregled/predaja/2026/11/prevzeto/")
    cast.news = asker()

    december_is_traded_for_january(cast, clock)
    page = a_text_comes_on_friday(cast, clock)
    a_coordinator_arranges_who_stands_in(cast, clock)
    at_midnight_it_is_the_helpers(cast, clock, page)
    the_author_is_asked_and_corrects(cast, clock, page)
    the_months_end_takes_nothing_from_the_helper(cast, clock, page)
    after_four_days_it_is_the_third_partners(cast, clock, page)
    with django_capture_on_commit_callbacks(execute=True):
        on_the_promised_day_it_is_published(cast, clock, page)

    # The author has known at every step, and the log keeps who decided in whose days.
    time_passes(clock, minutes=1)
    assert cast.news() == {"published": ["avtorica"]}
    assert "v soboto 21. novembra" in words_of(Client().get("/blog/sadili-smo-drevesa/"))
    assert letters_to(cast.author) == [
        "submitted_author",
        "sent_back",
        "submitted_author",
        "published",
    ]
    assert letters_to(cast.follower) == ["duty_moved"]
    steps = Step.objects.order_by("pk").values_list("kind", "actor__username", "comment")
    assert list(steps) == [
        ("submitted", "avtorica", ""),
        ("sent_back", "pomocnica", QUESTION),
        ("submitted", "avtorica", ""),
        ("approved", "vodja-tretjih", ""),
    ]
    decisions = Decision.objects.order_by("pk").values_list("outcome", "partner__slug", "month")
    assert list(decisions) == [
        ("sent_back", "pomocniki", NOVEMBER),
        ("approved", "tretji", DECEMBER),
    ]


def december_is_traded_for_january(cast, clock):
    """The next partner's lead asks for another month; the other lead follows the mail and accepts."""
    asked = browser_of(cast.next_lead).post(
        f"{ROSTER}zamenjava/",
        {"first_month": "2026-12", "second_month": "2027-01", "message": "Smo na taboru."},
    )
    assert asked.url == ROSTER
    time_passes(clock, minutes=1)
    assert cast.news() == {"duty_swap_asked": ["vodja-tretjih"]}
    letter = mails_to(cast.third_lead)[-1].body
    assert "Smo na taboru." in letter
    assert f"{ROSTER}\n" in letter

    # Both partners are told; whoever accepted knows.
    third = browser_of(cast.third_lead)
    third.post(form_in(third.get(ROSTER), "sprejmi"))
    assert dict(DutyMonth.objects.values_list("month", "partner__slug")) == {
        NOVEMBER: "dezurni",
        DECEMBER: "tretji",
        JANUARY: "naslednji",
    }
    assert cast.news() == {"duty_moved": ["naslednica", "vodja-naslednjih"]}

    # A week before December the partner that has it now is reminded, and no other.
    clock.move_to(at(11, 27, 10))
    time_passes(clock, minutes=1)
    assert cast.news() == {"duty_reminder": ["vodja-tretjih"]}


def a_text_comes_on_friday(cast, clock):
    """It is for November's partner alone, who is mailed a link as well."""
    browser_of(cast.author).post("/oddaj/objava/", POST)
    page = PostPage.objects.get()
    time_passes(clock, minutes=1)
    assert cast.news() == {
        "submitted_author": ["avtorica"],
        "submitted_duty": ["odloca", "sodelavka"],
    }
    assert row_of(page).answer_by == at(12, 2).date()
    assert who_may_decide(cast, page) == ["odloca", "sodelavka"]
    assert screen_in(mails_to(cast.decider)[-1]) == screen_of(page)
    assert through_link_to(cast.decider) == 200
    return page


def a_coordinator_arranges_who_stands_in(cast, clock):
    """From Sunday on, over the month's end. The traded December is the third partner's, so its
    people are told and not the next one's."""
    clock.move_to(at(11, 28, 12))
    browser_of(cast.coordinator).post(
        f"{ROSTER}nadomescanje/",
        {
            "partner": cast.helping.pk,
            "first_day": "2026-11-29",
            "last_day": "2026-12-02",
            "reason": "Pot v Graz.",
        },
    )
    time_passes(clock, minutes=1)
    assert cast.news() == {"duty_stand_in": ["odloca", "pomocnica", "sodelavka", "vodja-tretjih"]}
    assert "Pot v Graz." in mails_to(cast.helper)[-1].body


def at_midnight_it_is_the_helpers(cast, clock, page):
    """Claim and link have ended, and so has the right; what was typed and what was promised stay."""
    decider, address = browser_of(cast.decider), screen_of(page)
    # The link came with the mail about the text, before the one about who stands in.
    link = key_in(mails_to(cast.decider)[-2])
    clock.move_to(at(11, 28, 23, 59))
    assert (who_may_decide(cast, page), public_answer()) == (
        ["odloca", "sodelavka"],
        "Dežurni partner",
    )
    screen = decider.get(address)
    typed = decision(screen, "send_back_form", comment=QUESTION)
    assert screen.context["claim"].person == cast.decider
    assert Client().get(link).status_code == 200

    clock.move_to(at(11, 29))
    assert (who_may_decide(cast, page), public_answer()) == (["pomocnica"], "Pomočniki")
    assert browser_of(cast.helper).head(address).context["claim"] is None
    assert Client().get(link).status_code == 403
    refused = decider.post(f"{address}vrni/", typed)
    assert refused.status_code == 403
    for words in (str(MonthIsOver.message), QUESTION, "Pomočniki"):
        assert words in words_of(refused)
    assert decider.get(address).status_code == 404
    assert row_of(page).answer_by == at(12, 2).date()


def the_author_is_asked_and_corrects(cast, clock, page):
    """The helper asks what the other one had wanted to ask; an hour before the month's end the
    text comes back, with a new promise."""
    clock.move_to(at(11, 30, 9))
    helper, address = browser_of(cast.helper), screen_of(page)
    asks = decision(helper.get(address), "send_back_form", comment=QUESTION)
    assert helper.post(f"{address}vrni/", asks).status_code == 302
    time_passes(clock, minutes=1)
    assert cast.news() == {"sent_back": ["avtorica"], "duty_reminder": ["vodja-tretjih"]}
    assert QUESTION in mails_to(cast.author)[-1].body
    assert (row_of(page).answer_by, who_may_decide(cast, page)) == (None, [])

    clock.move_to(at(11, 30, 23))
    assert corrected(browser_of(cast.author), page).status_code == 302
    time_passes(clock, minutes=1)
    assert cast.news() == {"submitted_author": ["avtorica"], "submitted_duty": ["pomocnica"]}
    assert row_of(page).answer_by == at(12, 3).date()


def the_months_end_takes_nothing_from_the_helper(cast, clock, page):
    """Whoever stands in over it keeps claim and link. The partner that has December learns that it
    has begun, and that somebody else decides yet."""
    helper, third = browser_of(cast.helper), browser_of(cast.third_lead)
    helper.get(screen_of(page))
    clock.move_to(at(12, 1))
    assert (who_may_decide(cast, page), public_answer()) == (["pomocnica"], "Pomočniki")
    assert helper.head(screen_of(page)).context["claim"].person == cast.helper
    assert through_link_to(cast.helper) == 200

    time_passes(clock, minutes=1)
    assert cast.news() == {"duty_begins": ["vodja-tretjih"]}
    time_passes(clock, minutes=1)
    assert "Pomočniki" in mails_to(cast.third_lead)[-1].body
    assert third.get(screen_of(page)).status_code == 404

    # At half time whoever is on duty is reminded.
    clock.move_to(at(12, 2, 9))
    time_passes(clock, minutes=1)
    assert cast.news() == {"answers_due": ["pomocnica"]}


def after_four_days_it_is_the_third_partners(cast, clock, page):
    """At the last midnight everything passes on as at the first."""
    helper, address = browser_of(cast.helper), screen_of(page)
    link = key_in(next(one for one in mails_to(cast.helper) if "/odlocitev/" in one.body))
    clock.move_to(at(12, 2, 23, 59))
    assert who_may_decide(cast, page) == ["pomocnica"]
    typed = decision(helper.get(address), "approve_form", comment="Lepo napisano.")

    clock.move_to(at(12, 3))
    assert (who_may_decide(cast, page), public_answer()) == (["vodja-tretjih"], "Tretji partner")
    assert Client().get(link).status_code == 403
    refused = helper.post(f"{address}objavi/", typed)
    assert refused.status_code == 403
    for words in (str(MonthIsOver.message), "Lepo napisano.", "Tretji partner"):
        assert words in words_of(refused)
    assert browser_of(cast.third_lead).head(address).context["claim"] is None
    assert public_title(page) is None


def on_the_promised_day_it_is_published(cast, clock, page):
    """The third partner is reminded in the morning, follows the mail and publishes."""
    clock.move_to(at(12, 3, 9))
    time_passes(clock, minutes=1)
    assert cast.news() == {"answers_due": ["vodja-tretjih"]}
    time_passes(clock, minutes=1)
    address = screen_in(mails_to(cast.third_lead)[-1])
    assert address == screen_of(page)
    third = browser_of(cast.third_lead)
    approved = decision(third.get(address), "approve_form")
    assert third.post(f"{address}objavi/", approved).status_code == 302
