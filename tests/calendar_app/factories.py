from datetime import timedelta

import factory
from django.utils import timezone
from wagtail.models import Locale

from calendar_app.models import EventIndexPage, EventPage
from tests.blog.factories import ModeratedPageFactory


class EventPageFactory(ModeratedPageFactory):
    """Tomorrow for two hours, at a place in words."""

    class Meta:
        model = EventPage

    parent = factory.LazyFunction(lambda: EventIndexPage.objects.get(locale=Locale.get_default()))
    title = factory.Sequence(lambda number: f"Dogodek {number}")
    slug = factory.Sequence(lambda number: f"dogodek-{number}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    place_text = "Pred knjižnico"
