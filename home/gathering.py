"""A few rows of every section, each with its heading and the way to the whole list."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from network.models import Municipality, Organisation, Place

ROWS_OF_A_GROUP = 6


class Heading(NamedTuple):
    title: str
    section: str
    whole_list: str
    page: str


class Group(NamedTuple):
    """What ``components/group.html`` draws."""

    name: str
    title: str
    section: str
    rows: Sequence
    url: str
    label: str


# In the order in which they stand on the page.
HEADINGS = {
    "events_coming": Heading(_("Coming up"), "calendar", _("Whole calendar"), "EventIndexPage"),
    "guides": Heading(_("Guides"), "guides", _("All guides"), "GuideIndexPage"),
    "posts": Heading(_("Posts"), "blog", _("All posts"), "PostIndexPage"),
    "mentors": Heading(_("Mentors"), "mentors", _("All mentors"), "MentorIndexPage"),
    "places": Heading(_("Places"), "places", _("All places"), "PlaceIndexPage"),
    "organisations": Heading(
        _("Organisations"), "places", _("All organisations"), "OrganisationIndexPage"
    ),
}


def gather(rows: Mapping[str, Sequence], *, lists: Mapping[str, str], query: str) -> list[Group]:
    """Return the groups that hold something.

    ``lists`` are the addresses of the whole lists by the class of their page, ``query`` narrows them.
    """
    return [
        Group(
            name=name,
            title=heading.title,
            section=heading.section,
            rows=rows[name],
            url=f"{lists[heading.page]}?{query}" if heading.page in lists else "",
            label=heading.whole_list,
        )
        for name, heading in HEADINGS.items()
        if rows.get(name)
    ]


def municipality_rows(municipality: Municipality) -> dict[str, list]:
    """Return what a municipality has beside what is published: its places and organisations."""
    places = Place.objects.active().filter(municipality=municipality).for_cards()
    organisations = Organisation.objects.active().filter(municipality=municipality)
    return {
        "places": list(places[:ROWS_OF_A_GROUP]),
        "organisations": list(organisations.for_cards().prefetch_related(None)[:ROWS_OF_A_GROUP]),
    }
