from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duty.models import DutyMonth
from duty.services import set_duty
from moderation import hand_over, services
from moderation.hand_over import Line, Section, gather, register_line, sections_for
from network.duty_answer import duty_at
from network.people import person_for
from tests.moderation.scene import LATER, NOON, as_read, submitted_by
from tests.network.factories import OrganisationFactory

BUILT_IN = ["open", "promises", "sent_back", "scheduled", "gaps", "reports"]


@pytest.fixture
def registered():
    """Whatever a test registers is forgotten after it."""
    before = dict(hand_over._registered)
    yield
    hand_over._registered.clear()
    hand_over._registered.update(before)


def send_back(page, user):
    services.send_back(page_id=page.pk, user=user, now=LATER, comment="Ura?", **as_read(page))


def lines(name, gathered):
    return next(section["lines"] for section in gathered if section["name"] == name)


def full_roster():
    partner = OrganisationFactory(partner=True)
    for number in range(1, 13):
        month = date(2026 + (11 + number - 1) // 12, (11 + number - 1) % 12 + 1, 1)
        if not DutyMonth.objects.filter(month=month).exists():
            set_duty(month=month, partner=partner)


def test_gather_is_empty_where_nothing_is_open(scene):
    full_roster()

    gathered = gather(NOON)

    assert [(section["name"], section["lines"]) for section in gathered] == [
        (name, []) for name in [*BUILT_IN[:4], *hand_over._registered, *BUILT_IN[4:]]
    ]


def test_gather_tells_what_waits_with_promises_the_longest_waiting_first(scene):
    first = submitted_by(scene.author, scene.youth, title="Prvo")
    second = submitted_by(scene.lead, scene.youth, title="Drugo")

    gathered = gather(NOON + timedelta(days=4))

    assert [(line["page"], line["title"], line["is_late"]) for line in lines("open", gathered)] == [
        (first.pk, "Prvo", True),
        (second.pk, "Drugo", True),
    ]
    assert all("Prvo" not in line["text"] for line in lines("open", gathered))
    assert ["13. 11. 2026" in line["text"] for line in lines("promises", gathered)] == [True]


def test_a_promise_is_not_late_on_its_own_day(scene, submitted):
    def is_late(now):
        gathered = gather(now)
        return [line["is_late"] for name in ("open", "promises") for line in lines(name, gathered)]

    last = NOON.replace(day=13, hour=23, minute=59)
    assert (is_late(last), is_late(last + timedelta(minutes=1))) == ([False] * 2, [True] * 2)


def test_gather_tells_what_was_sent_back_and_what_is_scheduled(scene):
    returned = submitted_by(scene.author, scene.youth, title="Vrnjeno")
    send_back(returned, scene.decider)
    planned = submitted_by(scene.author, scene.youth, title="Za datum")
    services.approve(
        page_id=planned.pk,
        user=scene.decider,
        now=LATER,
        go_live_at=NOON + timedelta(days=25),
        **as_read(planned),
    )

    gathered = gather(LATER)

    assert [
        (name, line["page"], line["title"])
        for name in ("open", "sent_back", "scheduled")
        for line in lines(name, gathered)
    ] == [("sent_back", returned.pk, "Vrnjeno"), ("scheduled", planned.pk, "Za datum")]
    assert "10. 11. 2026" in lines("sent_back", gathered)[0]["text"]
    assert "5. 12. 2026" in lines("scheduled", gathered)[0]["text"]


def test_what_was_returned_is_not_told_as_sent_back(scene):
    page = submitted_by(scene.author, scene.youth)
    send_back(page, scene.decider)
    services.hand_in(page_id=page.pk, user=scene.author, now=LATER)

    gathered = gather(LATER)

    assert (len(lines("open", gathered)), lines("sent_back", gathered)) == (1, [])


def test_gather_tells_the_gaps_of_the_next_twelve_months(scene):
    full_roster()
    set_duty(month=date(2027, 3, 1), partner=None)
    DutyMonth.objects.filter(month=date(2027, 11, 1)).delete()
    gone = OrganisationFactory(partner=True)
    set_duty(month=date(2027, 5, 1), partner=gone)
    gone.is_active = False
    gone.save()

    assert len(lines("gaps", gather(NOON))) == 3


def test_gather_counts_readers_reports_without_their_words(scene):
    for message in ("Skrivnost ena", "Skrivnost dve"):
        services.report_mistake(
            address="/blog/", page=None, message=message, email="a@example.org", now=NOON
        )

    [line] = lines("reports", gather(LATER))

    assert (line["url"], "2" in line["text"], "10. 11. 2026" in line["text"]) == (
        reverse("moderation:reports"),
        True,
        True,
    )
    assert "Skrivnost" not in str(line)
    assert "example.org" not in str(line)


def test_a_section_has_its_own_lines(scene, registered):
    register_line("doors", "Doors", lambda now: [Line(text=f"open at {now.hour}", url="/vrata/")])

    gathered = gather(NOON)
    shown = sections_for(person_for(scene.decider), duty_at(), gathered)

    assert Section("doors", "Doors", [Line(text="open at 12", url="/vrata/")]) in shown
    assert [section.name for section in shown][-3:] == ["doors", "gaps", "reports"]


def test_lines_of_a_section_that_is_gone_stay_readable(scene):
    gathered = [{"name": "polls", "lines": [{"text": "one poll"}]}]

    assert sections_for(person_for(scene.decider), duty_at(), gathered) == [
        Section("polls", "polls", [Line(text="one poll")])
    ]


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("decider", ["Oddano", ""]),
        ("follower", ["", ""]),
        ("coordinator", ["Oddano", "Vrnjeno"]),
        ("root", ["Oddano", "Vrnjeno"]),
    ],
)
def test_titles_and_links_are_shown_to_those_who_may_read(scene, who, titles):
    submitted_by(scene.author, scene.youth, title="Oddano")
    returned = submitted_by(scene.author, scene.youth, title="Vrnjeno")
    send_back(returned, scene.decider)

    shown = sections_for(person_for(getattr(scene, who)), duty_at(), gather(LATER))

    found = [line for section in shown[:3] for line in section.lines if line.page]
    assert [line.title for line in found] == titles
    assert [bool(line.url) for line in found] == [bool(title) for title in titles]
    assert all(line.text for line in found)


def test_only_whoever_has_seen_everything_keeps_the_title_of_a_deleted_page(scene):
    gathered = [{"name": "open", "lines": [{"text": "a", "title": "Izbrisano", "page": 999_999}]}]

    def title(user):
        [section] = sections_for(person_for(user), duty_at(), gathered)
        return section.lines[0].title, section.lines[0].url

    assert (title(scene.coordinator), title(scene.decider)) == (("Izbrisano", ""), ("", ""))


def test_the_number_of_queries_does_not_grow(scene):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            sections_for(person_for(scene.decider), duty_at(), gather(LATER))
        return len(queries)

    submitted_by(scene.author, scene.youth, title="Eno")
    send_back(submitted_by(scene.author, scene.youth, title="Dve"), scene.decider)
    cost()
    few = cost()
    for number in range(4):
        submitted_by(scene.author, scene.youth, title=f"Tri {number}")
        send_back(submitted_by(scene.author, scene.youth, title=f"Štiri {number}"), scene.decider)

    assert cost() == few
