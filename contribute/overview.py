"""What an author sees of a contribution: where it stands and what can be done next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from blog.models import PostPage
from calendar_app.models import EventPage
from guides.models import GuidePage
from mentors.models import MentorPage
from moderation.claims import standing_claims
from moderation.models import Claim, Step, StepKind
from network import rights
from network.models import Contribution, Organisation
from network.rights import Action, Duty, Person, Proposal, Public
from network.translations import original_of

WRITTEN_HERE = (PostPage, EventPage, GuidePage, MentorPage)


@dataclass(frozen=True)
class Standing:
    """One contribution; ``may`` tells by the action's name what the person may do with it now."""

    contribution: Contribution
    kind_label: str
    section: str
    public: str
    proposal: str
    comment: str
    is_late: bool
    event: EventPage | None
    url: str
    may: dict[str, bool]
    language: str = ""
    is_outdated: bool = False
    claim: Claim | None = None

    @property
    def page_id(self) -> int:
        return self.contribution.page_id

    @property
    def title(self) -> str:
        return str(self.contribution)


def standings(
    contributions: Iterable[Contribution], *, person: Person, duty: Duty, request, now: datetime
) -> list[Standing]:
    """Return where each contribution stands; the number of queries does not grow with them."""
    contributions = list(contributions)
    comments = _last_comments(contributions)
    events = _events(contributions)
    claims = standing_claims(now).by_contribution(contributions)
    today = timezone.localdate(now)
    return [
        _standing(
            contribution,
            may=_may(person, contribution.as_case(), duty, contribution.page.specific_class),
            comment=comments.get(contribution.page_id, ""),
            event=events.get(contribution.page_id),
            claim=claims.get(contribution.pk),
            request=request,
            today=today,
        )
        for contribution in contributions
    ]


def organisations_of(person: Person) -> list[Organisation]:
    """Return the organisations a person acts for, also those that have left the network."""
    return list(Organisation.objects.filter(pk__in=person.member_of))


def organisations_besides(person: Person, duty: Duty) -> list[Organisation]:
    """Return those for which the person may enter what came by mail, beside their own."""
    if not rights.may_enter_for_others(person, duty):
        return []
    return list(Organisation.objects.besides(person))


def _standing(contribution, *, may, comment, event, claim, request, today) -> Standing:
    public = contribution.public
    original = original_of(contribution.page) if contribution.is_translation else None
    page_class = contribution.page.specific_class
    return Standing(
        contribution=contribution,
        kind_label=page_class.kind_label,
        section=page_class.section,
        public=public.value,
        proposal=contribution.proposal,
        comment=comment,
        is_late=bool(contribution.answer_by and contribution.answer_by < today),
        event=event,
        url=contribution.page.get_url(request) if public == Public.LIVE else "",
        may=may,
        language=contribution.page.locale.language_code,
        is_outdated=bool(original and original.is_outdated),
        claim=claim,
    )


def _may(person, case, duty, page_class) -> dict[str, bool]:
    may = {action.value: rights.may(action, person, case, duty) for action in Action}
    for action in ("edit", "translate"):
        may[action] = may[action] and page_class in WRITTEN_HERE
    may["change_status"] = may["change_status"] and page_class is EventPage
    return may


def _last_comments(contributions) -> dict[int, str]:
    """Return why texts were sent back or taken down, the latest word of each."""
    concerned = [
        contribution.page_id
        for contribution in contributions
        if contribution.proposal == Proposal.SENT_BACK or contribution.public == Public.TAKEN_DOWN
    ]
    steps = Step.objects.filter(
        page__in=concerned, kind__in=(StepKind.SENT_BACK, StepKind.TAKEN_DOWN)
    ).order_by("at", "pk")
    return dict(steps.values_list("page", "comment"))


def _events(contributions) -> dict[int, EventPage]:
    ids = [contribution.page_id for contribution in contributions]
    events = EventPage.objects.filter(pk__in=ids).defer_streamfields()
    return {event.pk: event for event in EventPage.objects.with_changes(list(events))}
