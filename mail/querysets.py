from datetime import datetime

from django.db import models
from django.db.models import Q


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Mail to be sent at ``now``; what a sender holds counts again once its claim lapses."""
        return self.filter(
            Q(claimed_until=None) | Q(claimed_until__lte=now), state="queued", due_at__lte=now
        ).order_by("due_at", "pk")

    def given_up(self):
        return self.filter(state="failed")

    def by_urgency(self, state: str):
        """Mail in one state for somebody who looks after it: what waits the longest comes first, of
        everything else the newest."""
        found = self.filter(state=state)
        return found.order_by("due_at", "pk") if state == "queued" else found.order_by("-pk")

    def counts(self) -> dict[str, int]:
        """How many there are in each state; a state in which there is none is missing."""
        return dict(self.order_by().values_list("state").annotate(models.Count("pk")))

    def sent_before(self, moment: datetime):
        return self.filter(state="sent", sent_at__lt=moment)
