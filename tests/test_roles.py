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
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry, Revision, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.models import User
from calendar_app.models import EventChange, EventIndexPage, EventPage
from contribute.services import save_event, seen_token
from duty.models import DutyMonth
from duty.roster import month_after, month_of
from duty.services import set_duty
from guides.models import GuideIndexPage, GuidePage
from mail.models import OutgoingMail
from mentors.models import Language, MentorIndexPage, MentorPage
from moderation import services
from moderation.digest import content_digest
from moderation.models import Step
from network.models import (
    Contribution,
    ModeratedPage,
    Organisation,
    Role,
    SectionIndexPage,
)
from network.services import sync_organisation
from tests.accounts.factories import UserFactory
from tests.calendar_app.factories import EventPageFactory
from tests.core.factories import LifeStageFactory
from tests.duty.views.year_posts import year_as_shown
from tests.guides.factories import GuidePageFactory
from tests.mentors.factories import MentorPageFactory
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
    # Its other languages: which, whose, and whether readers have them.
    languages: frozenset = frozenset()
    roster: tuple = ()
    trusted: frozenset = frozenset()
    # Its presence in duty's list of what nobody reviewed is told by a footnote, not by an effect.
    listed: int = field(default=0, compare=False)


def read_facts(page_id) -> Facts:
    around = {
        "texts": frozenset(
            Page.objects.filter(title=WRITTEN)
            .exclude(pk=page_id)
            .values_list("contribution__organisation", flat=True)
        ),
        "trusted": frozenset(
            Organisation.objects.filter(is_trusted_for_events=True).values_list("pk", flat=True)
        ),
        "roster": tuple(DutyMonth.objects.values_list("month", "partner").order_by("month")),
        "listed": Step.objects.unreviewed(timezone.now()).count(),
    }
    page = Page.objects.filter(pk=page_id).first()
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
        languages=frozenset(
            page.get_translations().values_list(
                "locale__language_code", "contribution__organisation", "live"
            )
        ),
        **around,
    )


def traces() -> tuple[int, ...]:
    """Count the rows that a refused request must not have left behind either."""
    models = (Page, Revision, WorkflowState, PageLogEntry, Step, OutgoingMail, EventChange)
    # In one query: this is asked some two thousand times.
    count = '(SELECT COUNT(*) FROM "{}")'
    counts = ", ".join(count.format(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return tuple(cursor.fetchone())


def _open(proposal):
    return "draft" if proposal == "none" else proposal


# --- the doors ------------------------------------------------------------------------------


@dataclass
class Visit:
    """A person at a text: their browser, the page, and the title that they typed."""

    world: object
    person: str
    page: ModeratedPage
    typed: str = ""

    def __post_init__(self):
        # Signed in and otherwise new: a browser would carry messages from one visit to the next.
        self.client = Client()
        self.client.cookies.load(self.world.sessions.get(self.person, {}))

    @property
    def me(self):
        user = self.world.users.get(self.person)
        return user and user.pk

    @property
    def own(self):
        """The organisation for which the person writes; whoever has none tries the text's."""
        return self.world.homes.get(self.person, self.world.owner)

    @property
    def draft_title(self):
        return self.page.get_latest_revision().content["title"]

    def cms(self, tail, data=None):
        self.client.post(f"/cms/pages/{self.page.pk}/{tail}/", data or {})

    def review(self, tail, **data):
        self.client.post(f"/cms/pregled/{self.page.pk}/{tail}/", data)

    def oddaj(self, tail, **data):
        self.client.post(f"/oddaj/{self.page.pk}/{tail}/", data)

    def decide(self, tail, **data):
        revision = self.page.get_latest_revision()
        read = {"revision": revision.pk, "digest": content_digest(revision.content)}
        self.review(tail, **read, **data)

    @property
    def link(self):
        """The address that a mail would hold. Few are mailed one; here everybody with an account
        has one, and readers guess."""
        token = "a" * 43
        if self.me:
            token = services.issue_link(
                contribution=Contribution.objects.get(page=self.page.pk),
                user=self.world.users[self.person],
                now=timezone.now(),
            )
        return f"/odlocitev/{token}/"

    def by_mail(self, decision, **data):
        # In a browser that nobody has signed in.
        Client().post(self.link, {"decision": decision, **data})

    def begin(self, organisation):
        model, index = (
            self.world.kind.model,
            self.world.kind.index.objects.get(locale__language_code="sl"),
        )
        self.client.post(
            f"/cms/pages/add/{model._meta.app_label}/{model._meta.model_name}/{index.pk}/",
            self.editor(WRITTEN, organisation=organisation.pk),
        )

    def editor(self, title, **more):
        """The CMS's form, filled in."""
        self.typed = title
        empty = ("kicker", "municipality", "picture", "picture_alt", "mark")
        return (
            nested_form_data(
                dict.fromkeys((*empty, *self.world.kind.left_empty), "")
                | {
                    "title": title,
                    "summary": "Povzetek.",
                    "body": streamfield([("paragraph", rich_text("<p>Besedilo.</p>"))]),
                }
                | more
            )
            | self.world.kind.edited
            | self.world.named
        )

    def sheet(self, title, **more):
        """The form at /oddaj/, filled in."""
        self.typed = title
        return {
            "title": title,
            "summary": "Povzetek.",
            "text": "Besedilo.",
            **self.world.kind.typed,
            **self.world.named,
            **more,
        }

    def seen(self):
        contribution = Contribution.objects.select_related("page").get(page=self.page.pk)
        revision = self.page.get_latest_revision()
        return {"seen": seen_token(contribution, revision), "typed_from": revision.pk}


def _save(visit):
    visit.cms("edit", visit.editor(WRITTEN))


def _cancel_workflow(visit):
    # The editor has the button only then.
    if visit.page.current_workflow_state:
        visit.cms("edit", visit.editor(visit.draft_title, **{"action-cancel-workflow": "1"}))


DOORS: dict[str, dict[str, Callable[[Visit], None]]] = {
    "edit": {
        "cms": _save,
        "oddaj": lambda visit: visit.oddaj("uredi", **visit.sheet(WRITTEN, **visit.seen())),
    },
    "mend": {"cms": _save},
    "hand in": {
        "cms": lambda visit: visit.cms(
            "edit", visit.editor(visit.draft_title, **{"action-submit": "1"})
        ),
        "oddaj": lambda visit: visit.oddaj("oddaj"),
    },
    "withdraw": {
        "cms": _cancel_workflow,
        "oddaj": lambda visit: visit.oddaj("umik"),
    },
    "approve": {
        "review": lambda visit: visit.decide("objavi"),
        "mail": lambda visit: visit.by_mail("approve"),
    },
    "approve for a date": {
        "review": lambda visit: visit.decide("objavi", go_live_at="2026-11-21T10:00"),
    },
    "send back": {
        "review": lambda visit: visit.decide("vrni", comment="Dopolni uro."),
        "mail": lambda visit: visit.by_mail("send_back", comment="Dopolni uro."),
    },
    "call back": {"review": lambda visit: visit.review("preklici-datum")},
    "take over": {"review": lambda visit: visit.review("prevzemi", reason="Mudi se.")},
    "take down": {
        "review": lambda visit: visit.review("umakni", reason="Ni res."),
        "oddaj": lambda visit: visit.oddaj("umakni", reason="Ni res."),
    },
    "delete": {
        "cms": lambda visit: visit.cms("delete"),
        "cms, marked in a list": lambda visit: visit.client.post(
            f"/cms/bulk/wagtailcore/page/delete/?next=/cms/&id={visit.page.pk}"
        ),
        "oddaj": lambda visit: visit.oddaj("izbrisi"),
    },
    "change the status": {
        "oddaj": lambda visit: visit.oddaj("stanje", status="cancelled", reason="Dežuje."),
    },
    "translate": {
        "cms": lambda visit: visit.client.post(
            f"/cms/localize/submit/page/{visit.page.pk}/", {"locales": visit.world.german.pk}
        ),
        "oddaj": lambda visit: visit.oddaj("prevedi", language="de"),
    },
    "begin for their own organisation": {
        "cms": lambda visit: visit.begin(visit.own),
        "oddaj": lambda visit: visit.client.post(
            visit.world.kind.address,
            # Whoever has no organisation has none to choose here.
            visit.sheet(
                WRITTEN, organisation=visit.own.pk if visit.person in visit.world.homes else ""
            ),
        ),
    },
    "begin for another one in the CMS": {
        "cms": lambda visit: visit.begin(visit.world.bystander),
    },
    "enter for another one at `/oddaj/`": {
        "oddaj": lambda visit: visit.client.post(
            visit.world.kind.address,
            visit.sheet(WRITTEN, organisation=visit.world.bystander.pk),
        ),
    },
    "trust an organisation": {
        "cms": lambda visit: visit.client.post(
            f"/cms/zaupanje/{visit.world.bystander.pk}/",
            {"is_trusted": "True", "reason": "Zanesljiva."},
        ),
    },
    "change the roster": {
        "cms": lambda visit: visit.client.post(
            f"/cms/dezurstvo/leto/{FREE_MONTH.year}/",
            year_as_shown(
                FREE_MONTH.year,
                month_after(MONTH),
                **{f"m{FREE_MONTH:%m}": visit.world.homes["next month"]},
            ),
        ),
    },
}

OF_NO_TEXT = {
    "begin for their own organisation",
    "begin for another one in the CMS",
    "enter for another one at `/oddaj/`",
    "trust an organisation",
    "change the roster",
}
SETTLED = {"submitted_by": None, "taken_over_by": None}


EFFECTS: dict[str, Callable[[Facts, Visit], Facts]] = {
    "edit": lambda was, visit: replace(
        was, draft_title=visit.typed, proposal=_open(was.proposal), authors=was.authors | {visit.me}
    ),
    "mend": lambda was, visit: (
        replace(was, draft_title=visit.typed) if was.proposal == "submitted" else was
    ),
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
        was,
        live=False,
        public_title="",
        proposal=_open(was.proposal),
        is_scheduled=False,
        # The whole text is the proposal again, with whoever wrote a part of it.
        authors=was.authors | {visit.world.users["author"].pk},
    ),
    "delete": lambda was, visit: Facts(texts=was.texts, roster=was.roster, trusted=was.trusted),
    "change the status": lambda was, visit: replace(was, status="cancelled"),
    "translate": lambda was, visit: replace(
        was, languages=was.languages | {("de", visit.world.owner.pk, False)}
    ),
    "begin for their own organisation": lambda was, visit: replace(
        was, texts=was.texts | {visit.own.pk}
    ),
    "begin for another one in the CMS": lambda was, visit: replace(
        was, texts=was.texts | {visit.world.bystander.pk}
    ),
    "enter for another one at `/oddaj/`": lambda was, visit: replace(
        was, texts=was.texts | {visit.world.bystander.pk}
    ),
    "trust an organisation": lambda was, visit: replace(
        was, trusted=was.trusted | {visit.world.bystander.pk}
    ),
    "change the roster": lambda was, visit: replace(
        was, roster=(*was.roster, (FREE_MONTH, visit.world.homes["next month"].pk))
    ),
}

# What else an action may do, by the footnote that says so.
LIVE_AT_ONCE: dict[str, Callable[[Facts, Visit], Facts]] = {
    "hand in": EFFECTS["approve"],
}


def sees_hidden_words(visit) -> bool:
    """Ask every address that shows a text whether it shows this one's unpublished words."""
    page = visit.page
    addresses = [
        page.url,
        f"/oddaj/{page.pk}/",
        f"/cms/pregled/{page.pk}/",
        f"/cms/pages/{page.pk}/view_draft/",
        f"{visit.link}besedilo/",
    ]
    for revision in page.revisions.all():
        digest = content_digest(revision.content)
        addresses += [
            f"/cms/pregled/{page.pk}/besedilo/{revision.pk}/?digest={digest}",
            f"/cms/pages/{page.pk}/revisions/{revision.pk}/view/",
        ]
    return any(HIDDEN in visit.client.get(address).content.decode() for address in addresses)


# --- the world ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A kind of text: where it is written, and what its two forms ask beside every text's."""

    model: type[ModeratedPage]
    index: type[SectionIndexPage]
    factory: Callable
    address: str
    left_empty: tuple[str, ...]
    edited: dict[str, str]
    typed: dict[str, str]


EVENT = Kind(
    EventPage,
    EventIndexPage,
    EventPageFactory,
    "/oddaj/dogodek/",
    ("place", "online_url", "price", "audience", "registration_url"),
    {
        "starts_at": "2026-12-20 18:00",
        "ends_at": "2026-12-20 20:00",
        "activity": "meeting",
        "place_text": "Pred knjižnico",
    },
    {
        "activity": "meeting",
        "first_day": "2026-12-20",
        "start_time": "18:00",
        "end_time": "20:00",
        "place_text": "Pred knjižnico",
    },
)
GUIDE = Kind(
    GuidePage,
    GuideIndexPage,
    GuidePageFactory,
    "/oddaj/vodnik/",
    ("audience", "steps_next", "documents", "checked_on"),
    {"steps_now": "Pokliči."},
    {"steps_now": "Pokliči."},
)
MENTOR = Kind(
    MentorPage,
    MentorIndexPage,
    MentorPageFactory,
    "/oddaj/mentor/",
    ("audience",),
    {"field": "career", "helps_with": "Prošnja", "online": "on"},
    {"field": "career", "helps_with": "Prošnja", "online": "on"},
)


@dataclass
class World:
    """Organisations, persons with their sessions, and one text in each state."""

    bystander: Organisation
    owner: Organisation
    users: dict[str, User]
    homes: dict[str, Organisation]
    sessions: dict[str, dict[str, str]]
    kind: Kind = EVENT
    german: Locale = field(default_factory=lambda: Locale.objects.get(language_code="de"))
    # What the forms name by number.
    named: dict[str, list[int]] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)


def _build_world(kind=EVENT, states=None) -> World:
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
        "who entered it": duty,
    }
    users = {
        person: member_of(home, role=Role.LEAD if person == "lead" else Role.MEMBER)
        for person, home in homes.items()
    }
    users["coordinator"] = UserFactory(coordinator=True)
    users["other coordinator"] = UserFactory(coordinator=True)
    users["superuser"] = UserFactory(is_superuser=True)
    sessions = {person: _signed_in(user) for person, user in users.items()}
    world = World(OrganisationFactory(), owner, users, homes, sessions, kind)
    if kind is GUIDE:
        world.named = {"life_stages": [LifeStageFactory().pk]}
    elif kind is MENTOR:
        world.named = {"languages": [Language.objects.get(code="sl").pk]}
    world.pages = {state: STATES[state](world).pk for state in states or STATES}
    return world


def _signed_in(user) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _draft(world, person="author"):
    return world.kind.factory(
        owner=world.users[person], organisation=world.homes[person], title=HIDDEN
    )


def _handed_in(world, page=None, person="author"):
    page = page or _draft(world, person)
    services.hand_in(page_id=page.pk, user=world.users[person], now=timezone.now())
    return type(page).objects.get(pk=page.pk)


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
    return type(page).objects.get(pk=page.pk)


def _rewritten(world, page, title):
    page.title = title
    page.save_revision(user=world.users["author"])
    return type(page).objects.get(pk=page.pk)


def _live(world, title=PUBLIC):
    page = _rewritten(world, _draft(world), title)
    return _decided(world, _handed_in(world, page), services.approve)


def _for_a_date(world, page):
    later = timezone.now() + timedelta(days=5)
    return _decided(world, _handed_in(world, page), services.approve, go_live_at=later)


def _entered(world):
    """What somebody on duty entered for the owner."""
    page = save_event(
        user=world.users["who entered it"],
        organisation=world.owner,
        facts={
            "title": HIDDEN,
            "summary": "Povzetek.",
            "text": "Besedilo.",
            "starts_at": NOW + timedelta(days=30),
            "place_text": "Pred knjižnico",
        },
    )
    return type(page).objects.get(pk=page.pk)


def _taken_down(world):
    page = _live(world, HIDDEN)
    services.take_down(
        page_id=page.pk, user=world.users["on duty"], now=timezone.now(), reason="Napaka."
    )
    return page


def _translation(world):
    """What a coordinator translated into German."""
    user = world.users["coordinator"]
    page = services.translate(page_id=_live(world).pk, language="de", user=user, now=timezone.now())
    page.title = HIDDEN
    page.save()
    page.save_revision(user=user)
    return type(page).objects.get(pk=page.pk)


STATES: dict[str, Callable[[World], ModeratedPage]] = {
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
    "translated": _translation,
    "translated, handed in": lambda world: _handed_in(
        world, _translation(world), person="coordinator"
    ),
    "entered": _entered,
    "entered, handed in": lambda world: _handed_in(world, _entered(world), person="who entered it"),
}
# Those that stand under a heading of their own.
SPECIAL = {
    "of the partner on duty",
    "translated",
    "translated, handed in",
    "entered",
    "entered, handed in",
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


def _the_owner_is_trusted(world, page_id):
    services.change_trust(
        organisation_id=world.owner.pk,
        is_trusted=True,
        user=world.users["coordinator"],
        now=timezone.now(),
        reason="Zanesljiva.",
    )


def _the_next_partner_has_the_month(world, page_id):
    set_duty(month=MONTH, partner=world.homes["next month"])


def _nothing(world, page_id):
    pass


@dataclass(frozen=True)
class Case:
    """What stands behind a heading of the document."""

    state: str
    arrange: Callable = _nothing
    who: dict = field(default_factory=dict)


CASES = {state.capitalize(): Case(state) for state in STATES.keys() - SPECIAL}
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
    "A translation: never public": Case("translated"),
    "A translation: handed in": Case("translated, handed in"),
    "Taken over by a coordinator": Case("handed in", _a_coordinator_takes_over),
    "An event of a trusted organisation: draft": Case("never public", _the_owner_is_trusted),
    "An event of a trusted organisation: live, with a change": Case(
        "live, with a draft of a change", _the_owner_is_trusted
    ),
    "An event of a trusted organisation: taken down": Case("taken down", _the_owner_is_trusted),
    "Entered for an organisation: never public": Case(
        "entered", _the_next_partner_has_the_month, who={"on duty": "next month"}
    ),
    "Entered for an organisation: handed in": Case("entered, handed in"),
    "The organisation has left: never public": Case("never public", _the_owner_leaves),
    "The organisation has left: handed in": Case("handed in", _the_owner_leaves),
    "The organisation has left: live, with a draft of a change": Case(
        "live, with a draft of a change", _the_owner_leaves
    ),
}


@pytest.fixture(scope="module")
def world(rows_of_module):
    with time_machine.travel(NOW):
        yield _build_world()


# --- the document can be walked -------------------------------------------------------------


def test_the_document_has_a_table_for_every_case_and_no_other():
    assert {cell.case for cell in CELLS} == CASES.keys()


def test_every_table_says_something_of_every_action():
    of_texts = DOORS.keys() - OF_NO_TEXT | {"see"}

    assert {column: {cell.action for cell in cells} for column, cells in COLUMNS.items()} == {
        (case, person): OF_NO_TEXT if case == "Whatever the state" else of_texts
        for case, person in COLUMNS
    }


def test_every_table_of_a_state_has_everybody():
    everybody = {person for case, person in COLUMNS if case == "Never public"}
    states = {heading for heading, case in CASES.items() if case == Case(heading.lower())}

    assert len(everybody) == 10
    assert {
        state: {person for case, person in COLUMNS if case == state} for state in states
    } == dict.fromkeys(states, everybody)


def test_every_cell_says_yes_or_no_with_notes_that_are_explained():
    document = DOCUMENT.read_text(encoding="utf-8")

    assert [cell for cell in CELLS if not re.fullmatch(r"no|yes(\[\^\w+\])*", cell.text)] == []
    assert set().union(*(cell.notes for cell in CELLS)) == {"gone", "listed", "at_once"}
    assert set(re.findall(r"^\[\^(\w+)\]:", document, re.MULTILINE)) == {
        "gone",
        "listed",
        "at_once",
    }


def test_no_cell_of_the_document_is_left_out():
    tables = re.split(r"\n(?!\|)", DOCUMENT.read_text(encoding="utf-8"))
    # The roster's table is walked by tests/duty/test_rights.py.
    ours = [table for table in tables if not table.lstrip().startswith("| what |")]

    assert len(CELLS) == sum(len(re.findall(r"\| (?:yes|no)\b", table)) for table in ours)


# --- the walk -------------------------------------------------------------------------------


@dataclass
class Walk:
    """One person at one text, and how everything stood before they came."""

    world: World
    case: Case
    person: str
    allowed: frozenset[str]

    def __post_init__(self):
        self.page_id = self.world.pages[self.case.state]
        self.before = read_facts(self.page_id), traces()

    def visit(self):
        page = self.world.kind.model.objects.get(pk=self.page_id)
        return Visit(self.world, self.case.who.get(self.person, self.person), page)

    def nothing_changes(self, actions) -> bool:
        """Tell whether all of these actions together leave everything as it was."""
        visit = self.visit()
        with transaction.atomic():
            for door in {door for action in actions for door in DOORS[action].values()}:
                door(visit)
            after = read_facts(self.page_id), traces()
            transaction.set_rollback(True)
        return after == self.before

    def cell(self, action) -> str:
        """Return what the document should say of an action, as the requests tell it."""
        answers = {self._through(action, door) for door in DOORS[action].values()} - {"no"}
        return " or ".join(sorted(answers)) or "no"

    def _through(self, action, door):
        was, traces_were = self.before
        visit = self.visit()
        with transaction.atomic():
            door(visit)
            facts, traces_are = read_facts(self.page_id), traces()
            is_gone = was.exists and not facts.exists
            at_once = LIVE_AT_ONCE.get(action)
            notes = {
                "at_once": at_once is not None and at_once(was, visit) == facts,
                "gone": is_gone and visit.client.get(visit.page.url).status_code == 410,
                "listed": facts.listed > was.listed,
            }
            transaction.set_rollback(True)
        if (facts, traces_are) == (was, traces_were):
            return "no"
        done = {name for name, effect in EFFECTS.items() if effect(was, visit) == facts}
        if notes["at_once"]:
            done.add(action)
        if action in done and facts != was:
            return "yes" + "".join(f"[^{note}]" for note, holds in notes.items() if holds)
        # Whoever may write can always press "save"; that is no other right.
        return "no" if done & self.allowed & {"edit", "mend"} else f"{was} became {facts}"


def walked_through(world, heading, person) -> dict[str, str]:
    """Return what the document should say in a column, as requests tell it."""
    column = COLUMNS[heading, person]
    allowed = frozenset(cell.action for cell in column if cell.is_yes)
    actions = {cell.action for cell in column}
    with transaction.atomic():
        CASES[heading].arrange(world, world.pages[CASES[heading].state])
        walk = Walk(world, CASES[heading], person, allowed)
        walked = {}
        if "see" in actions:
            walked["see"] = "yes" if sees_hidden_words(walk.visit()) else "no"
        alone = allowed | ({"hand in", "withdraw"} if allowed & {"edit", "mend"} else set())
        refused = actions - walked.keys() - alone
        if walk.nothing_changes(refused):
            walked |= dict.fromkeys(refused, "no")
        walked |= {action: walk.cell(action) for action in actions - walked.keys()}
        transaction.set_rollback(True)
    return walked


@pytest.mark.walk
@pytest.mark.parametrize(
    ("heading", "person"), COLUMNS, ids=[" - ".join(column) for column in COLUMNS]
)
def test_everybody_can_do_exactly_what_the_document_says(world, heading, person):
    promised = {cell.action: cell.text for cell in COLUMNS[heading, person]}

    assert walked_through(world, heading, person) == promised


# --- guides and mentors ---------------------------------------------------------------------

# The rights are the same for all kinds; here stands whoever may do most and least of each.
OF_OTHER_KINDS = [
    ("Whatever the state", "author"),
    ("Never public", "colleague"),
    ("Never public", "other organisation"),
    ("Live, with a change handed in", "author"),
    ("Live, with a change handed in", "on duty"),
    ("Live, with a change handed in", "last month"),
    ("Live, with a change handed in", "coordinator"),
]


@pytest.fixture(scope="module", params=[GUIDE, MENTOR], ids=["guide", "mentor"])
def other_world(request, rows_of_module):
    with time_machine.travel(NOW), transaction.atomic():
        yield _build_world(
            request.param, {CASES[heading].state for heading, _who in OF_OTHER_KINDS}
        )
        transaction.set_rollback(True)


@pytest.mark.walk
@pytest.mark.parametrize(("heading", "person"), OF_OTHER_KINDS)
def test_the_same_holds_for_guides_and_mentors_which_have_no_status(other_world, heading, person):
    promised = {cell.action: cell.text for cell in COLUMNS[heading, person]}
    if "change the status" in promised:
        promised["change the status"] = "no"

    assert walked_through(other_world, heading, person) == promised
