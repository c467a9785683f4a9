from collections import defaultdict
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from duty import roster

# What ended early counted until then.
STATES_THAT_COUNT = ("agreed", "ended")


class DutyMonthQuerySet(models.QuerySet):
    def with_partner_in_network(self):
        """Months that a partner keeps; the others fall to the coordinators."""
        return self.filter(partner__is_active=True, partner__is_partner=True)

    def between(self, first: date, last: date):
        """Months from the first to the last, both included."""
        return self.filter(month__range=(first, last))

    def as_plan(self) -> dict:
        """Return month → partner for those months whose partner is in the network."""
        return dict(self.with_partner_in_network().values_list("month", "partner_id"))


class ImpossibleMonthQuerySet(models.QuerySet):
    def by_partner(self) -> dict[int, set[date]]:
        """Return partner → the months it cannot take."""
        months = defaultdict(set)
        for partner, month in self.values_list("partner_id", "month"):
            months[partner].add(month)
        return dict(months)


class SwapQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="asked")

    def of(self, partners):
        """Swaps in which one of the partners takes part."""
        return self.filter(Q(first_partner__in=partners) | Q(second_partner__in=partners))

    def with_everything(self):
        return self.select_related("first_partner", "second_partner", "asked_by", "answered_by")


class StandInQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="asked")

    def of(self, partners):
        """Stand-ins by one of the partners, or asked for by it."""
        return self.filter(Q(partner__in=partners) | Q(instead_of__in=partners))

    def taken_over_by(self, partner, moment: datetime):
        """What a partner took over since ``moment`` by itself, asking nobody."""
        return self.filter(
            partner=partner,
            asked_at__gt=moment,
            asked_by=F("answered_by"),
            asked_by__memberships__organisation=partner,
        )

    def that_count(self):
        """Agreed upon, by a partner that is in the network; those ended early until they ended.

        Each row knows that end as ``until``.
        """
        return (
            self.filter(
                state__in=STATES_THAT_COUNT,
                partner__is_active=True,
                partner__is_partner=True,
            )
            .annotate(until=Coalesce("ended_at", "ends_at"))
            .filter(until__gt=F("starts_at"))
        )

    def between(self, begins: datetime, ends: datetime):
        """Those that count and of which a part lies in the time from ``begins`` up to ``ends``."""
        return self.that_count().filter(starts_at__lt=ends, until__gt=begins)

    def at(self, now: datetime):
        """Those that count at ``now``; of several the rule chooses one."""
        return self.that_count().filter(starts_at__lte=now, until__gt=now)

    def not_over(self, now: datetime):
        """Those that count at ``now`` or later."""
        return self.that_count().filter(until__gt=now)

    def as_stand_ins(self) -> list[roster.StandIn]:
        """Return plain values for the rules; call it on those that count."""
        return [
            roster.StandIn(
                partner=row.partner_id,
                starts_at=row.starts_at,
                ends_at=row.until,
                agreed_at=row.answered_at,
                id=row.pk,
            )
            for row in self
        ]

    def with_everything(self):
        return self.select_related("partner", "instead_of", "asked_by", "answered_by", "ended_by")


class DutyCalendarQuerySet(models.QuerySet):
    def live(self):
        """Addresses that answer: not revoked, and of somebody whose account works."""
        return self.filter(revoked_at=None, user__is_active=True)
