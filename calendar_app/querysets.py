from django.db.models import F, Q
from django.db.models.functions import Coalesce
from wagtail.models import PageManager

from network.querysets import ModeratedPageQuerySet


class EventPageQuerySet(ModeratedPageQuerySet):
    def published(self):
        """What everybody may read and has a date, in no order yet."""
        return super().published().filter(starts_at__isnull=False).order_by()

    def not_over(self, now):
        """Events still to come or under way at ``now``; a missing end means a point in time."""
        return self.filter(Q(ends_at__gt=now) | Q(ends_at=None, starts_at__gte=now))

    def over(self, now):
        """Events that nobody can come to any more at ``now``."""
        return self.filter(Q(ends_at__lte=now) | Q(ends_at=None, starts_at__lt=now))

    def between(self, start, end):
        """Events of which some part lies from ``start`` until before ``end``."""
        return self.filter(starts_at__lt=end).filter(
            Q(ends_at__gt=start) | Q(ends_at=None, starts_at__gte=start)
        )

    def soonest_first(self):
        return self.order_by("starts_at", "pk")

    def latest_first(self):
        return self.annotate(last=Coalesce("ends_at", F("starts_at"))).order_by("-last", "-pk")

    def for_cards(self):
        """Rows with what a card shows; the number of queries does not grow with them."""
        return self.select_related(
            "contribution__organisation", "locale", "place__municipality", "municipality"
        ).defer_streamfields()

    def for_detail(self):
        """Rows with what the event's own page shows."""
        return super().for_detail().select_related("place__municipality")

    def in_municipality(self, municipality):
        """Events in a municipality, by their place or, without one, by what the author said."""
        return self.filter(
            Q(place__municipality=municipality) | Q(place=None, municipality=municipality)
        )

    def with_changes(self, events):
        """Return ``events`` as a list, each knowing whether it is cancelled; one query."""
        from calendar_app.models import EventChange  # the model's manager is made of this class

        events = list(events)
        changes = {
            change.translation_key: change
            for change in EventChange.objects.filter(
                translation_key__in=[event.translation_key for event in events]
            )
        }
        for event in events:
            event.change = changes.get(event.translation_key)
        return events


EventPageManager = PageManager.from_queryset(EventPageQuerySet)
