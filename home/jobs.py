"""What the scheduler does for the site as a whole."""

from datetime import datetime

from django.core.management import call_command

from moderation import services as moderation


def publish_scheduled(now: datetime) -> None:
    """Publish what was approved for a date that has come, take down what has expired.

    Moderated texts first and under their own rules; Wagtail's command then finds the other pages.
    Both look at the data, so a run that was missed is caught up by the next.
    """
    moderation.publish_due(now)
    call_command("publish_scheduled", verbosity=0)
