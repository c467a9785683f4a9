"""Which steps, claims, readings and reports, for whom and when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models.functions import Coalesce

from duty.roster import month_after, starts_at

# What went public without being read stays in duty's list for so long.
UNREVIEWED_IS_LISTED_FOR = timedelta(days=7)
LINKS_ARE_KNOWN_FOR = timedelta(days=7)
ASKED_AGAIN_AFTER = timedelta(days=30)
REPORTS_ARE_KEPT_FOR = timedelta(days=365)
# Whoever opened a text and was called away does not keep others from it.
CLAIMS_LAPSE_AFTER = timedelta(hours=2)
# Of texts that were never published; those of the others go when they are.
READINGS_ARE_KEPT_FOR = timedelta(days=365)
LINKS_ARE_KEPT_FOR = timedelta(days=90)


class StepQuerySet(models.QuerySet):
    def of_page(self, page_id: int):
        """The history of a text, the latest first."""
        return self.filter(page=page_id).select_related("actor")

    def refused_since_approval(self, page_id: int):
        """Decisions that said no, or not yet, since something of the text was last approved.

        Not since it was published: what was approved for a date goes out by itself, whatever was
        said of a newer proposal meanwhile.
        """
        steps = self.filter(page=page_id).order_by("-pk")
        approved = steps.filter(kind__in=("approved", "scheduled", "at_once")).values("pk")[:1]
        refused = steps.filter(kind__in=("sent_back", "called_back"))
        return refused.filter(pk__gt=Coalesce(models.Subquery(approved), 0))

    def unreviewed(self, now: datetime):
        """What reached readers around the partner on duty in the last seven days."""
        return self.filter(
            models.Q(kind__in=("status", "at_once")) | models.Q(as_superuser=True),
            at__gt=now - UNREVIEWED_IS_LISTED_FOR,
        ).select_related("actor", "organisation", "page")

    def handed_in(self, first: date, last: date):
        """What was handed in from the month ``first`` to the end of the month ``last``."""
        return self.filter(
            kind="submitted", at__gte=starts_at(first), at__lt=starts_at(month_after(last))
        )

    def times_sent_back(self, page_ids: Iterable[int]) -> dict[int, int]:
        """How often each text was returned since it was last published; others are left out."""
        never_published = models.Q(page__last_published_at=None)
        since = models.Q(at__gt=models.F("page__last_published_at"))
        rows = self.filter(never_published | since, kind="sent_back", page__in=page_ids)
        # Without the order of steps, which would part the rows that are counted together.
        return dict(rows.order_by().values_list("page").annotate(models.Count("pk")))

    def ending(self, page_id: int):
        """What ended a text's last wait for a decision; the latest first."""
        kinds = ("approved", "scheduled", "sent_back", "withdrawn")
        return self.of_page(page_id).filter(kind__in=kinds)

    def for_duty(self):
        """Those that do not name a draft; what else superusers do is for coordinators to know."""
        return self.filter(kind__in=("status", "at_once", "approved", "scheduled", "taken_down"))


class FindingQuerySet(models.QuerySet):
    def for_moderators(self):
        """What moderators read now: nothing about another text that is neither public nor waits.

        ``checks.html`` draws these; ``checks_count.html`` counts them.
        """
        other_is_met = (
            models.Q(other=None)
            | models.Q(other__live=True)
            | models.Q(other__contribution__proposal="submitted")
        )
        return self.filter(other_is_met).select_related("other")

    def for_authors(self):
        """What authors may know of: nothing about what others have handed in."""
        return self.filter(is_for_author=True)

    def numbers_by_contribution(self, contribution_ids) -> dict[int, dict[str, int]]:
        """Count what moderators read of many texts in one query: ``{id: {level: number}}``."""
        rows = (
            self.for_moderators()
            .select_related(None)
            .filter(contribution__in=list(contribution_ids))
            .order_by()
            .values_list("contribution", "level")
            .annotate(number=models.Count("pk"))
        )
        numbers: dict[int, dict[str, int]] = {}
        for contribution, level, number in rows:
            numbers.setdefault(contribution, {})[level] = number
        return numbers


class LinkStateQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Links of texts that still wait, about which nothing is known yet; the oldest first."""
        return (
            self.filter(due_at__lte=now, contributions__proposal="submitted")
            .distinct()
            .order_by("due_at", "pk")
        )

    def dead(self):
        """Links that readers cannot open."""
        return self.filter(state__in=("dead", "refused", "silent"))

    def old(self, now: datetime):
        """What was found so long ago that it may have changed."""
        return self.filter(checked_at__lt=now - LINKS_ARE_KNOWN_FOR)

    def forgotten(self, now: datetime):
        """Links of no text that waits."""
        waits = self.filter(contributions__proposal="submitted").values("pk")
        return self.old(now).exclude(pk__in=waits)


class AskingQuerySet(models.QuerySet):
    def recent(self, now: datetime):
        """Those after which an organisation is not asked again yet."""
        return self.filter(at__gt=now - ASKED_AGAIN_AFTER)

    def latest_by_organisation(self) -> dict[int, datetime]:
        return dict(self.order_by("at").values_list("organisation", "at"))


class ReaderReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(resolved_at=None)

    def forgotten(self, now: datetime):
        """Reports older than the privacy notice promises to keep them."""
        return self.filter(created_at__lt=now - REPORTS_ARE_KEPT_FOR)


class DecisionQuerySet(models.QuerySet):
    def within(self, first: date, last: date):
        """Decisions of the duty months from ``first`` to ``last``."""
        return self.filter(month__gte=first, month__lte=last)

    def with_names(self):
        """Rows with the names that the log shows."""
        return self.select_related("organisation", "partner", "actor")


class HandOverQuerySet(models.QuerySet):
    def frozen(self):
        return self.filter(frozen_at__isnull=False)

    def with_names(self):
        """Rows with the partners and people that a page names."""
        return self.select_related("from_partner", "to_partner", "notes_by", "confirmed_by")

    def unconfirmed(self, month: date, sent_before: datetime):
        """The hand-over of ``month``, if a partner was asked so long ago, and nobody else since."""
        return self.filter(
            month=month,
            sent_at__lte=sent_before,
            confirmed_at=None,
            escalated_at=None,
            to_partner__isnull=False,
        ).exclude(from_partner=models.F("to_partner"))


class ClaimQuerySet(models.QuerySet):
    def standing(self, now: datetime, since: datetime):
        """Claims that still hold at ``now``, where today's duty has lasted ``since`` then."""
        return self.filter(at__gt=now - CLAIMS_LAPSE_AFTER, at__lte=now, at__gte=since)

    def by_contribution(self, contributions) -> dict:
        """Return the claims on ``contributions`` by their id, with who holds them; one query."""
        claims = self.filter(contribution__in=[row.pk for row in contributions])
        return {
            claim.contribution_id: claim for claim in claims.select_related("person", "partner")
        }

    def forgotten(self, now: datetime):
        """Claims that lapsed so long ago that nothing can ask for them any more."""
        return self.filter(at__lt=now - 2 * CLAIMS_LAPSE_AFTER)


class ReadingQuerySet(models.QuerySet):
    def before(self, contribution, person, digest: str):
        """The version last read that says something else than ``digest``, or ``None``.

        The person's own comes before that of others who were to decide.
        """
        own_first = models.Case(
            models.When(person=person, then=models.Value(0)), default=models.Value(1)
        )
        return (
            self.filter(contribution=contribution)
            .exclude(digest=digest)
            .select_related("person")
            .order_by(own_first, "-at", "-pk")
            .first()
        )

    def forgotten(self, now: datetime):
        return self.filter(at__lt=now - READINGS_ARE_KEPT_FOR)


class ReplyQuerySet(models.QuerySet):
    def numbered(self, number):
        """Return the reply that somebody's ``number`` names, or ``None`` where it names none."""
        is_number = isinstance(number, str) and number.isascii() and number.isdigit()
        # Longer than any that a database can hold.
        return self.filter(pk=number).first() if is_number and len(number) < 10 else None


class DecisionLinkQuerySet(models.QuerySet):
    def unspent(self):
        """Those that nobody used, revoked or replaced; they may be too old or too late."""
        return self.filter(used_at=None, revoked_at=None)

    def open(self, now: datetime):
        """Those by which a text that still waits may be decided, as far as rows can tell."""
        return self.unspent().filter(
            expires_at__gt=now,
            contribution__proposal="submitted",
            contribution__page__latest_revision=models.F("revision"),
        )

    def for_list(self):
        return self.select_related("user", "contribution__page", "contribution__organisation")

    def forgotten(self, now: datetime):
        """Those that are older than anybody asks what became of them."""
        return self.filter(created_at__lt=now - LINKS_ARE_KEPT_FOR)
