"""Walks every cell of ``docs/roles.md`` through the requests that people really make.

The document is the test's data; nothing of its tables is repeated here. A case (the heading above
a table) says which text is meant and what is arranged. An action (a row) has doors, the requests
by which people try it, and an effect, which is all that may change. Every request starts from the
same state: whatever it did is rolled back.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from calendar_app.models import EventChange, EventIndexPage, EventPage
from duty.models import DutyMonth
from duty.roster import month_after, month_of
from duty.services import set_duty
from mail.models import OutgoingMail
from moderation import services
from moderation.digest import content_digest
from moderation.models import Step
from network.models import Contribution, Role
from network.services import sync_organisation
from tests.accounts.factories import UserFactory
from tests.calendar_app.factories import EventPageFactory
from tests.network.factories import OrganisationFactory, member_of

pytestmark = pytest.mark.django_db

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "roles.md"
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
MONTH = month_of(NOW)
FREE_MONTH = month_after(MONTH, 9)

# Stands in versions that are not public, and nowhere else.
HIDDEN = "Skrivnost"
PUBLIC = "Javni naslov"
WRITTEN = "Na novo napisano"


# --- the document ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    case: str
    action: str
    person: str
    text: str

    @property
    def is_yes(self):
        return self.text.startswith("yes")

    @property
    def notes(self):
        return frozenset(re.findall(r"\[\^(\w+)\]", self.text))


def _cells_of(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def read_cells(document: str) -> list[Cell]:
    """Return the cells of every table whose first column is headed ``action``."""
    cells, case, persons = [], "", None
    for line in document.splitlines():
        if line.startswith("#"):
            case, persons = line.lstrip("#").strip(), None
        elif not line.startswith("|"):
            persons = None
        elif persons is None:
            first, *rest = _cells_of(line)
            persons = rest if first == "action" else []
        elif persons and not set(line) <= set("|-: "):
            action, *texts = _cells_of(line)
            cells += [
                Cell(case, action, person, text)
                for person, text in zip(persons, texts, strict=True)
            ]
    return cells


CELLS = read_cells(DOCUMENT.read_text(encoding="utf-8"))
COLUMNS = {(cell.case, cell.person): [] for cell in CELLS}
for _cell in CELLS:
    COLUMNS[_cell.case, _cell.person].append(_cell)


# --- what the database says -----------------------------------------------------------------


@dataclass(frozen=True)
class Facts:
    """Everything that an action may change, as plain values."""

    exists: bool = False
    live: bool = False
    public_title: str = ""
    draft_title: str = ""
    proposal: str = ""
    is_scheduled: bool = False
    authors: frozenset[int] = frozenset()
    submitted_by: int | None = None
    taken_over_by: int | None = None
    status: str = ""
    texts: frozenset = frozenset()
    roster: tuple = ()
    # Its presence in duty's list of what nobody reviewed is told by a footnote, not by an effect.
    listed: int = field(default=0, compare=False)


def read_facts(page_id) -> Facts:
    around = {
        "texts": frozenset(
            EventPage.objects.filter(title=WRITTEN)
            .exclude(pk=page_id)
            .values_list("contribution__organisation", flat=True)
        ),
        "roster": tuple(DutyMonth.objects.values_list("month", "partner").order_by("month")),
        "listed": Step.objects.unreviewed(timezone.now()).count(),
    }
    page = EventPage.objects.filter(pk=page_id).first()
    if page is None:
        return Facts(**around)
    contribution = Contribution.objects.get(page=page_id)
    change = EventChange.objects.filter(translation_key=page.translation_key).first()
    return Facts(
        exists=True,
        live=page.live,
        public_title=page.title if page.live else "",
        draft_title=page.get_latest_revision().content["title"],
        proposal=contribution.proposal,
        is_scheduled=contribution.scheduled_for is not None,
        authors=frozenset(contribution.authors.values_list("pk", flat=True)),
        submitted_by=contribution.submitted_by_id if contribution.proposal == "submitted" else None,
        taken_over_by=contribution.taken_over_by_id,
        status=change.status if change else "",
        **around,
    )


def traces() -> tuple[int, ...]:
    """Count the rows that a refused request must not have left behind either."""
    models = (Page, Revision, WorkflowState, PageLogEntry, Step, OutgoingMail, EventChange)
    return tuple(model.objects.count() for model in models)


def _open(proposal):
    return "draft" if proposal == "none" else proposal


# --- the doors ------------------------------------------------------------------------------


@dataclass
class Visit:
    """A person at a text: their browser, the page, and the title that they typed."""

    world: object
    person: str
    page: EventPage
    typed: str = ""

    @property
    def client(self):
        return self.world.clients[self.person]

    @property
    def me(self):
        user = self.world.users.get(self.person)
        return user and user.pk

    @property
    def own(self):
        """The organisation for which the person writes; whoever has none tries the text's."""
        return self.world.homes.get(self.person, self.page.organisation)

    def read(self):
        revision = self.page.get_latest_revision()
        return {"revision": revision.pk, "digest": content_digest(revision.content)}

    def cms(self, tail, data=None):
        return self.client.post(f"/cms/pages/{self.page.pk}/{tail}/", data or {})

    def decide(self, tail, **data):
        return self.client.post(f"/cms/pregled/{self.page.pk}/{tail}/", data)

    def own_side(self, tail, **data):
        return self.client.post(f"/oddaj/{self.page.pk}/{tail}/", data)

    def words(self, title, **more):
        """The editor's form, filled in."""
        self.typed = title
        return nested_form_data(
            {
                "title": title,
                "summary": "Povzetek.",
                "starts_at": "2026-12-20 18:00",
                "ends_at": "2026-12-20 20:00",
                "activity": "meeting",
                "place_text": "Pred knjižnico",
                "place": "",
                "online_url": "",
                "price": "",
                "audience": "",
                "registration_url": "",
                "kicker": "",
                "municipality": "",
                "picture": "",
                "picture_alt": "",
                "mark": "",
                "body": streamfield([("paragraph", rich_text("<p>Besedilo.</p>"))]),
                **more,
            }
        )


def _draft_title(visit):
    return visit.page.get_latest_revision().content["title"]


def _begin_in_cms(visit, organisation):
    index = EventIndexPage.objects.get()
    visit.client.post(
        f"/cms/pages/add/calendar_app/eventpage/{index.pk}/",
        visit.words(WRITTEN, organisation=organisation.pk),
    )


DOORS: dict[str, dict[str, Callable[[Visit], object]]] = {
    "edit": {"cms": lambda visit: visit.cms("edit", visit.words(WRITTEN))},
    "mend": {"cms": lambda visit: visit.cms("edit", visit.words(WRITTEN))},
    "hand in": {
        "cms": lambda visit: visit.cms(
            "edit", visit.words(_draft_title(visit), **{"action-submit": "1"})
        ),
    },
    "withdraw": {
        "cms": lambda visit: visit.cms(
            "edit", visit.words(_draft_title(visit), **{"action-cancel-workflow": "1"})
        ),
    },
    "approve": {"review": lambda visit: visit.decide("objavi", **visit.read())},
    "approve for a date": {
        "review": lambda visit: visit.decide(
            "objavi", **visit.read(), go_live_at=f"{NOW + timedelta(days=3):%Y-%m-%dT%H:%M}"
        ),
    },
    "send back": {
        "review": lambda visit: visit.decide("vrni", **visit.read(), comment="Dopolni uro."),
    },
    "call back": {"review": lambda visit: visit.decide("preklici-datum")},
    "take over": {"review": lambda visit: visit.decide("prevzemi", reason="Mudi se.")},
    "take down": {
        "review": lambda visit: visit.decide("umakni", reason="Ni res."),
        "wagtail": lambda visit: visit.cms("unpublish"),
    },
    "delete": {"cms": lambda visit: visit.cms("delete")},
    "change the status": {},
    "begin for their own organisation": {"cms": lambda visit: _begin_in_cms(visit, visit.own)},
    "begin for another organisation": {
        "cms": lambda visit: _begin_in_cms(visit, visit.world.bystander)
    },
    "change the roster": {
        "add": lambda visit: visit.client.post(
            "/cms/snippets/duty/dutymonth/add/", {"month": f"{FREE_MONTH}", "partner": ""}
        ),
    },
}


EFFECTS: dict[str, Callable[[Facts, Visit], Facts]] = {
    "edit": lambda was, visit: replace(
        was, draft_title=visit.typed, proposal=_open(was.proposal), authors=was.authors | {visit.me}
    ),
    "mend": lambda was, visit: replace(was, draft_title=visit.typed),
    "hand in": lambda was, visit: replace(
        was, proposal="submitted", submitted_by=visit.me, authors=was.authors | {visit.me}
    ),
    "withdraw": lambda was, visit: replace(was, proposal="draft", **SETTLED),
    "approve": lambda was, visit: replace(
        was,
        live=True,
        public_title=was.draft_title,
        proposal="none",
        authors=frozenset(),
        **SETTLED,
    ),
    "approve for a date": lambda was, visit: replace(
        was, proposal="none", is_scheduled=True, **SETTLED
    ),
    "send back": lambda was, visit: replace(was, proposal="sent_back", **SETTLED),
    "call back": lambda was, visit: replace(was, proposal=_open(was.proposal), is_scheduled=False),
    "take over": lambda was, visit: replace(was, taken_over_by=visit.me),
    "take down": lambda was, visit: replace(
        was, live=False, public_title="", proposal=_open(was.proposal), is_scheduled=False
    ),
    "delete": lambda was, visit: Facts(texts=was.texts, roster=was.roster),
    "change the status": lambda was, visit: replace(was, status="cancelled"),
    "begin for their own organisation": lambda was, visit: replace(
        was, texts=was.texts | {visit.own.pk}
    ),
    "begin for another organisation": lambda was, visit: replace(
        was, texts=was.texts | {visit.world.bystander.pk}
    ),
    "change the roster": lambda was, visit: replace(
        was, roster=(*was.roster, (FREE_MONTH, None))
    ),
}
SETTLED = {"submitted_by": None, "taken_over_by": None}


def sees_hidden_words(visit) -> bool:
    """Ask every address that shows a text whether it shows this one's unpublished words."""
    page = visit.page
    addresses = [
        page.url,
        f"/oddaj/{page.pk}/",
        f"/cms/pregled/{page.pk}/",
        f"/cms/pages/{page.pk}/view_draft/",
    ]
    for revision in page.revisions.all():
        digest = content_digest(revision.content)
        addresses += [
            f"/cms/pregled/{page.pk}/besedilo/{revision.pk}/?digest={digest}",
            f"/cms/pages/{page.pk}/revisions/{revision.pk}/view/",
        ]
    return any(HIDDEN in visit.client.get(address).content.decode() for address in addresses)


# --- the world ------------------------------------------------------------------------------


@dataclass
class World:
    """Organisations, persons with their browsers, and one text in each state."""

    bystander: object
    owner: object
    users: dict
    homes: dict
    clients: dict
    pages: dict


def _build_world() -> World:
    owner, other = OrganisationFactory(is_cms_open=True), OrganisationFactory(is_cms_open=True)
    duty, following, last = (OrganisationFactory(partner=True) for _ in range(3))
    for partner, months in ((last, -1), (duty, 0), (following, 1)):
        set_duty(month=month_after(MONTH, months), partner=partner)
    homes = {
        "author": owner,
        "colleague": owner,
        "lead": owner,
        "other organisation": other,
        "on duty": duty,
        "next month": following,
        "last month": last,
        "author on duty": duty,
    }
    users = {
        person: member_of(home, role=Role.LEAD if person == "lead" else Role.MEMBER)
        for person, home in homes.items()
    }
    users["coordinator"] = UserFactory(coordinator=True)
    users["other coordinator"] = UserFactory(coordinator=True)
    users["superuser"] = UserFactory(is_superuser=True)
    clients = {"reader": Client()} | {person: Client() for person in users}
    for person, user in users.items():
        clients[person].force_login(user)
    world = World(OrganisationFactory(), owner, users, homes, clients, {})
    world.pages = {state: build(world).pk for state, build in STATES.items()}
    return world


def _draft(world, person="author"):
    return EventPageFactory(
        owner=world.users[person], organisation=world.homes[person], title=HIDDEN
    )


def _handed_in(world, page=None, person="author"):
    page = page or _draft(world, person)
    services.hand_in(page_id=page.pk, user=world.users[person], now=timezone.now())
    return EventPage.objects.get(pk=page.pk)


def _decided(world, page, service, **facts):
    revision = page.get_latest_revision()
    service(
        page_id=page.pk,
        revision_id=revision.pk,
        digest=content_digest(revision.content),
        user=world.users["on duty"],
        now=timezone.now(),
        **facts,
    )
    return EventPage.objects.get(pk=page.pk)


def _rewritten(world, page, title):
    page.title = title
    page.save_revision(user=world.users["author"])
    return EventPage.objects.get(pk=page.pk)


def _live(world, title=PUBLIC):
    page = _rewritten(world, _draft(world), title)
    return _decided(world, _handed_in(world, page), services.approve)


def _for_a_date(world, page):
    later = timezone.now() + timedelta(days=5)
    return _decided(world, _handed_in(world, page), services.approve, go_live_at=later)


def _taken_down(world):
    page = _live(world, HIDDEN)
    services.take_down(
        page_id=page.pk, user=world.users["on duty"], now=timezone.now(), reason="Napaka."
    )
    return page


STATES: dict[str, Callable[[World], EventPage]] = {
    "never public": _draft,
    "handed in": _handed_in,
    "sent back": lambda world: _decided(
        world, _handed_in(world), services.send_back, comment="Dopolni."
    ),
    "live": _live,
    "live, with a draft of a change": lambda world: _rewritten(world, _live(world), HIDDEN),
    "live, with a change handed in": lambda world: _handed_in(
        world, _rewritten(world, _live(world), HIDDEN)
    ),
    "live, with a change approved for a date": lambda world: _for_a_date(
        world, _rewritten(world, _live(world), HIDDEN)
    ),
    "approved for a date": lambda world: _for_a_date(world, _draft(world)),
    "taken down": _taken_down,
    "of the partner on duty": lambda world: _handed_in(world, person="author on duty"),
}


def _nobody_has_the_month(world, page_id):
    set_duty(month=MONTH, partner=None)


def _a_coordinator_takes_over(world, page_id):
    services.take_over(
        page_id=page_id, user=world.users["coordinator"], now=timezone.now(), reason="Mudi se."
    )


def _the_owner_leaves(world, page_id):
    world.owner.is_active = False
    world.owner.save()
    sync_organisation(organisation=world.owner)


def _nothing(world, page_id):
    pass


@dataclass(frozen=True)
class Case:
    """What stands behind a heading of the document."""

    state: str
    arrange: Callable = _nothing
    who: dict = field(default_factory=dict, hash=False)


CASES = {state.capitalize(): Case(state) for state in STATES if state != "of the partner on duty"}
CASES |= {
    "Whatever the state": Case("never public"),
    "A text of the partner on duty, handed in": Case(
        "of the partner on duty",
        who={"author": "author on duty", "colleague": "on duty"},
    ),
    "A month without a partner: handed in": Case("handed in", _nobody_has_the_month),
    "A month without a partner: approved for a date": Case(
        "approved for a date", _nobody_has_the_month
    ),
    "Taken over by a coordinator": Case("handed in", _a_coordinator_takes_over),
    "The organisation has left: never public": Case("never public", _the_owner_leaves),
    "The organisation has left: handed in": Case("handed in", _the_owner_leaves),
    "The organisation has left: live": Case("live", _the_owner_leaves),
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; what a test does to it is rolled back."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW),
        transaction.atomic(),
    ):
        yield _build_world()
        transaction.set_rollback(True)


# --- the walk -------------------------------------------------------------------------------


def _happened(visit, door) -> tuple[set[str], frozenset[str]]:
    """Go through one door; return what it did and which of the document's notes hold of that."""
    with transaction.atomic():
        was, traces_were = read_facts(visit.page.pk), traces()
        door(visit)
        facts = read_facts(visit.page.pk)
        done = {name for name, effect in EFFECTS.items() if effect(was, visit) == facts != was}
        if not done and (facts != was or traces() != traces_were):
            done = {f"{was} became {facts}, {traces_were} became {traces()}"}
        notes = {"listed"} if facts.listed > was.listed else set()
        if was.exists and not facts.exists and visit.client.get(visit.page.url).status_code == 410:
            notes.add("gone")
        transaction.set_rollback(True)
    return done, frozenset(notes)


def _walked(world, case, person, action, allowed) -> str:
    """Return what the cell should say, as the requests tell it."""
    page = EventPage.objects.get(pk=world.pages[case.state])
    if action == "see":
        return "yes" if sees_hidden_words(Visit(world, case.who.get(person, person), page)) else "no"
    answers = set()
    for door in DOORS[action].values():
        done, notes = _happened(Visit(world, case.who.get(person, person), page), door)
        if action in done:
            answers.add("yes" + "".join(f"[^{note}]" for note in sorted(notes)))
        elif done and not done & allowed:
            answers.add(" or ".join(sorted(done)))
    return " / ".join(sorted(answers)) or "no"


@pytest.mark.parametrize(
    ("heading", "person"), COLUMNS, ids=[" - ".join(column) for column in COLUMNS]
)
def test_everybody_can_do_exactly_what_the_document_says(world, heading, person):
    column = COLUMNS[heading, person]
    case = CASES[heading]
    allowed = {cell.action for cell in column if cell.is_yes}

    with transaction.atomic():
        case.arrange(world, world.pages[case.state])
        walked = {
            cell.action: _walked(world, case, person, cell.action, allowed) for cell in column
        }
        transaction.set_rollback(True)

    assert walked == {cell.action: cell.text for cell in column}
