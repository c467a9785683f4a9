"""A coordinator is warned of a month that nobody has, and gives the whole year out in a minute."""

from datetime import datetime
from itertools import pairwise

from django.test import Client

from duty.models import DutyMonth, RosterChange
from duty.roster import LJUBLJANA, month_after, month_of, months_from
from duty.services import mark_impossible
from network.models import Role
from tests.journeys.people import asker, browser_of, mails_to, time_passes, words_of
from tests.moderation.scene import NOON
from tests.network.factories import OrganisationFactory, member_of

DECEMBER, JANUARY = month_after(month_of(NOON)), month_after(month_of(NOON), 2)
YEAR = months_from(JANUARY, 12)
ROSTER, GRID = "/cms/dezurstvo/", "/cms/dezurstvo/leto/2027/"


def plan() -> dict:
    return dict(DutyMonth.objects.values_list("month", "partner__slug"))


def as_shown(screen) -> dict[str, str]:
    """What the browser sends when the grid is saved as it stands."""
    sent = {}
    for row in screen.context["form"].rows():
        sent[row.shown_field] = row.shown
        [sent[row.field]] = [cell.value for cell in row.cells if cell.is_chosen]
    return sent


def test_a_coordinator_is_warned_takes_the_suggestion_and_is_not_warned_again(scene, clock):
    third = OrganisationFactory(name="Tretji partner", slug="tretji", partner=True)
    third_lead = member_of(third, Role.LEAD, username="vodja-tretjih")
    mark_impossible(partner=third, month=JANUARY, user=third_lead, now=NOON)
    before = plan()

    # Thirty-one days before it is quiet, thirty days before the coordinators are mailed.
    clock.move_to(datetime(2026, 12, 1, 9, tzinfo=LJUBLJANA))
    time_passes(clock, minutes=1)
    news = asker()
    time_passes(clock, hours=14)
    assert "duty_gap" not in news()
    time_passes(clock, hours=9)
    assert news() == {"duty_gap": ["koordinator"]}
    time_passes(clock, minutes=1)
    warning = mails_to(scene.coordinator)[-1]
    assert "januar 2027" in warning.subject.lower()
    assert f"{ROSTER}\n" in warning.body

    # The mail leads to the roster: it names all the gaps, and the way to a suggestion.
    coordinator, reader = browser_of(scene.coordinator), Client()
    found = coordinator.get(ROSTER)
    assert found.context["gaps"] == YEAR
    assert f'href="{GRID}?predlog=1"' in words_of(found)

    # The suggestion is a preview: everybody can look and nothing is saved, nobody mailed.
    preview = coordinator.get(f"{GRID}?predlog=1")
    assert (preview.context["suggestion"], preview.context["differing"]) == (True, 12)
    assert (plan(), news()) == (before, {})
    suggested = as_shown(preview)
    assert {suggested[f"videno-{month:%Y-%m}"] for month in YEAR} == {"0"}

    # Saved as it stands, each partner has a third of the year, nobody what it cannot, or twice in a row.
    assert coordinator.post(GRID, suggested).url == GRID
    names = {str(org.pk): org.slug for org in (scene.partner, scene.next_partner, third)}
    saved = [plan()[month] for month in YEAR]
    assert saved == [names[suggested[f"mesec-{month:%Y-%m}"]] for month in YEAR]
    assert sorted(saved) == ["dezurni"] * 4 + ["naslednji"] * 4 + ["tretji"] * 4
    assert saved[0] == "dezurni"
    turns = [plan()[DECEMBER], *saved]
    assert [one for one, after in pairwise(turns) if one == after] == []
    assert RosterChange.objects.filter(before=None, by=scene.coordinator).count() == 12

    # The people of the partners are mailed, each about their own months.
    time_passes(clock, minutes=1)
    assert news() == {"duty_moved": ["naslednica", "odloca", "sodelavka", "vodja-tretjih"]}
    for user, slug in (
        (scene.decider, "dezurni"),
        (scene.follower, "naslednji"),
        (third_lead, "tretji"),
    ):
        own = [line for line in mails_to(user)[-1].body.splitlines() if line.startswith("- ")]
        assert len(own) == saved.count(slug)

    # Everybody sees it, and no gap is left.
    public = reader.get("/dezurstvo/")
    assert [(item.month, item.partner.slug) for item in public.context["months"]] == list(
        zip(YEAR, saved, strict=True)
    )
    assert "Dežurni partner" in words_of(public)
    assert coordinator.get(ROSTER).context["gaps"] == []

    # Until the month begins nobody is warned of it any more; its partner is reminded.
    told = []
    for _day in range(29):
        time_passes(clock, days=1)
        told += news().items()
    gaps = [people for letter, people in told if letter == "duty_gap"]
    reminders = [people for letter, people in told if letter == "duty_reminder"]
    assert (gaps, reminders) == ([], [["odloca", "sodelavka"]] * 2)
