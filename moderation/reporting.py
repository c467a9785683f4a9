"""The rows of the reports: per month and partner, per partner, per organisation."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from duty.answers import duty_answer
from duty.models import DutyMonth
from duty.roster import LJUBLJANA, month_after, month_of
from moderation.figures import Decided, Figures, figures_of
from moderation.models import Decision, HandOver, Outcome, Step
from network.models import Contribution, Organisation


@dataclass(frozen=True)
class Row:
    """Figures of a partner or an organisation, in one month or in the whole period.

    ``organisation`` is ``None`` for the coordinators.
    """

    organisation: Organisation | None
    figures: Figures
    month: date | None = None


@dataclass(frozen=True)
class Report:
    """``months`` and ``partners`` are of those who decided, ``organisations`` of those who wrote."""

    months: list[Row]
    partners: list[Row]
    organisations: list[Row]
    total: Figures


def first_month(now: datetime) -> date:
    """Return the first month of which anything is known."""
    decided = Decision.objects.order_by("month").values_list("month", flat=True).first()
    handed_in = Step.objects.filter(kind="submitted").order_by("at").values_list("at", flat=True)
    began = handed_in.first()
    return min(
        [month_of(now), *([decided] if decided else []), *([month_of(began)] if began else [])]
    )


def report(*, first: date, last: date, now: datetime) -> Report:
    """Count the duty months from ``first`` to ``last``; the number of queries is always the same.

    What was handed in counts for the partner that has the month, a decision for whoever was on
    duty when it was made. Whoever has left the network since stays in.
    """
    return _Count(first, last, now).report()


class _Count:
    """Everything that happened in a period, sorted by whose it is."""

    def __init__(self, first, last, now):
        self.first, self.last, self.now = first, last, now
        self.by_duty, self.by_organisation = defaultdict(list), defaultdict(list)
        for decision in Decision.objects.within(first, last).iterator():
            one = Decided(
                is_approval=decision.outcome != Outcome.SENT_BACK,
                submitted_at=decision.submitted_at,
                decided_at=decision.decided_at,
                answer_by=decision.answer_by,
            )
            self.by_duty[decision.month, decision.partner_id].append(one)
            self.by_organisation[decision.organisation_id].append(one)
        self.handed_in_by_month, self.handed_in_by = defaultdict(int), defaultdict(int)
        steps = Step.objects.handed_in(first, last).order_by()
        for organisation, at in steps.values_list("organisation", "at").iterator():
            self.handed_in_by_month[month_of(at)] += 1
            self.handed_in_by[organisation] += 1
        self.open_since = {}
        waiting = Contribution.objects.submitted().values_list("organisation", "submitted_at")
        for organisation, at in waiting:
            self.open_since.setdefault(organisation, at)
        self.partner_of = self._partners()
        self.on_duty = duty_answer(now).partner

    def _partners(self) -> dict[date, int | None]:
        """Whose each month is or was; what was frozen when it began counts before the roster."""
        period = {"month__gte": self.first, "month__lte": self.last}
        roster = DutyMonth.objects.filter(**period).values_list("month", "partner")
        began_with = HandOver.objects.frozen().filter(**period).values_list("month", "to_partner")
        return {**dict(roster), **dict(began_with)}

    def report(self) -> Report:
        months = self._months()
        partners = list(dict.fromkeys(partner for _month, partner in months))
        writers = {*self.by_organisation, *self.handed_in_by}
        if self._is_now(self.last):
            writers |= set(self.open_since)
        names = Organisation.objects.in_bulk({*partners, *writers} - {None})
        organisations = sorted(
            (self._of_organisation(names[pk]) for pk in writers),
            key=lambda row: (-row.figures.handed_in, row.organisation.name),
        )
        return Report(
            months=[self._of_month(month, names.get(pk), pk) for month, pk in months],
            partners=[self._of_partner(names.get(pk), pk) for pk in partners],
            organisations=organisations,
            total=self._figures(
                [one for decided in self.by_duty.values() for one in decided],
                handed_in=sum(self.handed_in_by_month.values()),
                is_open=self._is_now(self.last),
            ),
        )

    def _months(self) -> list[tuple[date, int | None]]:
        """Each month with its partner, and with whoever else decided in it; the newest first."""
        months, month = [], self.last
        while month >= self.first:
            own = self.partner_of.get(month)
            others = {partner for when, partner in self.by_duty if when == month} - {own}
            months += [
                (month, own),
                *((month, pk) for pk in sorted(others, key=lambda pk: pk or 0)),
            ]
            month = month_after(month, -1)
        return months

    def _of_month(self, month, organisation, pk) -> Row:
        is_own = pk == self.partner_of.get(month)
        figures = self._figures(
            self.by_duty.get((month, pk), []),
            handed_in=self.handed_in_by_month[month] if is_own else 0,
            is_open=self._is_now(month) and pk == self.on_duty,
        )
        return Row(organisation=organisation, figures=figures, month=month)

    def _of_partner(self, organisation, pk) -> Row:
        figures = self._figures(
            [one for (_m, partner), ones in self.by_duty.items() if partner == pk for one in ones],
            handed_in=sum(
                number
                for month, number in self.handed_in_by_month.items()
                if self.partner_of.get(month) == pk
            ),
            is_open=self._is_now(self.last) and pk == self.on_duty,
        )
        return Row(organisation=organisation, figures=figures)

    def _of_organisation(self, organisation) -> Row:
        since = self.open_since.get(organisation.pk) if self._is_now(self.last) else None
        figures = figures_of(
            self.by_organisation[organisation.pk],
            handed_in=self.handed_in_by[organisation.pk],
            oldest_open_days=self._days_since([since] if since else []),
        )
        return Row(organisation=organisation, figures=figures)

    def _figures(self, decided, *, handed_in, is_open) -> Figures:
        return figures_of(
            decided,
            handed_in=handed_in,
            oldest_open_days=self._days_since(self.open_since.values()) if is_open else None,
        )

    def _is_now(self, month) -> bool:
        return month == month_of(self.now)

    def _days_since(self, moments: Iterable[datetime]) -> int | None:
        """Return how many days ago, by the calendar, the first of ``moments`` was."""
        first = min(moments, default=None)
        if first is None:
            return None
        days = [moment.astimezone(LJUBLJANA).date() for moment in (first, self.now)]
        return (days[1] - days[0]).days
