from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.rights import (
    Action,
    Case,
    Duty,
    Person,
    Proposal,
    Public,
    is_on_duty,
    may,
    may_begin,
    may_decide,
    may_publish_at_once,
)

OWNER, STRANGERS, PARTNER, NEXT, LAST = 1, 2, 3, 4, 5
DUTY = Duty(partner=PARTNER, next_partner=NEXT)
NO_PARTNER = Duty(partner=None, next_partner=NEXT)

PERSONS = {
    "reader": Person(0),
    "author": Person(1, frozenset({OWNER})),
    "colleague": Person(2, frozenset({OWNER})),
    "lead": Person(3, frozenset({OWNER}), frozenset({OWNER})),
    "other organisation": Person(4, frozenset({STRANGERS})),
    "on duty": Person(5, frozenset({PARTNER})),
    "next month": Person(6, frozenset({NEXT})),
    "last month": Person(7, frozenset({LAST})),
    "coordinator": Person(8, is_coordinator=True),
    "superuser": Person(9, is_superuser=True),
}
OURS = {"author", "colleague", "lead"}
WATCH = {"coordinator", "superuser"}
AUTHOR = PERSONS["author"]

DECISIONS = {Action.APPROVE, Action.SCHEDULE, Action.SEND_BACK, Action.MEND}


def _case(public=Public.NEVER, proposal=Proposal.SUBMITTED, **facts):
    facts = {"organisation": OWNER, "authors": frozenset({AUTHOR.id})} | facts
    return Case(public=public, proposal=proposal, **facts)


def _who(action, case, duty=DUTY):
    return {name for name, person in PERSONS.items() if may(action, person, case, duty)}


# --- on duty --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duty", "on_duty"),
    [
        (DUTY, {"on duty"}),
        (Duty(partner=NEXT), {"next month"}),
        (Duty(partner=OWNER), OURS),
        (Duty(), {"coordinator"}),
        (NO_PARTNER, {"coordinator"}),
        (Duty(partner=99), set()),
    ],
    ids=[
        "a partner",
        "a month later",
        "the owner of the text",
        "nobody planned",
        "only the next month is planned",
        "a partner without people",
    ],
)
def test_on_duty_are_the_partners_people_or_else_the_coordinators(duty, on_duty):
    assert {name for name, person in PERSONS.items() if is_on_duty(person, duty)} == on_duty


# --- who decides ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "duty", "deciders"),
    [
        ({}, DUTY, {"on duty", "superuser"}),
        ({"authors": frozenset({5})}, DUTY, {"superuser"}),
        ({"authors": frozenset({5, 9})}, DUTY, {"superuser"}),
        ({"organisation": PARTNER}, DUTY, {"on duty", "next month", *WATCH}),
        (
            {"organisation": PARTNER, "authors": frozenset({5})},
            DUTY,
            {"next month", *WATCH},
        ),
        (
            {"organisation": PARTNER, "authors": frozenset({5, 6, 8})},
            DUTY,
            {"superuser"},
        ),
        ({"organisation": PARTNER}, Duty(PARTNER, None), {"on duty", *WATCH}),
        ({"organisation": PARTNER}, Duty(PARTNER, PARTNER), {"on duty", *WATCH}),
        ({"organisation": NEXT}, DUTY, {"on duty", "superuser"}),
        ({}, NO_PARTNER, WATCH),
        ({"authors": frozenset({8})}, NO_PARTNER, {"superuser"}),
        ({"organisation": NEXT}, NO_PARTNER, WATCH),
        ({"taken_over_by": 8}, DUTY, {"on duty", *WATCH}),
        ({"taken_over_by": 88}, DUTY, {"on duty", "superuser"}),
        ({"taken_over_by": 8, "authors": frozenset({8})}, DUTY, {"on duty", "superuser"}),
        ({"taken_over_by": 7}, DUTY, {"on duty", "superuser"}),
        ({"organisation_is_active": False}, DUTY, {"on duty", "superuser"}),
        ({"public": Public.LIVE}, DUTY, {"on duty", "superuser"}),
        ({"proposal": Proposal.DRAFT}, DUTY, set()),
        ({"proposal": Proposal.SENT_BACK}, DUTY, set()),
        ({"proposal": Proposal.NONE}, DUTY, set()),
    ],
    ids=[
        "handed in",
        "written by somebody on duty for another organisation",
        "the superuser wrote too",
        "of the partner on duty",
        "of the partner on duty, by its person",
        "everybody had a part",
        "of the partner on duty, nobody comes next",
        "of the partner on duty, which goes on",
        "of the next month's partner",
        "a month without a partner",
        "a coordinator wrote it in a month without a partner",
        "of the next month's partner in a month without one",
        "taken over by the coordinator",
        "taken over by another coordinator",
        "taken over by a coordinator who wrote it",
        "taken over by whoever is no coordinator any more",
        "of an organisation that has left",
        "a change of what is public",
        "a draft",
        "sent back",
        "nothing proposed",
    ],
)
def test_decided_by_whoever_is_on_duty_and_had_no_part_in_the_text(facts, duty, deciders):
    case = _case(**facts)

    assert {name for name, person in PERSONS.items() if may_decide(person, case, duty)} == deciders
    assert {action: _who(action, case, duty) for action in DECISIONS} == dict.fromkeys(
        DECISIONS, deciders
    )


# --- everything else, in every state --------------------------------------------------------

STATES = list(product(Public, Proposal))
OPEN = {Proposal.NONE, Proposal.DRAFT, Proposal.SENT_BACK}


def _sees(public, proposal):
    concerns_duty = proposal == Proposal.SUBMITTED or (public, proposal) == (
        Public.SCHEDULED,
        Proposal.NONE,
    )
    return OURS | WATCH | ({"on duty"} if concerns_duty else set())


def _deletes(public, proposal):
    if public != Public.NEVER:
        return WATCH
    return OURS | {"superuser"} if proposal in OPEN else set()


def _only(people, condition):
    return people if condition else set()


EXPECTED = {
    Action.SEE: _sees,
    Action.EDIT: lambda public, proposal: _only(OURS | {"superuser"}, proposal in OPEN),
    Action.SUBMIT: lambda public, proposal: _only(
        OURS | {"superuser"}, proposal in {Proposal.DRAFT, Proposal.SENT_BACK}
    ),
    Action.WITHDRAW: lambda public, proposal: _only(
        OURS | {"superuser"}, proposal == Proposal.SUBMITTED
    ),
    Action.TAKE_OVER: lambda public, proposal: _only(
        {"coordinator"}, proposal == Proposal.SUBMITTED
    ),
    Action.CALL_BACK: lambda public, proposal: _only(
        {"on duty", *WATCH}, public == Public.SCHEDULED
    ),
    Action.TAKE_DOWN: lambda public, proposal: _only(
        {"lead", "on duty", *WATCH}, public == Public.LIVE
    ),
    Action.DELETE: _deletes,
    Action.CHANGE_STATUS: lambda public, proposal: _only(
        {*OURS, "on duty", *WATCH}, public == Public.LIVE
    ),
    Action.TRANSLATE: lambda public, proposal: _only({*OURS, *WATCH}, public == Public.LIVE),
}


def test_every_action_is_tried_in_every_state():
    assert EXPECTED.keys() | DECISIONS == set(Action)


@pytest.mark.parametrize(("public", "proposal"), STATES, ids=lambda state: state.value)
@pytest.mark.parametrize("action", EXPECTED, ids=lambda action: action.value)
def test_each_action_is_for_these_and_no_others(action, public, proposal):
    assert _who(action, _case(public, proposal)) == EXPECTED[action](public, proposal)


@pytest.mark.parametrize(
    ("proposal", "seen_by_duty"),
    [(Proposal.NONE, True), (Proposal.DRAFT, False), (Proposal.SENT_BACK, False)],
    ids=["nothing new", "a draft of the next change", "a change sent back"],
)
@pytest.mark.parametrize("public", [Public.LIVE, Public.SCHEDULED])
def test_what_is_approved_for_a_date_is_seen_and_called_back_by_duty(
    public, proposal, seen_by_duty
):
    case = _case(public, proposal, is_scheduled=True)

    assert _who(Action.CALL_BACK, case) == {"on duty", *WATCH}
    assert ("on duty" in _who(Action.SEE, case)) is seen_by_duty


@pytest.mark.parametrize(("public", "proposal"), STATES, ids=lambda state: state.value)
def test_whoever_entered_a_text_for_others_goes_on_with_it_until_it_is_public(public, proposal):
    who = PERSONS["last month"]
    authors = frozenset({who.id})
    begun, entered = (
        {
            action
            for action in Action
            if may(action, who, _case(public, proposal, authors=authors, entered_by=by), DUTY)
        }
        for by in (None, who.id)
    )

    assert begun == set()
    assert entered == _only(
        {Action.SEE}
        | _only({Action.EDIT, Action.DELETE}, proposal in OPEN)
        | _only({Action.SUBMIT}, proposal in {Proposal.DRAFT, Proposal.SENT_BACK})
        | _only({Action.WITHDRAW}, proposal == Proposal.SUBMITTED),
        public == Public.NEVER,
    )


def test_who_entered_a_text_and_acts_for_nobody_any_more_has_lost_it():
    case = _case(proposal=Proposal.DRAFT, entered_by=77)

    assert [action for action in Action if may(action, Person(77), case, DUTY)] == []


def test_who_entered_a_text_does_not_decide_on_it():
    on_duty = PERSONS["on duty"].id
    case = _case(authors=frozenset({on_duty}), entered_by=on_duty)

    assert not may_decide(PERSONS["on duty"], case, DUTY)
    assert may_decide(Person(55, frozenset({PARTNER})), case, DUTY)


@pytest.mark.parametrize(
    ("duty", "is_active", "who"),
    [
        (DUTY, True, {*OURS, "on duty", *WATCH}),
        (NO_PARTNER, True, {*OURS, *WATCH}),
        (DUTY, False, {"superuser"}),
    ],
    ids=["a partner on duty", "a month without a partner", "the organisation has left"],
)
def test_texts_are_begun_by_members_and_entered_by_duty_and_coordinators(duty, is_active, who):
    assert {
        name
        for name, person in PERSONS.items()
        if may_begin(person, OWNER, duty, is_active=is_active)
    } == who


# --- trust ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "asked", "who"),
    [
        ({}, {}, OURS),
        ({"public": Public.LIVE}, {}, OURS),
        ({"is_translation": True}, {}, OURS),
        ({"is_trusted": False}, {}, set()),
        ({"public": Public.TAKEN_DOWN}, {}, set()),
        ({"public": Public.EXPIRED}, {}, set()),
        ({"public": Public.SCHEDULED}, {}, set()),
        ({"public": Public.LIVE, "is_scheduled": True}, {}, set()),
        ({"organisation_is_active": False}, {}, set()),
        ({"entered_by": PERSONS["on duty"].id}, {}, OURS),
        ({}, {"is_by_members": False}, set()),
        ({}, {"was_refused": True}, set()),
    ],
    ids=[
        "never public",
        "a change",
        "a translation",
        "not trusted",
        "taken down",
        "expired",
        "approved for a date",
        "a change while another waits for its date",
        "left the network",
        "entered by duty, rewritten by a member",
        "somebody else wrote a part",
        "sent back before",
    ],
)
def test_published_at_once_is_what_members_hand_in_for_a_trusted_organisation(facts, asked, who):
    case = _case(**{"is_trusted": True, **facts})
    asked = {"is_by_members": True, "was_refused": False, **asked}

    assert {
        name for name, person in PERSONS.items() if may_publish_at_once(person, case, **asked)
    } == who


def test_the_next_months_partner_sees_what_it_may_decide_and_no_more():
    of_duty = _case(organisation=PARTNER)
    written_by_next = replace(of_duty, authors=frozenset({PERSONS["next month"].id}))
    draft = replace(of_duty, proposal=Proposal.DRAFT)

    assert [
        may(Action.SEE, PERSONS["next month"], case, DUTY)
        for case in (of_duty, written_by_next, draft)
    ] == [True, False, False]


def test_an_organisation_that_has_left_hands_in_nothing_more_and_keeps_the_rest():
    states = [_case(public, proposal) for public, proposal in STATES]
    left = [replace(case, organisation_is_active=False) for case in states]
    lost = {
        action
        for before, after in zip(states, left, strict=True)
        for action in Action
        for name in PERSONS
        if name in _who(action, before) - _who(action, after)
    }

    assert lost == {Action.EDIT, Action.SUBMIT, Action.TRANSLATE}
    assert {name for case in left for action in lost for name in _who(action, case)} == WATCH
    assert {
        name
        for case in left
        for action in (Action.EDIT, Action.SUBMIT)
        for name in _who(action, case)
    } == {"superuser"}


@pytest.mark.parametrize("proposal", list(Proposal))
def test_coordinators_write_translations_and_so_do_not_decide_on_them(proposal):
    case = _case(Public.NEVER, proposal, is_translation=True)
    writers = OURS | WATCH
    of_a_coordinator = replace(case, authors=case.authors | {PERSONS["coordinator"].id})

    assert _who(Action.EDIT, case) == _only(writers, proposal in OPEN)
    assert _who(Action.SUBMIT, case) == _only(
        writers, proposal in {Proposal.DRAFT, Proposal.SENT_BACK}
    )
    assert not {"coordinator"} & {
        name
        for action in (Action.APPROVE, Action.TAKE_OVER)
        for name in _who(action, of_a_coordinator)
    }


@pytest.mark.parametrize(
    ("person", "case", "duty", "may_take_over"),
    [
        (PERSONS["coordinator"], _case(), DUTY, True),
        (PERSONS["coordinator"], _case(taken_over_by=88), DUTY, True),
        (PERSONS["coordinator"], _case(taken_over_by=8), DUTY, False),
        (PERSONS["coordinator"], _case(authors=frozenset({8})), DUTY, False),
        (PERSONS["coordinator"], _case(organisation=PARTNER), DUTY, False),
        (PERSONS["coordinator"], _case(), NO_PARTNER, False),
        (replace(PERSONS["on duty"], is_coordinator=True), _case(), DUTY, False),
        (replace(PERSONS["superuser"], is_coordinator=True), _case(), DUTY, False),
        (PERSONS["on duty"], _case(), DUTY, False),
    ],
    ids=[
        "a coordinator",
        "from another coordinator",
        "what is taken over already",
        "their own text",
        "what they may decide anyway",
        "in a month without a partner",
        "on duty themselves",
        "a superuser",
        "no coordinator",
    ],
)
def test_a_coordinator_takes_over_only_what_would_be_somebody_elses(
    person, case, duty, may_take_over
):
    assert may(Action.TAKE_OVER, person, case, duty) is may_take_over


def test_a_lead_takes_down_only_what_is_of_the_organisation_that_they_lead():
    leads_elsewhere = Person(10, frozenset({OWNER, STRANGERS}), frozenset({STRANGERS}))

    assert [
        may(Action.TAKE_DOWN, leads_elsewhere, _case(Public.LIVE, organisation=owner), DUTY)
        for owner in (OWNER, STRANGERS)
    ] == [False, True]


# --- whatever the facts ---------------------------------------------------------------------

organisations = st.integers(1, 4)
ids = st.integers(1, 6)


@st.composite
def persons(draw):
    member_of = draw(st.frozensets(organisations))
    return Person(
        id=draw(ids),
        member_of=member_of,
        leads=draw(st.frozensets(st.sampled_from(sorted(member_of)))) if member_of else member_of,
        is_coordinator=draw(st.booleans()),
        is_superuser=draw(st.booleans()),
    )


duties = st.builds(Duty, st.none() | organisations, st.none() | organisations)
cases = st.builds(
    Case,
    organisation=organisations,
    public=st.sampled_from(Public),
    proposal=st.sampled_from(Proposal),
    authors=st.frozensets(ids),
    taken_over_by=st.none() | ids,
    organisation_is_active=st.booleans(),
    is_scheduled=st.booleans(),
)
submitted = cases.map(lambda case: replace(case, proposal=Proposal.SUBMITTED))


@given(persons(), submitted, duties)
def test_an_author_never_decides_except_a_superuser(person, case, duty):
    case = replace(case, authors=case.authors | {person.id})

    assert may_decide(person, case, duty) is person.is_superuser


@given(submitted, duties)
def test_there_is_always_somebody_who_could_decide_though_nobody_takes_over(case, duty):
    case = replace(case, taken_over_by=None)
    fresh = max(case.authors, default=0) + 1
    member = Person(fresh, frozenset({duty.partner} - {None}))
    coordinator = Person(fresh, is_coordinator=True)

    assert may_decide(coordinator if duty.partner is None else member, case, duty)


@given(persons(), submitted, duties)
def test_a_coordinator_without_a_part_in_it_decides_or_takes_over_and_then_decides(
    person, case, duty
):
    person = replace(person, is_coordinator=True, is_superuser=False)
    case = replace(case, authors=case.authors - {person.id})

    assert may_decide(person, case, duty) is not may(Action.TAKE_OVER, person, case, duty)
    assert may_decide(person, replace(case, taken_over_by=person.id), duty)


@given(persons(), cases, duties)
def test_nobody_decides_or_changes_what_they_may_not_see(person, case, duty):
    of_the_text = set(Action) - {Action.SEE, Action.TAKE_DOWN, Action.CALL_BACK}
    of_the_text -= {Action.CHANGE_STATUS}

    assert may(Action.SEE, person, case, duty) or not any(
        may(action, person, case, duty) for action in of_the_text
    )


@given(persons(), cases, duties)
def test_a_text_is_open_to_its_authors_or_to_decision_but_never_to_both(person, case, duty):
    writing = {Action.EDIT, Action.SUBMIT}
    closed = {*DECISIONS, Action.WITHDRAW, Action.TAKE_OVER}

    assert not (
        any(may(action, person, case, duty) for action in writing)
        and any(may(action, person, case, duty) for action in closed)
    )


@given(cases, duties)
def test_a_reader_may_nothing(case, duty):
    assert not any(may(action, Person(0), case, duty) for action in Action)
