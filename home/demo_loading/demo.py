"""Load the demonstration, once; what an installation holds already is never changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Locale

from accounts.models import User
from home.demo_loading.cast import ADMIN, COORDINATOR, create_cast, find_cast, usernames
from home.demo_loading.content import read
from home.demo_loading.frame import load_frame
from home.demo_loading.growth import grow
from home.demo_loading.hand_overs import load_hand_overs
from home.demo_loading.houses import institutions
from home.demo_loading.publications import load_publications
from home.demo_loading.rounds import load_rounds
from home.demo_loading.submissions import load_submissions
from home.demo_loading.translations import load_translations, translate_terms
from home.demo_loading.trust import load_trust
from home.models import HomePage
from home.site_setup import ensure_site
from network.models import Contribution, Membership, Organisation, Role


class NotEmpty(Exception):  # noqa: N818 -- as in moderation.errors
    """The installation holds other people's texts, organisations or accounts."""


@dataclass(frozen=True)
class Account:
    username: str
    role: str


def is_loaded() -> bool:
    address = f"{COORDINATOR}@{read('people')['domain']}"
    return User.objects.filter(username=COORDINATOR, email=address).exists()


@transaction.atomic
def load(*, now: datetime, seed: int = 1, beside_others: bool = False) -> None:
    """Load everything that is written in ``home/demo``, alive on the day of ``now``.

    :raises NotEmpty: when there are moderated pages already, unless ``beside_others``; always when
        an account or an organisation has one of the demonstration's names
    """
    if Contribution.objects.exists() and not beside_others:
        raise NotEmpty("There are posts or events already.")
    for model, field, names in (
        (User, "username", list(usernames())),
        (
            Organisation,
            "slug",
            [facts["slug"] for facts in [*read("organisations")["organisations"], *institutions()]],
        ),
    ):
        taken = model.objects.filter(**{f"{field}__in": names}).values_list(field, flat=True)
        if taken:
            raise NotEmpty(f"Taken already: {', '.join(taken)}.")
    home = ensure_site()
    cast = create_cast(now=now, seed=seed)
    translate_terms()
    load_frame(now=now, seed=seed)
    load_publications(home, cast, now=now, seed=seed)
    load_translations(cast, now=now, seed=seed)
    load_rounds(cast, seed=seed)
    load_submissions(home, cast, now=now, seed=seed)
    load_trust(home, cast, now=now, seed=seed)
    load_hand_overs(cast, now=now)


def fill_up(
    *, posts: int, events: int, now: datetime, seed: int = 1, tell: Callable[[str], object] = print
) -> int:
    """Generate pages beside the loaded texts until so many posts and events are public.

    Return how many were added; the caller sees to the search index.
    """
    home = HomePage.objects.get(locale=Locale.get_default())
    return grow(home, find_cast(), posts=posts, events=events, now=now, seed=seed, tell=tell)


def accounts() -> list[Account]:
    """Return who can sign in, with what they are."""
    roles = {ADMIN: "superuser", COORDINATOR: "coordinator"}
    for row in Membership.objects.select_related("user", "organisation"):
        roles[row.user.username] = f"{Role(row.role).value}, {row.organisation}"
    present = User.objects.filter(username__in=roles).values_list("username", flat=True)
    return [Account(name, roles[name]) for name in usernames() if name in set(present)]
