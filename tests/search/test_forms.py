import pytest
from django.http import QueryDict
from django.utils.translation import gettext

from core.query import LONGEST_QUERY
from search.asking import Question
from search.backends.asks import Order, When
from search.finding import Found, Narrowing
from search.forms import LONGEST_UNKNOWN, MOST_VALUES, NarrowingForm, SearchForm, names_to_know
from search.kinds import findable_models
from tests.core.factories import LifeStageFactory
from tests.network.factories import OrganisationFactory

EVERYTHING = ["dogodek", "mentor", "obcina", "objava", "organizacija", "prostor", "stran", "tema"]


@pytest.fixture
def rows(db, django_capture_on_commit_callbacks):
    """An organisation and a life stage that may be chosen as filters; municipalities are there."""
    from network.models import Municipality

    with django_capture_on_commit_callbacks(execute=True):
        OrganisationFactory(name="Klub", slug="klub")
        LifeStageFactory(name="Študij", slug="studij")
        Municipality.objects.get(slug="mezica").save()


def form_of(address):
    return SearchForm(QueryDict(address), language="sl")


def found_of(**facts):
    return Found(Question(""), **facts)


def test_kinds_are_those_that_pages_and_rows_name():
    assert sorted(findable_models()) == [*EVERYTHING, "vodnik"]


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("", ""),
        ("q=+rov+&vrsta=&page=2", "q=rov"),
        ("q=rov&vrsta=objava", "q=rov&vrsta=objava"),
        ("vrsta=objava&q=rov&kdaj=danes", "q=rov&vrsta=objava&kdaj=danes"),
        ("q=rov&vrsta=ni-tega&drugo=x", "q=rov"),
        ("q=rov&razvrsti=najnovejse&dobesedno=1", "q=rov&razvrsti=najnovejse&dobesedno=1"),
        ("q=rov&razvrsti=po-moje&dobesedno=ne", "q=rov"),
        ("q=prvi&q=drugi", "q=drugi"),
        ("q=%22%26%3C", "q=%22%26%3C"),
        ("q=%00", ""),
        ("q=rov%00jama", "q=rov+jama"),
    ],
)
def test_query_keeps_what_was_understood(address, query):
    assert form_of(address).query() == query


def test_query_is_no_longer_than_what_is_read():
    assert form_of("q=" + "rov+" * 10_000).typed == ("rov " * 50)[:LONGEST_QUERY].strip()


def test_query_with_a_change_keeps_the_rest():
    form = form_of("q=rov&vrsta=objava&kdaj=danes&dobesedno=1")

    assert (form.query(vrsta=""), form.query(kdaj="teden"), form.without_filters()) == (
        "q=rov&kdaj=danes&dobesedno=1",
        "q=rov&vrsta=objava&kdaj=teden&dobesedno=1",
        "q=rov&dobesedno=1",
    )


def test_narrowing_is_what_was_chosen(rows):
    form = form_of(
        "q=rov&vrsta=objava&obcina=mezica&obdobje=studij&organizacija=klub&kdaj=teden"
        "&razvrsti=najnovejse"
    )

    assert form.narrowing() == Narrowing(
        kind="objava",
        facets={"obcina": "mezica", "obdobje": "studij", "organizacija": "klub"},
        when=When.WEEK,
        order=Order.NEWEST,
    )
    assert form.unknown() == []


@pytest.mark.parametrize(
    ("address", "unknown"),
    [
        ("vrsta=ni-tega", [("What", "ni-tega")]),
        ("kdaj=nikoli", [("When", "nikoli")]),
        ("tema=ni-tega", [("Topic", "ni-tega")]),
        ("obcina=Me%C5%BEica", [("Municipality", "Mežica")]),
        ("organizacija=%00", [("Organisation", " ")]),
        ("obdobje=" + "x" * 10_000, [("Life stage", "x" * LONGEST_UNKNOWN)]),
        ("tema=a%20b+tema:c", [("Topic", "a b tema:c")]),
    ],
)
def test_what_nobody_knows_is_named_and_left_aside(db, address, unknown):
    form = form_of("q=rov&" + address)

    assert [(str(one["label"]), one["value"]) for one in form.unknown()] == [
        (gettext(label), value) for label, value in unknown
    ]
    assert (form.query(), form.narrowing()) == ("q=rov", Narrowing())


def test_names_of_chosen_filters_take_one_query_and_none_without(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        form_of("q=rov&obcina=mezica&obdobje=studij&organizacija=klub")
    with django_assert_num_queries(0):
        form_of("q=rov&vrsta=objava&kdaj=danes")


def test_filters_are_named_and_each_can_be_removed(rows):
    form = form_of("q=rov&organizacija=klub&kdaj=danes&vrsta=objava")

    assert form.filters() == [
        {
            "label": gettext("Organisation"),
            "value": "Klub",
            "query": "q=rov&vrsta=objava&kdaj=danes",
        },
        {
            "label": gettext("When"),
            "value": gettext("today"),
            "query": "q=rov&vrsta=objava&organizacija=klub",
        },
    ]


def test_tabs_are_the_kinds_of_which_there_are_some_and_the_chosen_one():
    form = form_of("q=rov&vrsta=mentor")

    tabs = form.tabs(found_of(kinds={"objava": 3, "organizacija": 2}))

    assert [(tab["label"], tab["number"], tab["query"], tab["is_current"]) for tab in tabs] == [
        (gettext("everything"), 5, "q=rov", False),
        (gettext("Posts"), 3, "q=rov&vrsta=objava", False),
        (gettext("Mentors"), 0, "q=rov&vrsta=mentor", True),
        (gettext("Organisations"), 2, "q=rov&vrsta=organizacija", False),
    ]


def choices(form, name):
    return [(value, str(label)) for value, label in form.fields[name].choices]


def test_narrowing_form_offers_what_was_found_by_its_number(rows):
    found = found_of(
        facets={"organizacija": {"b": 1, "klub": 4, "a": 1, "gone": 9}, "prostor": {"x": 1}},
        whens={When.TODAY: 1, When.WEEK: 2},
    )
    names = {"organizacija:a": "A", "organizacija:b": "B", "organizacija:klub": "Klub"}

    form = NarrowingForm(form_of("q=rov&vrsta=objava"), found, names)

    assert list(form.fields) == ["organizacija", "kdaj", "razvrsti", "q", "vrsta"]
    assert choices(form, "organizacija") == [
        ("", gettext("all")),
        ("klub", "Klub (4)"),
        ("a", "A (1)"),
        ("b", "B (1)"),
    ]
    assert choices(form, "kdaj") == [
        ("", gettext("any time")),
        ("danes", f"{gettext('today')} (1)"),
        ("teden", f"{gettext('in the next seven days')} (2)"),
    ]


def test_narrowing_form_keeps_what_was_chosen_though_nothing_has_it(rows):
    form = NarrowingForm(form_of("q=rov&organizacija=klub&kdaj=danes"), found_of(), {})

    assert choices(form, "organizacija") == [("", gettext("all")), ("klub", "Klub (0)")]
    assert choices(form, "kdaj")[1:] == [("danes", f"{gettext('today')} (0)")]
    assert 'value="klub" selected' in str(form["organizacija"])


def test_names_to_know_are_those_of_the_commonest_values():
    numbers = {f"o{number:02}": number + 1 for number in range(MOST_VALUES + 5)}

    terms = names_to_know(found_of(facets={"organizacija": numbers, "prostor": {"x": 9}}))

    assert terms == [f"organizacija:o{number:02}" for number in reversed(range(5, MOST_VALUES + 5))]
