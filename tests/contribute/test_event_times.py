from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contribute.event_times import LJUBLJANA, Problem, Span, Times, WrongTimes, span_of, times_of

MAY_3, MAY_4 = date(2026, 5, 3), date(2026, 5, 4)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "span"),
    [
        (Times(), Span()),
        (Times(MAY_3, time(18)), Span(at(2026, 5, 3, 16))),
        (Times(MAY_3, time(18), time(20)), Span(at(2026, 5, 3, 16), at(2026, 5, 3, 18))),
        (Times(MAY_3, time(21), time(2), MAY_4), Span(at(2026, 5, 3, 19), at(2026, 5, 4))),
        (Times(MAY_3, time(21), time(0), MAY_4), Span(at(2026, 5, 3, 19), at(2026, 5, 3, 22))),
        (Times(MAY_3, all_day=True), Span(at(2026, 5, 2, 22), at(2026, 5, 3, 22), True)),
        (
            Times(MAY_3, last_day=MAY_4, all_day=True),
            Span(at(2026, 5, 2, 22), at(2026, 5, 4, 22), True),
        ),
        (Times(SPRING, all_day=True), Span(at(2026, 3, 28, 23), at(2026, 3, 29, 22), True)),
        (Times(AUTUMN, all_day=True), Span(at(2026, 10, 24, 22), at(2026, 10, 25, 23), True)),
        (Times(SPRING, time(1), time(4)), Span(at(2026, 3, 29), at(2026, 3, 29, 2))),
        (Times(AUTUMN, time(1), time(4)), Span(at(2026, 10, 24, 23), at(2026, 10, 25, 3))),
        (Times(AUTUMN, time(2, 30)), Span(at(2026, 10, 25, 0, 30))),
    ],
    ids=[
        "nothing yet",
        "a point in time",
        "two hours",
        "until the morning",
        "until midnight",
        "one day",
        "two days",
        "the short day",
        "the long day",
        "through the short night",
        "through the long night",
        "in the doubled hour",
    ],
)
def test_span_of_and_times_of_are_each_others_way_back(times, span):
    assert span_of(times) == span
    assert times_of(span) == times


@pytest.mark.parametrize(
    ("times", "name", "problem"),
    [
        (Times(start_time=time(18)), "first_day", Problem.DAY_IS_MISSING),
        (Times(all_day=True), "first_day", Problem.DAY_IS_MISSING),
        (Times(last_day=MAY_3), "first_day", Problem.DAY_IS_MISSING),
        (Times(MAY_3), "start_time", Problem.TIME_IS_MISSING),
        (Times(MAY_3, time(9), last_day=MAY_4), "end_time", Problem.END_IS_MISSING),
        (Times(MAY_3, time(21), time(2)), "end_time", Problem.ENDS_BEFORE_IT_BEGINS),
        (Times(MAY_3, time(21), time(21)), "end_time", Problem.ENDS_BEFORE_IT_BEGINS),
        (Times(MAY_4, time(21), time(22), MAY_3), "last_day", Problem.LAST_DAY_BEFORE_FIRST),
        (Times(MAY_3, last_day=date(2062, 5, 3), all_day=True), "last_day", Problem.TOO_LONG),
        (Times(SPRING, time(2, 30)), "start_time", Problem.NO_SUCH_TIME),
        (Times(SPRING, time(1), time(2, 30)), "end_time", Problem.NO_SUCH_TIME),
    ],
)
def test_span_of_names_the_entry_that_cannot_be(times, name, problem):
    with pytest.raises(WrongTimes) as wrong:
        span_of(times)

    assert (wrong.value.name, wrong.value.problem) == (name, problem)


def test_times_of_an_all_day_event_without_an_end_is_its_day():
    span = Span(datetime(2026, 5, 3, tzinfo=LJUBLJANA), None, all_day=True)

    assert times_of(span) == Times(MAY_3, all_day=True)


@given(
    st.builds(
        Times,
        st.dates(date(2025, 1, 1), date(2030, 1, 1)),
        st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
        st.none() | st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
        st.none() | st.dates(date(2025, 1, 1), date(2030, 1, 1)),
        st.booleans(),
    )
)
def test_whatever_can_be_entered_is_shown_again_with_the_same_meaning(times):
    try:
        span = span_of(times)
    except WrongTimes:
        return

    assert span_of(times_of(span)) == span
