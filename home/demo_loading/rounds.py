"""Texts that came back once before they were published, so that the reports tell of more than praise."""

from datetime import timedelta

from duty.roster import LJUBLJANA, month_of
from home.demo_loading.cast import Cast
from home.demo_loading.content import chance, read
from moderation.models import Decision, Outcome, ReviewSettings, Step, StepKind
from moderation.working_days import working_day_after

EVERY = 7
REWRITTEN_WITHIN = timedelta(hours=20)


def load_rounds(cast: Cast, *, seed: int) -> None:
    """Give every seventh published text an earlier round: handed in, sent back with a comment."""
    comments = read("rounds")["comments"]
    approved = Decision.objects.filter(outcome=Outcome.APPROVED).select_related("organisation")
    for number, later in enumerate(approved.order_by("page_number")[::EVERY]):
        luck = chance(seed, "round", later.title)
        sent_back_at = later.submitted_at - REWRITTEN_WITHIN
        submitted_at = sent_back_at - timedelta(days=luck.choice((1, 1, 2, 3, 7)), hours=2)
        _add_round(cast, later, submitted_at, sent_back_at, comments[number % len(comments)])


def _add_round(cast, later, submitted_at, sent_back_at, comment):
    handed_in = Step.objects.get(page=later.page_number, kind=StepKind.SUBMITTED)
    author = handed_in.actor
    decider = cast.decider_at(sent_back_at, author)
    about = {"page_id": later.page_number, "title": later.title, "organisation": later.organisation}
    Step.objects.create(**about, kind=StepKind.SUBMITTED, actor=author, at=submitted_at)
    Step.objects.create(
        **about, kind=StepKind.SENT_BACK, actor=decider, at=sent_back_at, comment=comment
    )
    partner = cast.organisations.get(cast.duty.get(month_of(sent_back_at)))
    Decision.objects.create(
        page_number=later.page_number,
        title=later.title,
        kind=later.kind,
        organisation=later.organisation,
        partner=partner,
        month=month_of(sent_back_at),
        actor=decider,
        outcome=Outcome.SENT_BACK,
        submitted_at=submitted_at,
        decided_at=sent_back_at,
        answer_by=working_day_after(
            submitted_at.astimezone(LJUBLJANA).date(), ReviewSettings.load().answer_within_days
        ),
    )
