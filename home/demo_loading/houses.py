"""The demonstration's institutions and places, with their opening hours."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from home.demo_loading.content import read, read_if_written
from home.demo_loading.times import local_day
from network.models import (
    Municipality,
    Organisation,
    OrganisationOpeningTime,
    Place,
    PlaceOpeningException,
    PlaceOpeningTime,
)
from network.services import create_organisation

MIDNIGHT = "24:00"


def institutions() -> list[dict]:
    """Return what is written about institutions."""
    return read_if_written("institutions").get("organisations", [])


def create_institutions(municipalities: Mapping[str, Municipality]) -> dict[str, Organisation]:
    """Bring institutions into being, with the hours in which they are open; by their slug."""
    created = {}
    for facts in institutions():
        hours = facts.get("hours", [])
        institution = created[facts["slug"]] = create_from(facts, municipalities)
        OrganisationOpeningTime.objects.bulk_create(
            OrganisationOpeningTime(organisation=institution, **row) for row in opening_rows(hours)
        )
    return created


def create_from(facts: Mapping, municipalities: Mapping[str, Municipality]) -> Organisation:
    """Make the organisation that is written; what is not one of its columns is left out."""
    columns = {name: value for name, value in facts.items() if name not in {"kinds", "hours"}}
    return create_organisation(
        **{f"is_{kind}": True for kind in facts["kinds"]},
        **columns
        | {
            "about": "\n\n".join(facts["about"]),
            "municipality": municipalities[facts["municipality"]],
        },
    )


def create_places(
    municipalities: Mapping[str, Municipality],
    organisations: Mapping[str, Organisation],
    *,
    now: datetime,
) -> None:
    """Bring places into being; those that are there already stay as they are."""
    beside = read("houses")
    for facts in read("places")["places"]:
        place, is_new = Place.objects.get_or_create(
            slug=facts["slug"],
            defaults={
                **{name: value for name, value in facts.items() if name != "hours"},
                "kind": facts.get("kind") or beside["kinds"].get(facts["slug"], "other"),
                "municipality": municipalities[facts["municipality"]],
                "organisation": organisations.get(facts["organisation"]),
            },
        )
        if is_new:
            _open_place(place, facts.get("hours", []), beside["exceptions"], local_day(now))


def _open_place(place: Place, hours: list[str], exceptions: list[dict], today: date) -> None:
    PlaceOpeningTime.objects.bulk_create(
        PlaceOpeningTime(place=place, **row) for row in opening_rows(hours)
    )
    PlaceOpeningException.objects.bulk_create(
        PlaceOpeningException(place=place, **_exception(facts, today))
        for facts in exceptions
        if facts["place"] == place.slug and hours
    )


def _exception(facts: Mapping, today: date) -> dict:
    first_day = today + timedelta(days=facts["in_days"])
    opens, closes = _clocks(facts["hours"]) if facts["hours"] else (None, None)
    return {
        "first_day": first_day,
        "last_day": first_day + timedelta(days=facts["days"] - 1),
        "opens": opens,
        "closes": closes,
        "note": facts["note"],
    }


def opening_rows(hours: list[str]) -> Iterator[dict]:
    """Read lines such as "1-4 08:00-15:00" or "5,6 20:00-02:00"; Monday is 1."""
    for line in hours:
        days, _blank, clocks = line.partition(" ")
        opens, closes = _clocks(clocks)
        for part in days.split(","):
            first, _dash, last = part.partition("-")
            for weekday in range(int(first), int(last or first) + 1):
                yield {"weekday": weekday, "opens": opens, "closes": closes}


def _clocks(words: str) -> tuple[time, time]:
    opens, closes = words.strip().split("-")
    return time.fromisoformat(opens), time(0) if closes == MIDNIGHT else time.fromisoformat(closes)
