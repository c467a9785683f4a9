from datetime import datetime

from django.db import models
from django.db.models import Q


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Mail to be sent at ``now``; what a sender holds counts again once its claim lapses."""
        return self.filter(
            Q(claimed_until=None) | Q(claimed_until__lte=now), state="queued", due_at__lte=now
        ).order_by("due_at", "pk")

    def sent_before(self, moment: datetime):
        return self.filter(state="sent", sent_at__lt=moment)
