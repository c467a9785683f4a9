"""A few rows of every section, each with its heading and the way to the whole list."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from network.models import (
    Municipality,
    Organisation,
    OrganisationIndexPage,
    Place,
    PlaceIndexPage,
    SectionIndexPage,
)

ROWS_OF_A_GROUP = 6


class Heading(NamedTuple):
    title: str
    section: str
    whole_list: str


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
    "events_coming": Heading(_("Coming up"), "calendar", _("Whole calendar")),
    "guides": Heading(_("Guides"), "guides", _("All guides")),
    "posts": Heading(_("Posts"), "blog", _("All posts")),
    "mentors": Heading(_("Mentors"), "mentors", _("All mentors")),
    "places": Heading(_("Places"), "places", _("All places")),
    "organisations": Heading(_("Organisations"), "places", _("All organisations")),
}


def gather(rows: Mapping[str, Sequence], *, front_page: Page, query: str) -> list[Group]:
    """Return the groups that hold something; ``query`` narrows the lists that they lead to."""
    lists = _addresses_of_lists(front_page)
    return [
        Group(
            name=name,
            title=heading.title,
            section=heading.section,
            rows=rows[name],
            url=f"{lists[name]}?{query}" if name in lists else "",
            label=heading.whole_list,
        )
        for name, heading in HEADINGS.items()
        if rows.get(name)
    ]


def municipality_rows(municipality: Municipality) -> dict[str, list]:
    """Return what a municipality has beside what is published: its places and organisations."""
    places = Place.objects.active().filter(municipality=municipality).for_cards()
    organisations = Organisation.objects.active().filter(municipality=municipality).for_cards()
    return {
        "places": list(places[:ROWS_OF_A_GROUP]),
        "organisations": list(organisations[:ROWS_OF_A_GROUP]),
    }


def _addresses_of_lists(front_page: Page) -> dict[str, str]:
    """Return where the whole lists stand, by the name of the group; one query for all."""
    sections = {
        heading.section: name
        for name, heading in HEADINGS.items()
        if name not in {"places", "organisations"}
    }
    addresses = {}
    for page in Page.objects.child_of(front_page).live():
        model = page.specific_class
        if model is OrganisationIndexPage:
            addresses["organisations"] = page.url
        elif model is PlaceIndexPage:
            addresses["places"] = page.url
        elif model and issubclass(model, SectionIndexPage) and model.section in sections:
            addresses[sections[model.section]] = page.url
    return addresses
