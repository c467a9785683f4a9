"""The roster's first screen, and the way to it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duty import services
from duty.models import StandIn
from duty.roster import months_from
from duty.services import set_duty
from tests.accounts.factories import UserFactory
from tests.conftest import DECEMBER, NOVEMBER
from tests.duty.views.cast import FEBRUARY, JANUARY, MARCH
from tests.moderation.scene import NOON
from tests.network.factories import OrganisationFactory, member_of

ADDRESS = "/cms/dezurstvo/"
TODAY = NOON.date()


def _swap(cast, **facts):
    """``dom`` offers February for January, to ``center``."""
    return services.ask_swap(
        first_month=FEBRUARY, second_month=JANUARY, user=cast.dom_lead, now=NOON, **facts
    )


def _stand_in(cast, partner=None):
    """``dom`` asks ``klub`` for tomorrow."""
    tomorrow = TODAY + timedelta(days=1)
    return services.ask_stand_in(
        partner=partner or cast.klub,
        first_day=tomorrow,
        last_day=tomorrow,
        user=cast.dom_lead,
        now=NOON,
    )


def _buttons(answer):
    """Where the forms of the page's own part lead."""
    page = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return sorted(part.partition('"')[0] for part in page.split('<form method="post" action="')[1:])


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("dom_lead", 200), ("helper", 200), ("guest", 404)],
)
def test_the_roster_is_for_partners_and_coordinators(cast, as_, who, status):
    client = as_(getattr(cast, who))

    addresses = [ADDRESS, "/cms/dezurstvo/zgodovina/", "/cms/dezurstvo/leto/2027/"]
    assert [client.get(address).status_code for address in addresses] == [status] * 3


def test_who_is_nobody_is_asked_to_sign_in(cast, client):
    assert client.get(ADDRESS)["Location"].startswith("/prijava/?next=")


def test_a_partner_that_left_the_network_has_no_business_here(cast, as_):
    cast.dom.is_partner = False
    cast.dom.save()

    assert as_(cast.dom_lead).get(ADDRESS).status_code in {302, 404}


@pytest.mark.parametrize(
    ("who", "shown"), [("coordinator", True), ("helper", True), ("guest", False)]
)
def test_the_menu_leads_those_to_the_roster_whose_business_it_is(cast, as_, who, shown):
    page = as_(getattr(cast, who)).get(reverse("wagtailadmin_home")).content.decode()

    assert (f'"{ADDRESS}"' in page or ADDRESS in page) is shown


def test_gaps_of_the_coming_months_stand_on_top(cast, as_):
    answer = as_(cast.coordinator).get(ADDRESS)

    assert answer.context["gaps"] == [month for month in months_from(DECEMBER, 12) if month > MARCH]


def test_a_year_without_gaps_says_so(cast, as_):
    for month in months_from(DECEMBER, 12):
        set_duty(month=month, partner=cast.klub)

    answer = as_(cast.coordinator).get(ADDRESS)

    assert (answer.context["gaps"], "notice_good" in answer.content.decode()) == ([], True)


def test_a_lead_sees_the_months_and_requests_of_its_partner_with_what_it_may_do(cast, as_):
    swap, stand_in = _swap(cast), _stand_in(cast)

    answer = as_(cast.dom_lead).get(ADDRESS)

    own = answer.context["board"].own
    assert [(one.partner, one.is_lead, [item.month for item in one.months]) for one in own] == [
        (cast.dom, True, [NOVEMBER, FEBRUARY])
    ]
    assert _buttons(answer) == [
        f"{ADDRESS}nadomescanje/{stand_in.pk}/umakni/",
        f"{ADDRESS}zamenjava/{swap.pk}/umakni/",
    ]


def test_whoever_is_asked_sees_the_request_and_may_answer(cast, as_):
    swap, stand_in = _swap(cast, message="Februarja nas ni."), _stand_in(cast)

    center = as_(cast.center_lead).get(ADDRESS)
    klub = as_(cast.klub_lead).get(ADDRESS)

    assert _buttons(center) == [
        f"{ADDRESS}zamenjava/{swap.pk}/sprejmi/",
        f"{ADDRESS}zamenjava/{swap.pk}/zavrni/",
    ]
    assert _buttons(klub) == [
        f"{ADDRESS}nadomescanje/{stand_in.pk}/sprejmi/",
        f"{ADDRESS}nadomescanje/{stand_in.pk}/zavrni/",
    ]
    assert ["Februarja nas ni." in answer.content.decode() for answer in (center, klub)] == [
        True,
        False,
    ]


def test_a_member_reads_and_has_no_buttons(cast, as_):
    _swap(cast)

    answer = as_(cast.helper).get(ADDRESS)

    assert (len(answer.context["board"].swaps), _buttons(answer)) == (1, [])


def test_a_coordinator_sees_everybodys_requests(cast, as_):
    swap, stand_in = _swap(cast), _stand_in(cast)

    assert _buttons(as_(cast.coordinator).get(ADDRESS)) == [
        f"{ADDRESS}nadomescanje/{stand_in.pk}/umakni/",
        f"{ADDRESS}zamenjava/",
        f"{ADDRESS}zamenjava/{swap.pk}/umakni/",
    ]


def test_what_was_agreed_can_be_ended_until_it_is_over(cast, as_, noon):
    stand_in = _stand_in(cast)
    services.accept_stand_in(stand_in_id=stand_in.pk, user=cast.klub_lead, now=NOON)
    client = as_(cast.klub_lead)

    before = _buttons(client.get(ADDRESS))
    noon.move_to(NOON + timedelta(days=3))
    after = client.get(ADDRESS)

    assert before == [f"{ADDRESS}nadomescanje/{stand_in.pk}/koncaj/"]
    assert (_buttons(after), after.context["board"].settled_stand_ins) == ([], [stand_in])


def test_what_is_settled_says_how(cast, as_):
    swap = _swap(cast)
    set_duty(month=JANUARY, partner=cast.klub)
    services.close_impossible_swaps(now=NOON)

    answer = as_(cast.dom_lead).get(ADDRESS)

    swap.refresh_from_db()
    assert answer.context["board"].settled_swaps == [swap]
    assert swap.get_state_display() in answer.content.decode()


def test_the_screen_says_who_stands_in_now(cast, as_):
    services.take_over_duty_now(partner=cast.klub, until_day=TODAY, user=cast.klub_lead, now=NOON)

    duty = as_(cast.helper).get(ADDRESS).context["duty"]

    assert (duty.partner, duty.month_partner, duty.stand_in) == (cast.klub, cast.dom, True)


def test_history_names_who_gave_which_month_to_whom_and_how_many_each_has(cast, as_):
    services.plan_months(months={MARCH: cast.dom}, user=cast.coordinator, now=NOON)

    answer = as_(cast.helper).get("/cms/dezurstvo/zgodovina/")

    assert [
        (change.month, change.before, change.after, change.by)
        for change in answer.context["changes"]
    ] == [(MARCH, cast.klub, cast.dom, cast.coordinator)]
    assert [(share.partner, share.past, share.coming) for share in answer.context["shares"]] == [
        (cast.center, 0, 1),
        (cast.dom, 1, 2),
        (cast.klub, 0, 1),
    ]


@pytest.mark.parametrize("address", [ADDRESS, "/cms/dezurstvo/zgodovina/"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_screens_that_only_show_refuse_other_methods(cast, as_, address, method):
    assert as_(cast.coordinator).generic(method, address).status_code == 405


@pytest.mark.parametrize("who", ["coordinator", "dom_lead"])
def test_the_screens_cost_the_same_for_few_rows_and_for_many(
    cast, as_, who, django_assert_num_queries
):
    client = as_(getattr(cast, who))
    addresses = [ADDRESS, "/cms/dezurstvo/zgodovina/"]
    _swap(cast)
    _stand_in(cast)
    services.plan_months(months={MARCH: cast.dom}, user=cast.coordinator, now=NOON)
    costs = []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append(len(queries))
    for number, month in enumerate(months_from(DECEMBER, 16)[4:]):
        partner = OrganisationFactory(partner=True)
        member_of(partner)
        services.plan_months(months={month: partner}, user=cast.coordinator, now=NOON)
        services.ask_swap(first_month=FEBRUARY, second_month=month, user=cast.dom_lead, now=NOON)
        StandIn.objects.create(
            partner=partner,
            instead_of=cast.dom,
            starts_at=NOON + timedelta(days=number),
            ends_at=NOON + timedelta(days=number + 1),
            state="agreed",
            asked_by=UserFactory(),
            asked_at=NOON,
            answered_at=NOON,
        )

    for address, cost in zip(addresses, costs, strict=True):
        with django_assert_num_queries(cost):
            client.get(address)
