"""Who takes part in the demonstration: organisations, people, places, topics and the roster."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.models import Locale

from accounts.models import COORDINATORS, User
from core.models import LifeStage, Topic
from duty.models import DutyMonth, StandIn
from duty.roster import StandIn as StandInDays
from duty.roster import partner_on_duty
from home.demo_loading.content import read
from home.demo_loading.houses import (
    create_from,
    create_institutions,
    create_places,
    institutions,
)
from home.demo_loading.roster import plan_duty
from mentors.models import Language
from network.models import Municipality, Organisation, Place, Role
from network.services import add_member

ADMIN, COORDINATOR = "admin", "koordinator"


@dataclass(frozen=True)
class Cast:
    """Everybody and everything that the texts name; organisations, topics, life stages, places by
    their slug, languages by their code, municipalities by their name. The lead of an organisation
    stands before its member."""

    organisations: dict[str, Organisation]
    members: dict[str, list[User]]
    coordinator: User
    topics: dict[str, Topic]
    life_stages: dict[str, LifeStage]
    languages: dict[str, Language]
    places: dict[str, Place]
    municipalities: dict[str, Municipality]
    duty: dict[date, int]
    stand_ins: list[StandInDays]

    def authors_of(self, slug: str) -> list[User]:
        """Return who writes for an organisation; for one without accounts the coordinator does."""
        return self.members.get(slug) or [self.coordinator]

    def decider_at(self, now: datetime, author: User) -> User:
        """Return somebody on duty at ``now`` who had no part in the author's text."""
        partner = partner_on_duty(self.duty, now, self.stand_ins)
        slugs = [slug for slug, row in self.organisations.items() if row.pk == partner]
        on_duty = [user for slug in slugs for user in self.members.get(slug, [])]
        return next(user for user in [*on_duty, self.coordinator] if user != author)


def usernames() -> dict[str, str | None]:
    """Return the demonstration's accounts, each with its organisation's slug if it has one."""
    names = {ADMIN: None, COORDINATOR: None}
    for facts in [*read("organisations")["organisations"], *institutions()]:
        names |= {facts["slug"]: facts["slug"], f"{facts['slug']}-2": facts["slug"]}
    return names


def create_cast(*, now: datetime, seed: int) -> Cast:
    """Bring them into being; topics, places and months that are there already stay as they are."""
    municipalities = {row.name: row for row in Municipality.objects.all()}
    organisations = {
        facts["slug"]: create_from(facts, municipalities)
        for facts in read("organisations")["organisations"]
    }
    organisations |= create_institutions(municipalities)
    _create_accounts(organisations)
    locale = Locale.get_default()
    for facts in read("topics")["topics"]:
        Topic.objects.get_or_create(
            locale=locale, slug=facts["slug"], defaults={"name": facts["name"]}
        )
    for position, facts in enumerate(read("life_stages")["life_stages"]):
        LifeStage.objects.get_or_create(
            locale=locale, slug=facts["slug"], defaults={**facts, "position": position}
        )
    create_places(municipalities, organisations, now=now)
    plan_duty([row for row in organisations.values() if row.is_partner], now=now, seed=seed)
    return find_cast()


def find_cast() -> Cast:
    """Return the cast of a demonstration that is loaded."""
    users = User.objects.in_bulk(list(usernames()), field_name="username")
    members = {}
    for username, slug in usernames().items():
        # Whoever tries the demonstration out may delete accounts.
        if slug and username in users:
            members.setdefault(slug, []).append(users[username])
    locale = Locale.get_default()
    return Cast(
        organisations={
            row.slug: row
            for row in Organisation.objects.filter(
                slug__in=[*members, *(facts["slug"] for facts in institutions())]
            )
        },
        members=members,
        coordinator=users[COORDINATOR],
        topics={row.slug: row for row in Topic.objects.filter(locale=locale)},
        life_stages={row.slug: row for row in LifeStage.objects.filter(locale=locale)},
        languages={row.code: row for row in Language.objects.all()},
        places={row.slug: row for row in Place.objects.select_related("municipality")},
        municipalities={row.name: row for row in Municipality.objects.all()},
        duty=DutyMonth.objects.as_plan(),
        stand_ins=StandIn.objects.that_count().as_stand_ins(),
    )


def _create_accounts(organisations):
    people = read("people")
    # One slow hash for all: everybody has the same password, and says so.
    password = make_password(people["password"])
    users = {
        username: User.objects.create(
            username=username,
            email=f"{username}@{people['domain']}",
            first_name=first_name,
            password=password,
            is_superuser=username == ADMIN,
            is_staff=username == ADMIN,
        )
        for username, first_name in zip(usernames(), people["first_names"], strict=True)
    }
    users[COORDINATOR].groups.add(Group.objects.get(name=COORDINATORS))
    for slug, organisation in organisations.items():
        add_member(organisation=organisation, user=users[slug], role=Role.LEAD)
        add_member(organisation=organisation, user=users[f"{slug}-2"])
