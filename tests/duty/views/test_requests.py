"""Trading months, standing in, taking over, and months that a partner cannot take: the screens."""

import re
from datetime import date, timedelta

import pytest

from duty import services
from duty.answers import duty_answer
from duty.models import DutyMonth, ImpossibleMonth, StandIn, Swap
from duty.roster import month_after
from duty.services import set_duty
from network.models import Role
from tests.conftest import DECEMBER, NOVEMBER
from tests.duty.views.cast import FEBRUARY, JANUARY, MARCH
from tests.moderation.scene import NOON
from tests.network.factories import OrganisationFactory

INDEX = "/cms/dezurstvo/"
SWAP, STAND_IN, TAKE_OVER = f"{INDEX}zamenjava/", f"{INDEX}nadomescanje/", f"{INDEX}prevzem/"
TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)


def _plan():
    return dict(DutyMonth.objects.values_list("month", "partner"))


def _swaps():
    return list(
        Swap.objects.values_list(
            "first_partner__name", "first_month", "second_partner__name", "second_month", "state"
        )
    )


def _stand_ins():
    return list(StandIn.objects.values_list("partner__name", "state"))


def _choices(answer, name):
    return [value for value, _label in answer.context["form"][name].field.choices]


def _seen(answer):
    """What the form says of the plan that was on the screen."""
    return re.search(r'name="seen" value="([^"]*)"', answer.content.decode())[1]


def _button_on(answer):
    """What the button sends with which a coordinator grants a request."""
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]
        for name in ("first_month", "second_month", "seen")
    }


@pytest.fixture
def asked(cast):
    """``dom`` has asked ``center``: February for January."""
    return services.ask_swap(
        first_month=FEBRUARY, second_month=JANUARY, user=cast.dom_lead, now=NOON
    )


@pytest.fixture
def wanted(cast):
    """``dom`` has asked ``klub`` to stand in tomorrow."""
    return services.ask_stand_in(
        partner=cast.klub, first_day=TOMORROW, last_day=TOMORROW, user=cast.dom_lead, now=NOON
    )


# --- swaps ------------------------------------------------------------------------------------
def test_a_lead_offers_its_own_months_for_those_of_others(cast, as_):
    answer = as_(cast.dom_lead).get(SWAP, {"mesec": "2027-02"})

    assert _choices(answer, "first_month") == ["2027-02"]
    assert _choices(answer, "second_month") == ["2026-12", "2027-01", "2027-03"]
    assert answer.context["form"]["first_month"].value() == "2027-02"


def test_a_lead_asks_for_a_swap(cast, as_):
    answer = as_(cast.dom_lead).post(
        SWAP, {"first_month": "2027-02", "second_month": "2027-01", "message": "Prosimo."}
    )

    assert answer["Location"] == INDEX
    assert _swaps() == [("Dom", FEBRUARY, "Center", JANUARY, "asked")]
    assert Swap.objects.get().message == "Prosimo."


def test_asking_twice_is_refused_and_what_was_typed_stays(cast, as_, asked):
    answer = as_(cast.dom_lead).post(
        SWAP, {"first_month": "2027-02", "second_month": "2027-01", "message": "Še enkrat."}
    )

    assert (answer.status_code, Swap.objects.count()) == (409, 1)
    assert answer.context["form"]["message"].value() == "Še enkrat."
    assert answer.context["form"].non_field_errors()


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"first_month": "2027-01"}, "first_month"),
        ({"first_month": "2026-11"}, "first_month"),
        ({"first_month": "2027-13"}, "first_month"),
        ({"first_month": "' OR 1=1"}, "first_month"),
        ({"first_month": ""}, "first_month"),
        ({"second_month": "2027-02"}, "second_month"),
        ({"second_month": "2027-07"}, "second_month"),
        ({"second_month": ""}, "second_month"),
        ({"message": "a" * 301}, "message"),
        ({"message": "nič\x00"}, "message"),
    ],
    ids=[
        "another's month offered",
        "a month that has begun",
        "no month",
        "no date",
        "nothing offered",
        "own month wished",
        "nobody's month wished",
        "nothing wished",
        "too many words",
        "a nought in the words",
    ],
)
def test_a_swap_that_cannot_be_is_refused(cast, as_, sent, wrong):
    whole = {"first_month": "2027-02", "second_month": "2027-01", "message": "Prosimo."}

    answer = as_(cast.dom_lead).post(SWAP, whole | sent)

    assert (answer.status_code, list(answer.context["form"].errors), _swaps()) == (422, [wrong], [])


@pytest.mark.parametrize("who", ["helper", "guest"])
@pytest.mark.parametrize("address", [SWAP, STAND_IN, TAKE_OVER])
def test_whoever_leads_no_partner_asks_for_nothing(cast, as_, who, address):
    client = as_(getattr(cast, who))

    assert [client.get(address).status_code, client.post(address, {}).status_code] == [404, 404]
    assert (_swaps(), _stand_ins()) == ([], [])


def test_whoever_ceased_to_lead_while_writing_gets_their_words_back(cast, as_):
    client = as_(cast.dom_lead)
    cast.dom_lead.memberships.update(role=Role.MEMBER)

    answer = client.post(SWAP, {"first_month": "2027-02", "message": "Prosimo, menjajmo."})

    assert (answer.status_code, "Prosimo, menjajmo." in answer.content.decode()) == (404, True)


def test_a_coordinator_trades_two_months_at_once(cast, as_):
    client = as_(cast.coordinator)

    shown = client.get(SWAP)
    client.post(SWAP, {"first_month": "2026-12", "second_month": "2027-01", "seen": _seen(shown)})

    assert _choices(shown, "first_month") == ["2026-12", "2027-01", "2027-02", "2027-03"]
    assert _swaps() == [("Klub", DECEMBER, "Center", JANUARY, "accepted")]
    assert (_plan()[DECEMBER], _plan()[JANUARY]) == (cast.center.pk, cast.klub.pk)


def test_a_coordinator_settles_for_both_what_was_asked(cast, as_, asked):
    client = as_(cast.coordinator)

    client.post(SWAP, _button_on(client.get(INDEX)))

    assert _swaps() == [("Dom", FEBRUARY, "Center", JANUARY, "accepted")]
    assert (_plan()[JANUARY], _plan()[FEBRUARY]) == (cast.dom.pk, cast.center.pk)


def test_a_trade_that_is_arranged_twice_is_not_undone(cast, as_):
    client = as_(cast.coordinator)
    form = {"first_month": "2026-12", "second_month": "2027-01", "seen": _seen(client.get(SWAP))}

    answers = [client.post(SWAP, form) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert (_plan()[DECEMBER], _plan()[JANUARY]) == (cast.center.pk, cast.klub.pk)
    assert _seen(answers[1]) == _seen(client.get(SWAP)) != form["seen"]


def test_what_the_partners_traded_themselves_is_not_traded_back(cast, as_, asked):
    client = as_(cast.coordinator)
    button = _button_on(client.get(INDEX))
    services.accept_swap(swap_id=asked.pk, user=cast.center_lead, now=NOON)

    answer = client.post(SWAP, button)

    assert answer.status_code == 409
    assert (_plan()[JANUARY], _plan()[FEBRUARY]) == (cast.dom.pk, cast.center.pk)


@pytest.mark.parametrize(
    "seen",
    ["", "x", "2026-12", "2026-12:", "2026-12:1", "2026-13:1 2027-01:1", "9" * 2001, "a\x00:1"],
)
def test_a_trade_that_does_not_say_what_was_seen_is_refused(cast, as_, seen):
    before = _plan()

    answer = as_(cast.coordinator).post(
        SWAP, {"first_month": "2026-12", "second_month": "2027-01", "seen": seen}
    )

    assert (answer.status_code, _plan()) == (422, before)


@pytest.mark.parametrize(
    "second_month", ["2026-12", "2027-03"], ids=["the same month", "a month of the same partner"]
)
def test_a_coordinator_trades_nothing_with_itself(cast, as_, second_month):
    before = _plan()

    client = as_(cast.coordinator)
    seen = _seen(client.get(SWAP))

    answer = client.post(
        SWAP, {"first_month": "2026-12", "second_month": second_month, "seen": seen}
    )

    assert (answer.status_code, _plan()) == (409, before)


def test_without_months_there_is_nothing_to_trade(cast, as_):
    DutyMonth.objects.filter(month__gt=NOVEMBER).delete()

    answer = as_(cast.dom_lead).get(SWAP)

    assert (answer.status_code, answer.context["can_ask"]) == (200, False)


def test_whoever_is_asked_accepts(cast, as_, asked):
    answer = as_(cast.center_lead).post(f"{SWAP}{asked.pk}/sprejmi/")

    assert answer["Location"] == INDEX
    assert (_swaps()[0][-1], _plan()[JANUARY], _plan()[FEBRUARY]) == (
        "accepted",
        cast.dom.pk,
        cast.center.pk,
    )


def test_whoever_is_asked_declines(cast, as_, asked):
    as_(cast.center_lead).post(f"{SWAP}{asked.pk}/zavrni/")

    assert (_swaps()[0][-1], _plan()[JANUARY]) == ("declined", cast.center.pk)


@pytest.mark.parametrize("who", ["dom_lead", "coordinator"])
def test_a_request_is_withdrawn_by_whoever_asked_or_a_coordinator(cast, as_, asked, who):
    as_(getattr(cast, who)).post(f"{SWAP}{asked.pk}/umakni/")

    assert _swaps()[0][-1] == "withdrawn"


def test_a_swap_that_has_become_impossible_says_so(cast, as_, asked):
    set_duty(month=JANUARY, partner=cast.klub)

    page = as_(cast.center_lead).post(f"{SWAP}{asked.pk}/sprejmi/", follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert (_swaps()[0][-1], _plan()[FEBRUARY]) == ("impossible", cast.dom.pk)


def test_a_second_click_says_that_it_is_settled(cast, as_, asked):
    client = as_(cast.center_lead)
    client.post(f"{SWAP}{asked.pk}/sprejmi/")

    page = client.post(f"{SWAP}{asked.pk}/sprejmi/", follow=True)

    assert [message.level_tag for message in page.context["messages"]][-1] == "error"
    assert _plan()[JANUARY] == cast.dom.pk


@pytest.mark.parametrize(
    ("who", "step"),
    [
        ("dom_lead", "sprejmi"),
        ("klub_lead", "sprejmi"),
        ("coordinator", "sprejmi"),
        ("helper", "umakni"),
        ("center_lead", "umakni"),
        ("klub_lead", "zavrni"),
        ("guest", "sprejmi"),
    ],
)
def test_nobody_else_settles_a_swap(cast, as_, asked, who, step):
    answer = as_(getattr(cast, who)).post(f"{SWAP}{asked.pk}/{step}/")

    assert (answer.status_code, _swaps()[0][-1]) == (404, "asked")


# --- standing in ------------------------------------------------------------------------------
def test_a_lead_asks_another_partner_to_stand_in(cast, as_):
    client = as_(cast.dom_lead)

    shown = client.get(STAND_IN)
    client.post(
        STAND_IN,
        {
            "partner": cast.klub.pk,
            "first_day": "2026-11-12",
            "last_day": "2026-11-13",
            "reason": "",
        },
    )

    assert list(shown.context["form"].fields["partner"].queryset) == [cast.center, cast.klub]
    assert _stand_ins() == [("Klub", "asked")]


def test_a_lead_asks_for_nobody_in_the_month_of_another(cast, as_):
    sent = {"partner": cast.center.pk, "first_day": "2026-12-12", "last_day": "2026-12-13"}

    answer = as_(cast.dom_lead).post(STAND_IN, {**sent, "reason": "Dopust."})

    assert (answer.status_code, _stand_ins()) == (403, [])
    assert answer.context["form"]["reason"].value() == "Dopust."


@pytest.mark.parametrize(
    ("sent", "wrong", "status"),
    [
        ({"partner": "own"}, "partner", 422),
        ({"partner": "youth"}, "partner", 422),
        ({"partner": "x"}, "partner", 422),
        ({"partner": "9" * 30}, "partner", 422),
        ({"partner": ""}, "partner", 422),
        ({"first_day": ""}, "first_day", 422),
        ({"first_day": "2026-02-30"}, "first_day", 422),
        ({"last_day": "2026-11-11"}, "last_day", 422),
        ({"first_day": "2026-10-01", "last_day": "2026-10-02"}, "__all__", 409),
        ({"last_day": "9999-12-31"}, "__all__", 409),
        ({"first_day": "0001-01-01", "last_day": "0001-01-01"}, "__all__", 409),
        ({"reason": "a" * 301}, "reason", 422),
    ],
    ids=[
        "itself",
        "no partner",
        "no number",
        "too great a number",
        "nobody",
        "no day",
        "no such day",
        "the end before the beginning",
        "over",
        "the end of time",
        "the beginning of time",
        "too many words",
    ],
)
def test_a_stand_in_that_cannot_be_is_refused(cast, as_, sent, wrong, status):
    numbers = {"own": cast.dom.pk, "youth": OrganisationFactory().pk}
    whole = {
        "partner": cast.klub.pk,
        "first_day": "2026-11-12",
        "last_day": "2026-11-13",
        "reason": "Dopust.",
    }
    sent = {name: numbers.get(value, value) for name, value in sent.items()}

    answer = as_(cast.dom_lead).post(STAND_IN, whole | sent)

    assert (answer.status_code, list(answer.context["form"].errors), _stand_ins()) == (
        status,
        [wrong],
        [],
    )


def test_a_coordinator_puts_a_partner_on_duty_for_some_days(cast, as_):
    as_(cast.coordinator).post(
        STAND_IN,
        {"partner": cast.klub.pk, "first_day": f"{TODAY}", "last_day": f"{TODAY}", "reason": ""},
    )

    assert (_stand_ins(), duty_answer(NOON).partner) == ([("Klub", "agreed")], cast.klub.pk)


@pytest.mark.parametrize(("step", "state"), [("sprejmi", "agreed"), ("zavrni", "declined")])
def test_whoever_is_asked_to_stand_in_answers(cast, as_, wanted, step, state):
    answer = as_(cast.klub_lead).post(f"{STAND_IN}{wanted.pk}/{step}/")

    assert (answer["Location"], _stand_ins()) == (INDEX, [("Klub", state)])


@pytest.mark.parametrize("who", ["dom_lead", "coordinator"])
def test_a_request_to_stand_in_is_withdrawn(cast, as_, wanted, who):
    as_(getattr(cast, who)).post(f"{STAND_IN}{wanted.pk}/umakni/")

    assert _stand_ins() == [("Klub", "withdrawn")]


@pytest.mark.parametrize("who", ["dom_lead", "klub_lead", "coordinator"])
def test_what_was_agreed_is_ended_by_either_partner_or_a_coordinator(cast, as_, wanted, who):
    services.accept_stand_in(stand_in_id=wanted.pk, user=cast.klub_lead, now=NOON)

    as_(getattr(cast, who)).post(f"{STAND_IN}{wanted.pk}/koncaj/")

    assert _stand_ins() == [("Klub", "ended")]


@pytest.mark.parametrize(
    ("who", "step"),
    [
        ("dom_lead", "sprejmi"),
        ("center_lead", "sprejmi"),
        ("coordinator", "sprejmi"),
        ("center_lead", "zavrni"),
        ("klub_lead", "umakni"),
        ("helper", "umakni"),
        ("center_lead", "koncaj"),
        ("guest", "koncaj"),
    ],
)
def test_nobody_else_settles_a_stand_in(cast, as_, wanted, who, step):
    answer = as_(getattr(cast, who)).post(f"{STAND_IN}{wanted.pk}/{step}/")

    assert (answer.status_code, _stand_ins()) == (404, [("Klub", "asked")])


# --- taking over now ----------------------------------------------------------------------------
def test_a_lead_takes_over_now_until_a_day(cast, as_):
    client = as_(cast.klub_lead)

    shown = client.get(TAKE_OVER)
    client.post(
        TAKE_OVER, {"partner": cast.klub.pk, "until_day": f"{TOMORROW}", "reason": "Nujno."}
    )

    assert list(shown.context["form"].fields["partner"].queryset) == [cast.klub]
    assert (duty_answer(NOON).partner, _stand_ins()) == (cast.klub.pk, [("Klub", "agreed")])
    assert StandIn.objects.get().last_day == TOMORROW


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"partner": "other"}, 422),
        ({"partner": ""}, 422),
        ({"until_day": ""}, 422),
        ({"until_day": "jutri"}, 422),
        ({"until_day": f"{TODAY - timedelta(days=1)}"}, 409),
        ({"until_day": f"{TODAY + timedelta(days=7)}"}, 409),
        ({"until_day": "9999-12-31"}, 409),
        ({"reason": "a" * 301}, 422),
    ],
    ids=[
        "for another partner",
        "for nobody",
        "without a day",
        "no date",
        "until yesterday",
        "too long",
        "the end of time",
        "too many words",
    ],
)
def test_taking_over_is_refused(cast, as_, sent, status):
    whole = {"partner": cast.klub.pk, "until_day": f"{TOMORROW}", "reason": "Nujno."}
    sent = {name: cast.center.pk if value == "other" else value for name, value in sent.items()}

    answer = as_(cast.klub_lead).post(TAKE_OVER, whole | sent)

    assert (answer.status_code, _stand_ins()) == (status, [])
    assert answer.context["form"]["reason"].value() == sent.get("reason", "Nujno.")


def test_whoever_is_on_duty_anyway_does_not_take_over(cast, as_):
    sent = {"partner": cast.dom.pk, "until_day": f"{TODAY}", "reason": ""}

    answer = as_(cast.dom_lead).post(TAKE_OVER, sent)

    assert (answer.status_code, _stand_ins()) == (409, [])


def test_a_coordinator_without_a_partner_arranges_instead(cast, as_):
    assert as_(cast.coordinator).get(TAKE_OVER).status_code == 404


# --- impossible months -----------------------------------------------------------------------------
def _impossible(partner):
    return f"{INDEX}nemogoce/{partner.pk}/"


@pytest.mark.parametrize("who", ["dom_lead", "coordinator"])
def test_a_lead_or_a_coordinator_marks_what_a_partner_cannot_take(cast, as_, who):
    ImpossibleMonth.objects.create(partner=cast.dom, month=JANUARY)
    client = as_(getattr(cast, who))

    shown = client.get(_impossible(cast.dom))
    client.post(_impossible(cast.dom), {"months": ["2027-02", "2027-07"]})

    assert shown.context["form"]["months"].value() == ["2027-01"]
    assert list(ImpossibleMonth.objects.values_list("partner", "month")) == [
        (cast.dom.pk, FEBRUARY),
        (cast.dom.pk, date(2027, 7, 1)),
    ]


def test_nothing_marked_means_that_everything_is_possible(cast, as_):
    ImpossibleMonth.objects.create(partner=cast.dom, month=JANUARY)

    as_(cast.dom_lead).post(_impossible(cast.dom), {})

    assert not ImpossibleMonth.objects.exists()


def test_a_mark_beyond_the_form_stays(cast, as_):
    far = month_after(NOVEMBER, 30)
    ImpossibleMonth.objects.create(partner=cast.dom, month=far)

    as_(cast.dom_lead).post(_impossible(cast.dom), {"months": ["2027-02"]})

    assert set(ImpossibleMonth.objects.values_list("month", flat=True)) == {FEBRUARY, far}


@pytest.mark.parametrize(
    "month", ["2026-11", "2029-01", "2027-13", "x", ""], ids=["begun", "far", "none", "text", "nil"]
)
def test_a_month_that_is_not_offered_is_refused(cast, as_, month):
    answer = as_(cast.dom_lead).post(_impossible(cast.dom), {"months": ["2027-02", month]})

    assert (answer.status_code, ImpossibleMonth.objects.count()) == (422, 0)


@pytest.mark.parametrize("who", ["helper", "klub_lead", "guest"])
def test_nobody_marks_the_months_of_another_partner(cast, as_, who):
    client = as_(getattr(cast, who))
    address = _impossible(cast.dom)

    answers = [client.get(address), client.post(address, {"months": ["2027-02"]})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not ImpossibleMonth.objects.exists()


@pytest.mark.parametrize("number", [0, 999999, "9" * 18, "9" * 40, "-1", "x"])
@pytest.mark.parametrize(
    "address",
    ["nemogoce/{}/", "zamenjava/{}/sprejmi/", "nadomescanje/{}/koncaj/"],
)
def test_a_number_that_names_nothing_is_not_found(cast, as_, address, number):
    client = as_(cast.coordinator)

    assert client.post(INDEX + address.format(number)).status_code == 404


def test_an_organisation_without_duty_has_no_months_to_mark(cast, as_):
    youth = OrganisationFactory()

    assert as_(cast.coordinator).get(_impossible(youth)).status_code == 404


# --- the addresses -------------------------------------------------------------------------------
@pytest.mark.parametrize("step", ["sprejmi", "zavrni", "umakni"])
def test_looking_settles_nothing(cast, as_, asked, wanted, step):
    cast.center.memberships.create(user=cast.dom_lead, role="lead")
    client = as_(cast.dom_lead)

    answers = [
        client.get(f"{SWAP}{asked.pk}/{step}/"),
        client.get(f"{STAND_IN}{wanted.pk}/{step}/"),
        client.put(f"{SWAP}{asked.pk}/{step}/"),
    ]

    assert [answer.status_code for answer in answers] == [405] * 3
    assert (_swaps()[0][-1], _stand_ins()) == ("asked", [("Klub", "asked")])


@pytest.mark.parametrize("address", [SWAP, STAND_IN, TAKE_OVER])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_forms_take_nothing_but_forms(cast, as_, address, method):
    assert as_(cast.dom_lead).generic(method, address).status_code == 405


@pytest.mark.parametrize("address", [SWAP, STAND_IN, TAKE_OVER])
def test_whoever_was_signed_out_gets_their_words_back(cast, client, address):
    answer = client.post(address, {"message": "Predolgo sem pisala.", "reason": "Tudi to."})

    page = answer.content.decode()
    assert (answer.status_code, "Predolgo sem pisala." in page, "Tudi to." in page) == (
        403,
        True,
        True,
    )


def test_a_swap_leaves_the_other_months_alone(cast, as_, asked):
    as_(cast.center_lead).post(f"{SWAP}{asked.pk}/sprejmi/")

    assert (_plan()[MARCH], _plan()[DECEMBER]) == (cast.klub.pk, cast.klub.pk)
