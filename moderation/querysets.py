from datetime import datetime, timedelta

from django.db import models

# What went public without being read stays in duty's list for so long.
UNREVIEWED_IS_LISTED_FOR = timedelta(days=7)
LINKS_ARE_KNOWN_FOR = timedelta(days=7)
ASKED_AGAIN_AFTER = timedelta(days=30)
REPORTS_ARE_KEPT_FOR = timedelta(days=365)
LINKS_ARE_KEPT_FOR = timedelta(days=90)


class StepQuerySet(models.QuerySet):
    def of_page(self, page_id: int):
        """The history of a text, the latest first."""
        return self.filter(page=page_id).select_related("actor")

    def unreviewed(self, now: datetime):
        """What reached readers around the partner on duty in the last seven days."""
        return self.filter(
            models.Q(kind="status") | models.Q(as_superuser=True),
            at__gt=now - UNREVIEWED_IS_LISTED_FOR,
        ).select_related("actor", "organisation", "page")

    def for_duty(self):
        """Those that do not name a draft; what else superusers do is for coordinators to know."""
        return self.filter(kind__in=("status", "approved", "scheduled", "taken_down"))


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
