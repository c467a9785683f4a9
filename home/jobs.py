"""What the scheduler does for the site as a whole."""

from datetime import datetime

from django.core.management import call_command


def publish_scheduled(now: datetime) -> None:
    """Publish what was approved for a date that has come, take down what has expired.

    Wagtail's command looks at the data, so a run that was missed is caught up by the next.
    """
    call_command("publish_scheduled", verbosity=0)
